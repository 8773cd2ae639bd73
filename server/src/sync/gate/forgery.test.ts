import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bytes, content, forge, type Forged } from '../../../test/gate/forge.ts';
import { cloneOf, compare } from '../../../test/gate/oracle.ts';
import { World } from '../../../test/gate/world.ts';
import { projectMap } from '../../../test/sync-server.ts';
import { Presence } from '../presence.ts';
import { judge, type GateContext, type Verdict } from './gate.ts';
import { TYPE, type Id } from './scan.ts';

const ANNA = 501;
const MINE = 7;

/** A table with a plan `p1`, and anna's client id on it. */
function table(): { doc: Y.Doc; context: GateContext; anna: Y.Doc } {
  const world = new World();
  const doc = world.server;
  const anna = cloneOf(doc);
  anna.clientID = ANNA;
  planIn(anna).set('place', 'Deventer');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(anna));
  const owners = new Map([
    [ANNA, 'anna'],
    [doc.clientID, 'server'],
  ]);
  return { doc, anna, context: { ...world.context(1, false), ownerOf: (client) => owners.get(client) } };
}

function planIn(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<Y.Map<unknown>>('projects').get('p1')!;
}

function idOf(type: unknown): Id {
  return (type as Y.AbstractType<unknown>)._item!.id;
}

function timed<T>(work: () => T): { result: T; ms: number; mb: number } {
  const heap = process.memoryUsage().heapUsed;
  const started = performance.now();
  const result = work();
  return { result, ms: performance.now() - started, mb: (process.memoryUsage().heapUsed - heap) / 2 ** 20 };
}

describe('G1 the first finding decides', () => {
  const foreign = (struct: Partial<Forged>): Uint8Array =>
    forge([
      { client: ANNA, clock: 8, structs: [{ ...content.any('x'), parent: 'gossip', key: 'x', ...struct }] },
    ]);

  test.each<[string, Uint8Array, object]>([
    [
      'the scan before what is pending',
      foreign({ ...content.any(NaN), origin: { client: 99, clock: 0 } }),
      { close: 4400, code: 'value' },
    ],
    ['what is pending before claims', foreign({ origin: { client: 99, clock: 0 } }), { kind: 'pending' }],
    ['claims before the model', foreign({}), { close: 4409 }],
  ])('%s', (_name, update, verdict) => {
    const { doc, context } = table();
    // Her next clock is 8 in the bytes above.
    while (Y.getState(doc.store, ANNA) < 8)
      Y.applyUpdate(
        doc,
        forge([{ client: ANNA, clock: Y.getState(doc.store, ANNA), structs: [content.gc(1)] }]),
      );
    expect(judge(update, context)).toMatchObject(verdict);
  });

  test('the model before the policy, and nothing of an update without the rest', () => {
    const { doc, context } = table();
    const stranger = { ...context.actor, role: null };
    const structs: Forged[] = [
      { ...content.any('Raalte'), parent: idOf(planIn(doc)), key: 'developer' },
      { ...content.any('x'), parent: idOf(planIn(doc)), key: 'gossip' },
    ];
    const update = forge([{ client: MINE, clock: 0, structs }]);
    expect(judge(update, { ...context, actor: stranger })).toMatchObject({
      close: 4400,
      code: 'unknownField',
    });
    const good = forge([{ client: MINE, clock: 0, structs: structs.slice(0, 1) }]);
    expect(judge(good, { ...context, actor: stranger })).toMatchObject({
      close: 4403,
      code: 'noParticipant',
    });
  });
});

describe("G3 under somebody else's client id", () => {
  test('14 bytes with her next clocks are refused, and her next 50 edits all arrive', () => {
    const { doc, context, anna } = table();
    const next = Y.getState(doc.store, ANNA);
    const forged = forge([{ client: ANNA, clock: next, structs: [content.gc(50)] }]);
    expect(judge(forged, context)).toMatchObject({ kind: 'refused', close: 4409, code: 'clientTaken' });
    // In a full state the same is nobody's fault, and never applied.
    expect(judge(forged, { ...context, fullState: true })).toMatchObject({ kind: 'pending' });
    for (let at = 0; at < 50; at++) planIn(anna).set('total', at);
    const hers = Y.encodeStateAsUpdate(anna, Y.encodeStateVector(doc));
    const actor = { ...context.actor, person: 'anna' };
    expect(judge(hers, { ...context, actor })).toMatchObject({ kind: 'accepted' });
    Y.applyUpdate(doc, hers);
    expect(planIn(doc).get('total')).toBe(49);
  });

  test('known structs of others in a full state are harmless and pass', () => {
    const { doc, context } = table();
    const state = Y.encodeStateAsUpdate(doc);
    expect(judge(state, { ...context, fullState: true })).toMatchObject({
      kind: 'accepted',
      touches: [],
      claims: [],
    });
  });
});

