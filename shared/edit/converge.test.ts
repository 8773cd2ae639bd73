import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { isRootName, META, roots } from '../model/layout.ts';
import { readAll, readPlans } from '../model/read.ts';
import { applyEdit } from './apply.ts';
import type { Edit } from './edit.ts';
import { inverseOf } from './inverse.ts';

/**
 * Random edits by three clients, delivered in random order, some twice, some late; one of the three throws its document
 * away in the middle and replays its outbox on a fresh one, as after a refusal. All must end with the same plans, and
 * whatever they end with must read and keep the layout.
 */
const IDS = ['r1', 'r2', 'r3'];
const id = fc.constantFrom(...IDS);
const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };

type Make = (seen: Y.Doc, unique: string) => Edit;

const makers: fc.Arbitrary<Make> = fc.oneof(
  fc.record({ id, homes: fc.nat(500) }).map(({ id: record, homes }): Make => (_doc, unique) => ({
    type: 'createRecord',
    root: 'projects',
    id: record,
    fields: { name: record, ...stamp },
    blocks: { [`b-${unique}`]: { kind: 'build', year: 2028, homes, ...stamp } },
  })),
  fc.record({ id, to: fc.constantFrom(10, 50, 100) }).map(({ id: record, to }): Make => (doc) => ({
    type: 'setField',
    path: `projects/${record}/likelihood`,
    from: readAll(doc, 'projects').find((project) => project.id === record)?.likelihood ?? null,
    to,
  })),
  fc
    .record({ id, year: fc.integer({ min: 2026, max: 2029 }), to: fc.nat(300) })
    .map(({ id: record, year, to }): Make => (doc, unique) => {
      const block = readAll(doc, 'projects')
        .find((project) => project.id === record)
        ?.blocks.find((one) => one.year === year);
      return {
        type: 'setYearHomes',
        project: record,
        year,
        block: block?.id ?? `y-${unique}`,
        from: block?.homes ?? null,
        to,
        ...stamp,
      };
    }),
  fc.record({ id, removed: fc.boolean() }).map(({ id: record, removed }): Make => () => ({
    type: 'removeRecord',
    path: `projects/${record}`,
    removed,
  })),
  id.map((record): Make => (_doc, unique) => ({
    type: 'createRecord',
    root: 'bottlenecks',
    id: `k-${unique}`,
    fields: { projects: [record], category: 'stikstof', certainty: 'vermoed', ...stamp },
  })),
  id.map((record): Make => (doc, unique) => ({
    type: 'batch',
    name: 'paste',
    edits: [
      {
        type: 'addBlock',
        project: record,
        block: `p-${unique}`,
        fields: { kind: 'demolition', homes: 4, ...stamp },
      },
      {
        type: 'setField',
        path: `projects/${record}/place`,
        from: readAll(doc, 'projects').find((one) => one.id === record)?.place ?? null,
        to: unique,
      },
    ],
  })),
);

const script = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('edit' as const), client: fc.nat(2), make: makers }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('deliver' as const), client: fc.nat(2), which: fc.nat(1000) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), client: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay' as const) }) },
  ),
  { minLength: 10, maxLength: 60 },
);

class Client {
  doc = new Y.Doc();
  outbox: Edit[] = [];
  readonly inbox: Uint8Array[] = [];
  readonly #send: (from: Client, update: Uint8Array) => void;

  constructor(send: (from: Client, update: Uint8Array) => void) {
    this.#send = send;
    this.#listen();
  }

  do(edit: Edit): void {
    if (applyEdit(this.doc, edit, 'own').ok) this.outbox.push(edit);
  }

  /** A fresh document with a new client id, filled with what the others have, and the outbox once more. */
  replay(server: Y.Doc): void {
    this.doc = new Y.Doc();
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(server), 'remote');
    this.#listen();
    for (const edit of this.outbox.splice(0)) this.do(edit);
  }

  #listen(): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'own') this.#send(this, update);
    });
  }
}

function keepsTheLayout(doc: Y.Doc): void {
  for (const [name, map] of doc.share) {
    expect(isRootName(name) || name === META).toBe(true);
    if (!isRootName(name)) continue;
    for (const [, record] of map as unknown as Y.Map<Y.Map<unknown>>) {
      for (const [key, value] of record) {
        const field = roots[name].fields[key as keyof (typeof roots)[typeof name]['fields']] as
          { kind: string; accepts(value: unknown): boolean } | undefined;
        expect(field, `${name}.${key}`).toBeDefined();
        if (field?.kind === 'records') expect(value).toBeInstanceOf(Y.Map);
        else if (field?.kind === 'richText') expect(value).toBeInstanceOf(Y.XmlFragment);
        else expect(field?.accepts(value), `${name}.${key} = ${JSON.stringify(value)}`).toBe(true);
      }
    }
  }
}

describe('edits by three people', () => {
  test('converge, parse and keep the layout, whatever the order of delivery', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const server = new Y.Doc();
        const clients: Client[] = [];
        const send = (from: Client, update: Uint8Array): void => {
          Y.applyUpdate(server, update);
          for (const client of clients) if (client !== from) client.inbox.push(update);
        };
        clients.push(new Client(send), new Client(send), new Client(send));
        steps.forEach((step, at) => {
          const client = clients[step.kind === 'replay' ? 1 : step.client];
          if (client === undefined) return;
          if (step.kind === 'edit') client.do(step.make(client.doc, String(at)));
          else if (step.kind === 'replay') client.replay(server);
          else if (step.kind === 'undo') {
            const last = client.outbox.at(-1);
            const inverse = last === undefined ? null : inverseOf(last);
            if (inverse !== null) client.do(inverse);
          } else {
            // Any message, not the next one; and it stays in the inbox, so that it comes twice.
            const update = client.inbox[step.which % Math.max(1, client.inbox.length)];
            if (update !== undefined) Y.applyUpdate(client.doc, update, 'remote');
          }
        });
        for (const client of clients)
          for (const update of client.inbox) Y.applyUpdate(client.doc, update, 'remote');
        for (const client of clients) {
          // What one replayed on top of the server's state reached the server first: an exchange as on reconnect.
          Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(server), 'remote');
          expect(client.doc.store.pendingStructs).toBeNull();
          expect(readPlans(client.doc)).toEqual(readPlans(server));
          keepsTheLayout(client.doc);
        }
      }),
      { numRuns: 300 },
    );
  });
});
