import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bytes, content, forge, type Forged } from '../../../test/gate/forge.ts';
import { World } from '../../../test/gate/world.ts';
import { limits } from '../limits.ts';
import { judge, type Verdict } from './gate.ts';
import { TYPE } from './scan.ts';

const world = new World();
const context = { ...world.context(0, false), ownerOf: () => 'anna' };
const p1 = { client: world.server.clientID, clock: 0 };

function verdictOn(update: Uint8Array): Verdict {
  return judge(update, context);
}

/** One struct of client 7 that stands in a plan. */
function one(struct: Partial<Forged> & Pick<Forged, 'content' | 'body'>): Uint8Array {
  return forge([{ client: 7, clock: 0, structs: [{ parent: p1, key: 'place', ...struct }] }]);
}

const varUint = (...values: number[]): Uint8Array =>
  bytes((encoder) => values.forEach((value) => encoding.writeVarUint(encoder, value)));

describe('G10 what the scan refuses with 4400', () => {
  const good = one(content.any('Deventer'));

  test('nothing of an honest update', () => {
    expect(verdictOn(good)).toMatchObject({ kind: 'accepted' });
    expect(verdictOn(Uint8Array.of(0, 0))).toMatchObject({ kind: 'accepted', touches: [], claims: [] });
  });

  test('truncated: every beginning of an update', () => {
    for (let end = 0; end < good.length; end++)
      expect(verdictOn(good.slice(0, end))).toMatchObject({ kind: 'refused', close: 4400 });
  });

  const cases: [string, Uint8Array, string][] = [
    ['trailing bytes', Uint8Array.of(...good, 0), 'trailing'],
    ['a length prefix past the end', one(content.raw(4, 100, 65)), 'truncated'],
    ['a padded integer', Uint8Array.of(0x80, 0, 0), 'nonCanonical'],
    ['an integer that no number holds', Uint8Array.of(1, 1, ...Array<number>(9).fill(0xff), 1), 'outOfRange'],
    ['32 million structs in 8 bytes', Uint8Array.of(1, ...varUint(32_000_000), 7, 0, 0), 'count'],
    ['a million clients', Uint8Array.of(...varUint(1_000_000), 0), 'count'],
    [
      'more client ids than anybody has',
      forge(
        Array.from({ length: limits.newClients + 20 }, (_, at) => ({
          client: 1000 + at,
          clock: 0,
          structs: [content.gc(1)],
        })),
      ),
      'count',
    ],
    ['a million deletions that are not there', Uint8Array.of(0, 1, 7, ...varUint(1_000_000)), 'count'],
    ['a block of nothing', forge([{ client: 7, clock: 0, structs: [] }]), 'count'],
    [
      'one client twice',
      forge([1, 2].map((clock) => ({ client: 7, clock, structs: [content.gc(1)] }))),
      'duplicateClient',
    ],
    [
      'one client twice among the deletions',
      forge(
        [],
        [
          [7, [[0, 1]]],
          [7, [[0, 1]]],
        ],
      ),
      'duplicateClient',
    ],
    [
      'deletions that go back',
      forge(
        [],
        [
          [
            p1.client,
            [
              [4, 1],
              [1, 1],
            ],
          ],
        ],
      ),
      'order',
    ],
    ['a deletion of nothing', forge([], [[p1.client, [[0, 0]]]]), 'length'],
    ['a struct of length 0', forge([{ client: 7, clock: 0, structs: [content.gc(0)] }]), 'length'],
    ['text of length 0', one(content.string('')), 'length'],
    ['no value at all', one(content.any()), 'length'],
    ['a run of 2^53', one(content.raw(1, ...varUint(2 ** 53 - 1))), 'outOfRange'],
    [
      'a run past the last clock',
      forge([{ client: 7, clock: limits.clock, structs: [content.gc(1)] }]),
      'outOfRange',
    ],
    ['a clock past the last one', Uint8Array.of(1, 1, 7, ...varUint(2 ** 31), 0, 1, 0), 'outOfRange'],
    [
      'a neighbour past the last clock',
      one({ ...content.any('x'), origin: { client: 7, clock: 2 ** 40 } }),
      'outOfRange',
    ],
    ['a skip that says more than skip', one({ ...content.skip(1), info: 0x8a }), 'content'],
    ['a collected struct with neighbours', one({ ...content.gc(1), info: 0x80 }), 'content'],
    ['JSON of old', one(content.raw(2, 1, 1, 48)), 'content'],
    ['binary', one(content.raw(3, 1, 0)), 'content'],
    ['an embed', one(content.raw(5, 1, 48)), 'content'],
    ['a sub-document', one(content.raw(9, 1, 65, 118, 0)), 'content'],
    ['a kind that Yjs does not have', one(content.raw(11)), 'content'],
    ['an array', one(content.type(0)), 'content'],
    ['a plain text', one(content.type(2)), 'content'],
    ['a hook', one(content.type(5, 'x')), 'content'],
    ['a type that Yjs does not have', one(content.type(9)), 'content'],
    ['an element whose name is markup', one(content.type(TYPE.element, 'img src=x')), 'name'],
    ['neither a root nor an item as parent', Uint8Array.of(1, 1, 7, 0, 1, 2, 1, 65, 1, 0), 'outOfRange'],
    ['undefined', one(content.any(undefined)), 'value'],
    ['a BigInt', one(content.any(1n)), 'value'],
    ['bytes', one(content.any(Uint8Array.of(1))), 'value'],
    ['NaN', one(content.any(NaN)), 'value'],
    ['infinity', one(content.any(Infinity)), 'value'],
    ['-0', one(content.any(-0)), 'value'],
    ['bytes within an object', one(content.any({ a: [Uint8Array.of(1)] })), 'value'],
    ['a value of a kind that lib0 does not have', one(content.raw(8, 1, 99)), 'value'],
    ['a padded number', one(content.raw(8, 1, 125, 0x81, 0)), 'nonCanonical'],
    [
      '40 kB of nesting',
      one(content.raw(8, 1, ...Array.from({ length: 40_000 }, (_, at) => (at % 2 === 0 ? 117 : 1)), 126)),
      'depth',
    ],
    ['invalid UTF-8', one(content.raw(4, 2, 0xc3, 0x28)), 'text'],
    ['a lone surrogate', one(content.raw(4, 3, 0xed, 0xa0, 0x80)), 'text'],
    ['a lone surrogate in a value', one(content.raw(8, 1, 119, 3, 0xed, 0xb0, 0x80)), 'text'],
    ['a lone surrogate in a key', one({ ...content.raw(8, 1, 118, 1, 3, 0xed, 0xa0, 0x80, 126) }), 'key'],
    ['two keys that are one', one(content.raw(8, 1, 118, 2, 1, 97, 126, 1, 97, 126)), 'key'],
    ['NUL', one(content.any('a\u0000b')), 'text'],
    ['a control character in a key', one({ ...content.any('x'), key: 'a\u0007' }), 'key'],
    ['__proto__', one({ ...content.any('x'), key: '__proto__' }), 'key'],
    [
      'constructor in an object',
      one(content.raw(8, 1, 118, 1, 11, ...new TextEncoder().encode('constructor'), 126)),
      'key',
    ],
    ['prototype as a root', one({ ...content.any('x'), parent: 'prototype' }), 'key'],
    ['a format that is no JSON', one(content.format('bold', '{')), 'value'],
    ['a format that hides a lone surrogate', one(content.format('link', '"\\ud800"')), 'value'],
    ['a format that hides __proto__', one(content.format('link', '{"__proto__":1}')), 'value'],
    ['a format under a key that was a lone surrogate', one(content.format('a\uFFFD', 'true')), 'key'],
  ];
  test.each(cases)('%s', (_name, update, code) => {
    const before = Y.encodeStateAsUpdate(world.server);
    expect(verdictOn(update)).toMatchObject({ kind: 'refused', close: 4400, code });
    expect(Y.encodeStateAsUpdate(world.server)).toEqual(before);
  });
});