describe('G17 what would stop the server costs it nothing', () => {
  test('32 million structs announced in 8 bytes, fifty times', () => {
    const { context } = table();
    const update = bytes((encoder) =>
      [1, 32_000_000, MINE, 0].forEach((n) => encoding.writeVarUint(encoder, n)),
    );
    const { ms, mb } = timed(() => {
      for (let at = 0; at < 50; at++) expect(judge(update, context)).toMatchObject({ code: 'count' });
    });
    // Plain Yjs: 7 s and 268 MB each.
    expect(ms).toBeLessThan(500);
    expect(mb).toBeLessThan(50);
  });

  test('20,000 updates after a gap', () => {
    const { doc, context } = table();
    const { ms } = timed(() => {
      for (let at = 0; at < 20_000; at++) {
        const update = forge([
          {
            client: MINE,
            clock: 1 + at * 2,
            structs: [{ ...content.any('x'), parent: idOf(planIn(doc)), key: 'place' }],
          },
        ]);
        expect(judge(update, context).kind).toBe('pending');
      }
    });
    expect(ms).toBeLessThan(5000);
    expect(doc.store.pendingStructs).toBeNull();
  });

  test('a million roots', () => {
    const { doc, context } = table();
    const structs = Array.from({ length: 1_000_000 }, (_, at): Forged => ({
      ...content.deleted(1),
      parent: `r${at}`,
      key: 'x',
    }));
    const update = forge([{ client: MINE, clock: 0, structs }]);
    const before = doc.share.size;
    const { result, ms } = timed(() => judge(update, context));
    expect(result).toMatchObject({ kind: 'refused' });
    expect(ms).toBeLessThan(3000);
    expect(doc.share.size).toBe(before);
    const fewer = judge(forge([{ client: MINE, clock: 0, structs: structs.slice(0, 1000) }]), context);
    expect(fewer).toMatchObject({ close: 4400, code: 'unknownRoot' });
  });

  test('20,000 values of one key that all come first', () => {
    const { doc, context } = table();
    const value: Forged = { ...content.any('x'), parent: idOf(planIn(doc)), key: 'developer' };
    const update = forge([{ client: MINE, clock: 0, structs: Array<Forged>(20_000).fill(value) }]);
    const { result, ms } = timed(() => judge(update, context));
    expect(result).toMatchObject({ close: 4400, code: 'tangled' });
    expect(ms).toBeLessThan(2000);
  });

  test('elements in elements, 3,000 deep', () => {
    const { doc, context } = table();
    const first: Forged = { ...content.type(TYPE.element, 'p'), parent: idOf(planIn(doc).get('notes')) };
    const deeper = Array.from({ length: 3000 }, (_, at): Forged => ({
      ...content.type(TYPE.element, 'p'),
      parent: { client: MINE, clock: at },
    }));
    expect(judge(forge([{ client: MINE, clock: 0, structs: [first, ...deeper] }]), context)).toMatchObject({
      close: 4400,
      code: 'depth',
    });
  });

  test('a text cut into single characters, from a list of 100,000 structs', () => {
    const { doc, context, anna } = table();
    const text = new Y.XmlText();
    (planIn(anna).get('notes') as Y.XmlFragment).insert(0, [text]);
    text.insert(0, 'x'.repeat(40_000));
    anna.transact(() => {
      for (let at = 0; at < 20_000; at++) text.insert(0, String(at % 10));
    });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(anna));
    const start = Y.getState(doc.store, ANNA) - 60_000;
    const ranges = Array.from({ length: 19_000 }, (_, at) => [start + at * 2, 1] as const);
    const { result, ms } = timed(() => judge(forge([], [[ANNA, ranges]]), context));
    expect(result).toMatchObject({ close: 4400, code: 'tangled' });
    expect(ms).toBeLessThan(1000);
  });

  test('two structs that wait for each other, and one that waits for itself', () => {
    const { context } = table();
    const update = forge([
      { client: 9, clock: 0, structs: [{ ...content.string('a'), origin: { client: 8, clock: 0 } }] },
      { client: 8, clock: 0, structs: [{ ...content.string('b'), origin: { client: 9, clock: 0 } }] },
    ]);
    expect(judge(update, context)).toMatchObject({ close: 4400, code: 'cycle' });
    const alone = forge([
      { client: 8, clock: 0, structs: [{ ...content.string('b'), right: { client: 8, clock: 0 } }] },
    ]);
    expect(judge(alone, context)).toMatchObject({ close: 4400, code: 'cycle' });
  });
});

