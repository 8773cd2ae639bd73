import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Batch, Edit, SetField } from './edit.ts';
import { inverseOf } from './inverse.ts';
import { joined, partsOf } from './parts.ts';

const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };
const set = (path: string, to: number): SetField => ({ type: 'setField', path, from: null, to });
const batch = (edits: Batch['edits'], loose?: Batch['loose']): Batch => ({
  type: 'batch',
  name: 'paste',
  edits,
  ...(loose === undefined ? {} : { loose }),
});

const likelihood = set('projects/p1/likelihood', 10);
const total = set('projects/p1/total', 20);
const other = set('projects/p2/total', 30);

test('what holds together is one part', () => {
  const edit = batch([likelihood, total, other]);
  expect(partsOf(edit)).toEqual([edit]);
  expect(partsOf(likelihood)).toEqual([likelihood]);
});

test('cells stand by themselves', () => {
  expect(partsOf(batch([likelihood, total, other], 'cells'))).toEqual([likelihood, total, other]);
});

test('of one plan all or nothing, where it is about plans', () => {
  expect(partsOf(batch([likelihood, other, total], 'records'))).toEqual([
    batch([likelihood, total], 'records'),
    other,
  ]);
});

test('what rests on an earlier part goes with it', () => {
  const made: Edit = {
    type: 'setYearHomes',
    project: 'p1',
    year: 2028,
    block: 'b',
    from: null,
    to: 10,
    ...stamp,
  };
  const land = set('projects/p1/blocks/b/homes', 20);
  const again = set('projects/p1/total', 25);
  expect(partsOf(batch([made, total, land, again], 'cells'))).toEqual([
    batch([made, land], 'cells'),
    batch([total, again], 'cells'),
  ]);
});

test('parts are all of it, each once, and taking it back is as loose', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ plan: fc.nat(4), field: fc.constantFrom('total', 'likelihood'), to: fc.nat(9) }), {
        minLength: 2,
      }),
      fc.constantFrom('cells' as const, 'records' as const),
      (cells, loose) => {
        const edit = batch(
          cells.map(({ plan, field, to }) => set(`projects/p${String(plan)}/${field}`, to)),
          loose,
        );
        const whole = joined(edit, partsOf(edit));
        const edits = whole.type === 'batch' ? whole.edits : [];
        expect(edits).toHaveLength(cells.length);
        expect(new Set(edits)).toEqual(new Set(edit.edits));
        expect(inverseOf(edit)).toMatchObject({ loose });
      },
    ),
  );
});