describe('G11 what is too large is refused with 4413', () => {
  test.each([
    ['an update', new Uint8Array(limits.updateBytes + 200_000), 'updateTooLarge'],
    ['a value', one(content.any('x'.repeat(limits.valueBytes + 1))), 'stringTooLarge'],
    ['a run of new text', one(content.string('x'.repeat(limits.textBytes + 1))), 'stringTooLarge'],
    ['a key', one({ ...content.any('x'), key: 'k'.repeat(limits.keyBytes + 1) }), 'keyTooLarge'],
    [
      'the name of a root',
      one({ ...content.any('x'), parent: 'r'.repeat(limits.keyBytes + 1) }),
      'keyTooLarge',
    ],
  ])('%s', (_name, update, code) => {
    expect(verdictOn(update)).toMatchObject({ kind: 'refused', close: 4413, code });
  });

  test('a run that the document knows may be of any size: it grew by being merged', () => {
    const doc = new Y.Doc();
    doc.clientID = 9;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(world.server));
    const notes = doc.getMap<Y.Map<Y.XmlFragment>>('projects').get('p1')!.get('notes')!;
    const text = new Y.XmlText('x'.repeat(limits.textBytes));
    notes.insert(0, [text]);
    text.insert(text.length, 'y');
    const verdict = judge(Y.encodeStateAsUpdate(doc), { ...context, doc, fullState: true });
    expect(verdict).toMatchObject({ kind: 'accepted', touches: [] });
  });

  test('an update of everything may be as large as the document makes it', () => {
    const doc = new Y.Doc();
    const map = doc.getMap<Y.Map<unknown>>('projects');
    doc.transact(() => {
      for (let at = 0; at < 4; at++)
        map.set(`p${at}`, new Y.Map(Array.from({ length: 40_000 }, (_, key) => [`k${key}`, 'x'.repeat(60)])));
    });
    const state = Y.encodeStateAsUpdate(doc);
    expect(state.length).toBeGreaterThan(limits.updateBytes);
    expect(judge(state, { ...context, doc, fullState: true })).toMatchObject({ kind: 'accepted' });
  });
});