describe('G2 what rests on something unknown', () => {
  test('never takes the old value away while the new one waits', () => {
    const { doc, context, anna } = table();
    const updates: Uint8Array[] = [];
    anna.on('update', (update: Uint8Array) => updates.push(update));
    planIn(anna).set('total', 1);
    planIn(anna).set('place', 'Zwolle');
    const actor = { ...context.actor, person: 'anna' };
    expect(judge(updates[1]!, { ...context, actor })).toMatchObject({ kind: 'pending', deletes: true });
    expect(planIn(doc).get('place')).toBe('Deventer');
  });

  test.each<[string, Partial<Forged>, [number, [number, number][]][]]>([
    ['a neighbour', { origin: { client: 99, clock: 5 } }, []],
    ['a parent', { parent: { client: 99, clock: 5 } }, []],
    ['a future clock of the document', { origin: { client: ANNA, clock: 5000 } }, []],
    ['a deletion', {}, [[99, [[0, 1]]]]],
  ])('%s', (_name, struct, deletes) => {
    const { doc, context } = table();
    const structs = [{ ...content.any('x'), parent: idOf(planIn(doc)), key: 'developer', ...struct }];
    expect(judge(forge([{ client: MINE, clock: 0, structs }], deletes), context).kind).toBe('pending');
  });
});

describe('G12 what the document knows already', () => {
  test('may name what is not there: Yjs would wait for it', () => {
    const { doc, context } = table();
    const update = forge([
      { client: ANNA, clock: 0, structs: [{ ...content.any('x'), origin: { client: 99, clock: 4 } }] },
    ]);
    const plain = cloneOf(doc);
    Y.applyUpdate(plain, update);
    expect(plain.store.pendingStructs).not.toBeNull();
    const verdict = judge(update, { ...context, fullState: true });
    if (verdict.kind !== 'accepted') throw new Error(verdict.kind);
    expect(verdict.touches).toEqual([]);
    expect(compare(doc, verdict.update, verdict.touches)).toBeNull();
  });

  test('may name anything: it is not handed on to Yjs, which would cut a pair of surrogates in two', () => {
    const { doc, context, anna } = table();
    const text = new Y.XmlText('🏗');
    (planIn(anna).get('notes') as Y.XmlFragment).insert(0, [text]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(anna));
    const pair = { client: ANNA, clock: idOf(text).clock + 1 };
    const update = forge([{ client: ANNA, clock: 0, structs: [{ ...content.any('x'), origin: pair }] }]);
    const plain = cloneOf(doc);
    Y.applyUpdate(plain, update);
    expect(JSON.stringify(plain)).toContain('\uFFFD');
    const verdict = judge(update, { ...context, fullState: true });
    if (verdict.kind !== 'accepted') throw new Error(verdict.kind);
    expect(compare(doc, verdict.update, verdict.touches)).toBeNull();
    Y.applyUpdate(doc, verdict.update);
    expect(JSON.stringify(doc)).toContain('🏗');
  });
});

