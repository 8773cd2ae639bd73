import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameJson } from '../lib/json.ts';
import { canonicalJson, sha256Hex } from './canonical.ts';
import { EMPTY_HEAD, hashBody, headAfter, makeEntry, NO_HASH, type Head } from './chain.ts';
import type { RegisterEntry } from './event.ts';
import { verifyChain } from './verify.ts';

interface Said {
  readonly type: string;
  readonly actor: string;
  readonly body: unknown;
  readonly salt: string;
}

function chain(said: readonly Said[], table = 'west'): RegisterEntry[] {
  let head: Head = EMPTY_HEAD;
  return said.map((one, index) => {
    const entry = makeEntry({ ...one, table, head, at: `2026-11-24T13:00:0${index % 10}.000Z` });
    head = headAfter(entry);
    return entry;
  });
}

const said = (n: number): Said[] =>
  Array.from({ length: n }, (_, i) => ({
    type: 'attended',
    actor: `p${i}`,
    body: { organisation: `o${i}`, text: 'é€😀' },
    salt: `s${i}`,
  }));
const five = chain(said(5));
const headOf = (entries: readonly RegisterEntry[]): string => headAfter(entries.at(-1) as RegisterEntry).hash;
const at = (index: number): RegisterEntry => five[index] as RegisterEntry;
const having = (index: number, entry: unknown): unknown[] =>
  five.map((one, i) => (i === index ? entry : one));

/** `code at seq`, or `holds`. */
function verdict(entries: readonly unknown[], head?: string): string {
  const verified = verifyChain(entries, head);
  return verified.ok ? 'holds' : `${verified.code} at ${verified.at ?? '?'}`;
}

describe('RFC 8785 and sha256', () => {
  test('keys sorted by UTF-16 units, numbers as ECMAScript writes them, text as it is', () => {
    expect(
      canonicalJson({
        b: 1,
        a: [1e21, 0.000001, -0, true, null],
        '\u20ac': '\u000f\n"\\/',
        '\ud83d\ude00': 'é',
      }),
    ).toBe('{"a":[1e+21,0.000001,0,true,null],"b":1,"€":"\\u000f\\n\\"\\\\/","😀":"é"}');
  });

  test.each([[undefined], [Number.NaN], [Infinity], ['\ud800'], [{ '\udc00': 1 }]])(
    '%j is no JSON',
    (value) => {
      expect(() => canonicalJson(value)).toThrow();
    },
  );

  test('known hashes', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hashBody('salt', { b: 1, a: 2 })).toBe(sha256Hex('salt{"a":2,"b":1}'));
  });
});

describe('a register that was tampered with', () => {
  const cases: [string, readonly unknown[], string][] = [
    ['nothing', five, 'holds'],
    ['nothing, with texts erased', having(2, { ...at(2), salt: null, body: null }), 'holds'],
    ['a byte of an event', having(1, { ...at(1), event: { ...at(1).event, actor: 'q1' } }), 'broken at 3'],
    ['a byte of a body', having(1, { ...at(1), body: { organisation: 'oX', text: 'é€😀' } }), 'body at 2'],
    ['a byte of a salt', having(1, { ...at(1), salt: 'sX' }), 'body at 2'],
    [
      'a body and its hash',
      having(1, { ...at(1), body: 'x', event: { ...at(1).event, bodyHash: hashBody('s1', 'x') } }),
      'broken at 3',
    ],
    ['a body that is gone without its salt', having(1, { ...at(1), body: null }), 'body at 2'],
    ['a salt that is gone without its body', having(1, { ...at(1), salt: null }), 'body at 2'],
    ['a link', having(3, { ...at(3), event: { ...at(3).event, prev: NO_HASH } }), 'broken at 4'],
    [
      'the beginning of the chain',
      having(0, { ...at(0), event: { ...at(0).event, prev: 'a'.repeat(64) } }),
      'broken at 1',
    ],
    ['an event taken out', five.toSpliced(2, 1), 'gap at 3'],
    ['the first event taken out', five.slice(1), 'gap at 1'],
    ['an event put in twice', five.toSpliced(2, 0, at(1)), 'order at 3'],
    ['two events in the other order', [at(0), at(2), at(1), at(3), at(4)], 'gap at 2'],
    ['the tail cut', five.slice(0, 3), 'head at 3'],
    ['everything cut', [], 'head at 0'],
    ['the last event', having(4, { ...at(4), event: { ...at(4).event, type: 'gossip' } }), 'head at 5'],
    [
      'an event of another table',
      having(2, { ...at(2), event: { ...at(2).event, table: 'twente' } }),
      'foreign at 3',
    ],
    [
      'an event with something more',
      having(2, { ...at(2), event: { ...at(2).event, note: 'x' } }),
      'malformed at 3',
    ],
    ['an event without a field', having(2, { ...at(2), event: { seq: 3 } }), 'malformed at 3'],
    ['something else', having(2, 'x'), 'malformed at 3'],
    ['a number that is text', having(2, { ...at(2), event: { ...at(2).event, seq: '3' } }), 'malformed at 3'],
  ];
  test.each(cases)('%s', (_what, entries, expected) => {
    expect(verdict(entries, headOf(five))).toBe(expected);
  });

  test('a whole register made anew does not end in the printed head', () => {
    expect(verdict(chain(said(5).map((one) => ({ ...one, actor: 'somebody' }))), headOf(five))).toBe(
      'head at 5',
    );
  });

  test('an empty register ends in 64 zeros', () => {
    expect(verdict([], NO_HASH)).toBe('holds');
  });
});

describe('whatever is recorded', () => {
  const anything = fc.array(
    fc.record({
      type: fc.string({ unit: 'grapheme' }),
      actor: fc.string({ unit: 'grapheme' }),
      salt: fc.string({ unit: 'grapheme' }),
      body: fc.jsonValue(),
    }),
    { minLength: 1, maxLength: 8 },
  );

  test('holds, also after a way through JSON, and with any texts erased', () => {
    fc.assert(
      fc.property(anything, fc.infiniteStream(fc.boolean()), (list, erase) => {
        const entries = chain(list);
        const kept = entries.map((entry) =>
          erase.next().value === true ? { ...entry, salt: null, body: null } : entry,
        );
        expect(verdict(JSON.parse(JSON.stringify(kept)) as unknown[], headOf(entries))).toBe('holds');
      }),
    );
  });

  test('one changed character of its JSON never passes', () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.constantFrom('0', 'a', '1', 'f', ' x'), (list, place, other) => {
        const entries = chain(list.map((one, i) => ({ ...one, type: `t${i}`, actor: `p${i}` })));
        const text = JSON.stringify(entries);
        const i = place % text.length;
        const changed = text.slice(0, i) + other + text.slice(i + 1);
        let parsed: unknown;
        try {
          parsed = JSON.parse(changed);
        } catch {
          return;
        }
        if (!Array.isArray(parsed) || JSON.stringify(parsed) === text) return;
        // A change that reads as the same value is none.
        if (sameJson(parsed, entries)) return;
        expect(verdict(parsed, headOf(entries))).not.toBe('holds');
      }),
      { numRuns: 500 },
    );
  });
});
