import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import { sortRows } from '@bouwberaad/shared/view/sort-rows.ts';
import { ids, make, project } from '@bouwberaad/shared/view/test/records.ts';
import { heldKey, holdOrder, inHeldOrder, longestRise, outOfPlace } from './held-order.ts';

const phaseOf = (row: ProjectRow): string | null => row.project.phase;
const noGroup = (): null => null;

/** A list as it stood before, and how it looks after others have worked in it. */
function after(
  before: readonly ProjectRow[],
  now: readonly ProjectRow[],
  wanted: readonly ProjectRow[],
  keyOf = noGroup as (row: ProjectRow) => string | null,
) {
  const held = holdOrder(before, keyOf);
  const byId = new Map(now.map((row) => [row.id, row]));
  const shown = inHeldOrder(held, wanted, (id) => byId.get(id));
  return { shown: ids(shown), waiting: outOfPlace(shown, wanted, held, keyOf), key: heldKey(held, keyOf) };
}

describe('the order settles on request', () => {
  const plans = (...totals: number[]): ProjectRow[] =>
    make(totals.map((total, at) => project(`p${at}`, { total })));
  const byTotal = [{ column: 'total', descending: false }] as const;

  test('a row whose sort key changes stays, and counts as one that waits', () => {
    const before = sortRows(plans(1, 2, 3, 4), byTotal);
    const now = plans(9, 2, 3, 4);
    expect(after(before, now, sortRows(now, byTotal))).toMatchObject({
      shown: ['p0', 'p1', 'p2', 'p3'],
      waiting: 1,
    });
  });

  test('a change that leaves the order as it is asks for nothing', () => {
    const before = sortRows(plans(1, 20, 30), byTotal);
    const now = plans(5, 20, 30);
    expect(after(before, now, sortRows(now, byTotal)).waiting).toBe(0);
  });

  test('a row that the filter would hide now is still there', () => {
    const now = plans(1, 2, 3);
    expect(after(now, now, now.slice(1))).toMatchObject({ shown: ['p0', 'p1', 'p2'], waiting: 1 });
  });

  test('a row that was taken out of the list is gone at once', () => {
    const [one, two] = plans(1, 2);
    if (one === undefined || two === undefined) throw new Error('two plans');
    expect(after([one, two], [two], [two])).toMatchObject({ shown: ['p1'], waiting: 0 });
  });

  test('a row that came stands at the end until it is asked for; where that is its place nothing waits', () => {
    const now = plans(5, 1);
    const [first, second] = now;
    if (first === undefined || second === undefined) throw new Error('two plans');
    expect(after([first], now, [second, first])).toMatchObject({ shown: ['p0', 'p1'], waiting: 1 });
    expect(after([first], now, [first, second]).waiting).toBe(0);
  });

  test('a row stays in the group in which it stood', () => {
    const before = make([project('a', { phase: 'concept' }), project('b', { phase: 'concept' })]);
    const now = make([project('a', { phase: 'ontwerp' }), project('b', { phase: 'concept' })]);
    const { waiting, key } = after(before, now, now, phaseOf);
    expect(now.map(key)).toEqual(['concept', 'concept']);
    expect(waiting).toBe(1);
  });

  test('as many wait as have to move, and no row is lost or doubled', () => {
    const someTotals = fc.array(fc.nat(20), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(someTotals, someTotals, (then, later) => {
        const before = sortRows(plans(...then), byTotal);
        const now = plans(...later);
        const wanted = sortRows(now, byTotal);
        const { shown, waiting } = after(before, now, wanted);
        expect([...shown].sort()).toEqual(ids(now).sort());
        expect(waiting === 0).toBe(shown.join() === ids(wanted).join());
      }),
    );
  });

  test('the longest rise is that of trying every way', () => {
    const longest = (numbers: readonly number[]): number =>
      Math.max(
        0,
        ...numbers.map((number, at) => 1 + longest(numbers.slice(at + 1).filter((later) => later > number))),
      );
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 9 }), (numbers) => {
        expect(longestRise(numbers)).toBe(longest(numbers));
      }),
    );
  });
});