describe('G13 what leads to two places at once', () => {
  const places: [string, (doc: Y.Doc) => Partial<Forged>][] = [
    ['neighbours under two keys', (doc) => ({ origin: valueId(doc, 'place'), right: valueId(doc, 'name') })],
    [
      'neighbours in two plans',
      (doc) => ({
        origin: valueId(doc, 'name'),
        right: idOf(doc.getMap<Y.Map<unknown>>('projects').get('p2')),
      }),
    ],
    ['a parent that is a value', (doc) => ({ parent: valueId(doc, 'name'), key: 'name' })],
  ];
  test.each(places)('%s', (_name, struct) => {
    const { doc, context } = table();
    const update = forge([{ client: MINE, clock: 0, structs: [{ ...content.any('x'), ...struct(doc) }] }]);
    expect(judge(update, context)).toMatchObject({ close: 4400, code: 'place' });
  });

  test('a struct known in part whose other half belongs elsewhere', () => {
    const { doc, context, anna } = table();
    const text = new Y.XmlText('kade');
    (planIn(anna).get('notes') as Y.XmlFragment).insert(0, [text]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(anna));
    const clock = idOf(text).clock + 1;
    const structs = [{ ...content.deleted(9), parent: idOf(planIn(doc)), key: 'name' }];
    const actor = { ...context.actor, person: 'anna' };
    expect(judge(forge([{ client: ANNA, clock, structs }]), { ...context, actor })).toMatchObject({
      close: 4400,
      code: 'place',
    });
  });

  test('a value that names a right neighbour', () => {
    const { doc, context } = table();
    const update = forge([
      { client: MINE, clock: 0, structs: [{ ...content.any('x'), right: valueId(doc, 'place') }] },
    ]);
    expect(judge(update, context)).toMatchObject({ close: 4400, code: 'order' });
  });

  function valueId(doc: Y.Doc, key: string): Id {
    return planIn(doc)._map.get(key)!.id;
  }
});

describe('G4 G7 what hides behind something else', () => {
  const record = (...fields: Forged[]): Uint8Array => {
    const made: Forged = { ...content.map(), parent: 'annotations', key: 'n1' };
    return forge([{ client: MINE, clock: 0, structs: [made, ...fields] }]);
  };
  const field = (key: string, value: unknown, origin: Id | null = null): Forged => ({
    ...content.any(value),
    parent: { client: MINE, clock: 0 },
    key,
    origin,
  });
  const rest = [field('anchor', 'projects/p1'), field('text', 'hm')];

  test("another author behind one's own name", () => {
    const { context } = table();
    const me = context.actor.person;
    // The second value without a left neighbour stands before the first: the first one is what everybody reads.
    expect(judge(record(...rest, field('by', 'anna'), field('by', me)), context)).toMatchObject({
      close: 4403,
      code: 'notYou',
    });
    expect(
      judge(record(...rest, field('by', me), field('by', 'anna', { client: MINE, clock: 3 })), context),
    ).toMatchObject({ close: 4403 });
    expect(judge(record(...rest, field('by', me), field('by', 'anna')), context)).toMatchObject({
      kind: 'accepted',
    });
  });

  test("one's own name that is deleted at once", () => {
    const { context } = table();
    const gone: Forged = { ...content.deleted(1), origin: { client: MINE, clock: 3 } };
    expect(judge(record(...rest, field('by', context.actor.person), gone), context)).toMatchObject({
      close: 4400,
      code: 'unfit',
    });
  });

  test('a record behind a record of the same key', () => {
    const { context } = table();
    const second: Forged = { ...content.map(), origin: { client: MINE, clock: 0 } };
    expect(judge(record(...rest, field('by', context.actor.person), second), context)).toMatchObject({
      close: 4400,
      code: 'twice',
    });
  });

  test.each<[string, Forged, string]>([
    ['text in a record', { ...content.string('x'), key: 'text' }, 'content'],
    ['two values as one', { ...content.any('x', 'y'), key: 'text' }, 'content'],
    ['a format in a record', { ...content.format('bold', 'true'), key: 'text' }, 'content'],
    ['something in the list of a record', content.any('x'), 'unknownField'],
    ['a field of every object', { ...content.any('x'), key: 'toString' }, 'unknownField'],
    ['a record for a field', { ...content.map(), key: 'text' }, 'content'],
  ])('%s', (_name, struct, code) => {
    const { context } = table();
    const made = record({ parent: { client: MINE, clock: 0 }, ...struct });
    expect(judge(made, context)).toMatchObject({ close: 4400, code });
  });

  test.each<[string, Forged]>([
    ['a value among paragraphs', content.any('x')],
    ['letters among paragraphs', content.string('x')],
    ['a format among paragraphs', content.format('bold', 'true')],
    ['a record among paragraphs', content.map()],
    ['a fragment among paragraphs', content.type(TYPE.fragment)],
    ['an attribute of the whole text', { ...content.any('x'), key: 'class' }],
  ])('%s', (_name, struct) => {
    const { doc, context } = table();
    const parent = idOf(planIn(doc).get('notes'));
    const verdict = judge(forge([{ client: MINE, clock: 0, structs: [{ parent, ...struct }] }]), context);
    expect(verdict).toMatchObject({
      close: 4400,
      path: expect.stringContaining('projects/p1/notes') as string,
    });
  });
});

