import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { encodeSync, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { WRITER } from './servers.ts';

/** Plans, and edits of them that many writers make beside each other: made once, sent to every server as the same bytes. */
export interface World {
  /** What the plans are made with, as updates. */
  readonly base: readonly Uint8Array[];
  readonly baseVector: Uint8Array;
  /** Client id of each writer. */
  readonly writers: readonly number[];
  /** Edit n is the (n / writers)th of writer n % writers; as a message of the wire. */
  readonly messages: readonly Uint8Array[];
  /** Which writer a client id is. */
  readonly writerOf: ReadonlyMap<number, number>;
  readonly doc: Y.Doc;
}

const PLANS = 1000;
const BLOCKS = 10;
/** Of an imported file, where long texts may stand. */
const COLUMN = 'toelichting';
const FIRST_CLIENT = 3_100_000_001;

/** The last one that was asked for: a row asks for the same again and again. */
let kept: { readonly of: string; readonly world: World } | null = null;

/** The same plans and edits for everybody who asks for as many. `bytes`: each edit writes a text of so many. */
export function world(writers: number, edits: number, bytes = 0): World {
  const of = `${writers} ${edits} ${bytes}`;
  if (kept?.of !== of) kept = { of, world: makeWorld(writers, edits, bytes) };
  return kept.world;
}

function makeWorld(writers: number, edits: number, bytes: number): World {
  const text = 'x'.repeat(bytes);
  const doc = new Y.Doc();
  doc.clientID = FIRST_CLIENT - 1;
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  for (let at = 0; at < PLANS; at++) makePlan(doc, at, bytes);
  const base = made.splice(0);
  const baseVector = Y.encodeStateVector(doc);
  const clients = Array.from({ length: writers }, (_, at) => FIRST_CLIENT + at);
  const projects = doc.getMap<Y.Map<unknown>>('projects');
  const plans = Array.from({ length: PLANS }, (_, at) => projects.get(`p${at}`)!);
  for (let at = 0; at < edits; at++) {
    const writer = at % writers;
    // Everybody in plans of their own, so that nobody's edit waits for another's.
    const round = Math.floor(at / writers);
    const plan = writer + writers * (round % Math.floor(PLANS / writers));
    doc.clientID = FIRST_CLIENT + writer;
    doc.transact(() => {
      if (bytes > 0) plans[plan]!.set('source', { [COLUMN]: text });
      else change(plans[plan]!, plan, round);
    });
  }
  return {
    base,
    baseVector,
    writers: clients,
    writerOf: new Map(clients.map((client, at) => [client, at])),
    messages: made.map((update) => encodeSync(SYNC.update, update)),
    doc,
  };
}

function makePlan(doc: Y.Doc, at: number, bytes: number): void {
  applyEdit(doc, {
    type: 'createRecord',
    root: 'projects',
    id: `p${at}`,
    fields: {
      name: `Plan ${at}`,
      organisation: `o${at % 25}`,
      municipality: '0150',
      by: WRITER,
      likelihood: 50,
      phase: 'initiatief',
      ...(bytes > 0 && { source: { [COLUMN]: '' } }),
    },
    blocks: Object.fromEntries(
      Array.from({ length: BLOCKS }, (_, year) => [
        `b${at}-${year}`,
        { kind: 'build', year: 2026 + year, homes: 20 },
      ]),
    ),
  });
}

/** One field, as somebody does who works through a table. */
function change(plan: Y.Map<unknown>, at: number, round: number): void {
  if (round % 3 === 0) plan.set('likelihood', 10 + (round % 90));
  else if (round % 3 === 1) plan.set('name', `Rivierpoort ${round}`);
  else
    (plan.get('blocks') as Y.Map<Y.Map<unknown>>).get(`b${at}-${round % BLOCKS}`)!.set('homes', round % 500);
}