describe('G15 what an update brings and deletes itself', () => {
  test('is as good as never written: a plan made, taken back and made again in one update', () => {
    const { doc, context } = table();
    const mine = cloneOf(doc);
    mine.clientID = MINE;
    const undo = new Y.UndoManager(mine.getMap('projects'), { captureTimeout: 0 });
    mine.getMap('projects').set('p9', projectMap(context.actor.person));
    undo.undo();
    undo.redo();
    const update = Y.encodeStateAsUpdate(mine, Y.encodeStateVector(doc));
    const verdict = judge(update, context) as Verdict & { kind: 'accepted' };
    expect(verdict.touches.map(({ kind, place }) => [kind, place.record])).toEqual([['create', 'p9']]);
    expect(compare(doc, update, verdict.touches)).toBeNull();
  });

  test('but a value that it puts over a live one and deletes takes the live one away, and is judged', () => {
    const { doc, context } = table();
    const over: Forged = { ...content.deleted(1), origin: planIn(doc)._map.get('place')!.id };
    const verdict = judge(forge([{ client: MINE, clock: 0, structs: [over] }]), context);
    expect(verdict).toMatchObject({
      kind: 'accepted',
      touches: [{ kind: 'set', value: null, place: { field: 'place' } }],
    });
    const record: Forged = { ...content.deleted(1), origin: idOf(planIn(doc)) };
    expect(judge(forge([{ client: MINE, clock: 0, structs: [record] }]), context)).toMatchObject({
      close: 4403,
      code: 'noDelete',
    });
  });
});

describe('P1 presence that speaks for others', () => {
  const who = (id: string) => ({ id, name: id, organisation: 'o', role: 'member' });
  const message = (...entries: [number, number, string][]): Uint8Array => messageOf(entries);
  const messageOf = (entries: [number, number, string][]): Uint8Array =>
    bytes((encoder) => {
      encoding.writeVarUint(encoder, entries.length);
      for (const [client, clock, state] of entries) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, state);
      }
    });

  test('an id that somebody else has written under, or is using, is not theirs', () => {
    const presence = new Presence((client) => (client === ANNA ? 'anna' : undefined));
    const [anna, bram] = [{}, {}];
    expect(presence.receive(bram, who('bram'), message([ANNA, 2 ** 31, '{}']))).toBe(false);
    expect(presence.receive(anna, who('anna'), message([ANNA, 1, '{}']))).toBe(true);
    expect(presence.receive(anna, who('anna'), message([900, 1, '{}']))).toBe(false);
    expect(presence.receive({}, who('chris'), message([ANNA, 2, 'null']))).toBe(false);
    expect(presence.receive(anna, who('anna'), message([ANNA, 2, '{"cursor":1}']))).toBe(true);
  });

  test('a clock that leaps leaves the next one room', () => {
    const presence = new Presence();
    expect(presence.receive({}, who('bram'), message([MINE, 2 ** 40, '{}']))).toBe(false);
    expect(presence.receive({}, who('bram'), message([MINE, 2 ** 53 - 1, '{}']))).toBe(false);
  });

  test('a million ids in 12 MB leave one behind', () => {
    const presence = new Presence();
    const update = messageOf(Array.from({ length: 1_000_000 }, (_, at) => [at + 2 ** 24, 1, '{}']));
    const { ms, mb } = timed(() => presence.receive({}, who('bram'), update));
    expect(presence.everybody()!.length).toBeLessThan(200);
    expect(ms).toBeLessThan(500);
    expect(mb).toBeLessThan(20);
  });
});
