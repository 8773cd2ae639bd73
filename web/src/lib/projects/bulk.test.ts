import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import { block, plans, project } from '@bouwberaad/shared/insight/test/plans.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import type { Permission } from '@bouwberaad/shared/policy/policy.ts';
import { bulkPlan } from './bulk.ts';
import { changesOf, effectOf } from './edit-effect.ts';
import { overlay } from '@bouwberaad/shared/insight/overlay.ts';

const yes = (): Permission => ({ ok: true });
const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };

const soon = project({ id: 'p1', phase: 'ontwerp', blocks: [block({ id: 'b1', year: 2027, homes: 40 })] });
const done = project({
  id: 'p2',
  phase: 'realisatie',
  blocks: [
    block({ id: 'b2', year: 2026, homes: 30, deliveredAt: '2026-03-01' }),
    block({ id: 'b3', year: 2028, homes: 10 }),
  ],
});
const undated = project({ id: 'p3', phase: 'ontwerp', blocks: [block({ id: 'b4', homes: 5 })] });

describe('one change to a selection', () => {
  test('of a field leaves alone what has it already', () => {
    const plan = bulkPlan([soon, done, undated], { kind: 'field', field: 'phase', value: 'ontwerp' }, yes);
    expect(plan.changed).toEqual([done]);
    expect(plan.same).toEqual([soon, undated]);
    expect(plan.edits).toEqual([
      { type: 'setField', path: 'projects/p2/phase', from: 'realisatie', to: 'ontwerp' },
    ]);
  });

  test('of the years moves what is not delivered and has a year', () => {
    const plan = bulkPlan([soon, done, undated], { kind: 'shift', years: 2 }, yes);
    expect(plan.edits.map(({ path, from, to }) => [path, from, to])).toEqual([
      ['projects/p1/blocks/b1/year', 2027, 2029],
      ['projects/p2/blocks/b3/year', 2028, 2030],
    ]);
    expect(plan.same).toEqual([undated]);
  });

  test('names what may not be changed and does the rest', () => {
    const may = (edit: unknown): Permission =>
      JSON.stringify(edit).includes('projects/p2')
        ? { ok: false, code: 'notOwner', who: ['owner'] }
        : { ok: true };
    const plan = bulkPlan([soon, done], { kind: 'field', field: 'likelihood', value: 70 }, may);
    expect(plan.changed).toEqual([soon]);
    expect(plan.refused).toEqual([{ project: done, code: 'notOwner' }]);
    expect(bulkPlan([soon], { kind: 'shift', years: 900 }, yes).refused).toEqual([
      { project: soon, code: 'outOfRange' },
    ]);
  });

  test('shows beforehand what it does to the figures', () => {
    const { edits } = bulkPlan([soon], { kind: 'shift', years: 1 }, yes);
    const { before, after } = effectOf(plans({ projects: [soon, done] }), edits, [2026, 2027, 2028, 2029]);
    expect([before['planned:0150:2027'], after['planned:0150:2027']]).toEqual([40, 0]);
    expect([before['planned:0150:2028'], after['planned:0150:2028']]).toEqual([10, 50]);
  });

  test('is one edit that is taken back as one, and the preview is what is done', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ year: fc.option(fc.integer({ min: 2026, max: 2035 })), homes: fc.nat(200) }), {
          maxLength: 6,
        }),
        fc.integer({ min: -5, max: 5 }),
        (blocks, years) => {
          const doc = new Y.Doc();
          applyEdit(doc, {
            type: 'createRecord',
            root: 'projects',
            id: 'p',
            fields: { name: 'p', ...stamp },
            blocks: Object.fromEntries(
              blocks.map((one, at) => [`b${String(at)}`, { kind: 'build', ...one }]),
            ),
          });
          const before = readAll(doc, 'projects');
          const { edits } = bulkPlan(before, { kind: 'shift', years }, yes);
          const edit = { type: 'batch' as const, name: 'bulk', edits };
          const expected = overlay(plans({ projects: before }), changesOf(edit)).projects;
          expect(applyEdit(doc, edit).ok).toBe(true);
          expect(readAll(doc, 'projects')).toEqual(expected);
          const inverse = inverseOf(edit);
          if (inverse !== null) expect(applyEdit(doc, inverse).ok).toBe(true);
          expect(readAll(doc, 'projects')).toEqual(before);
        },
      ),
    );
  });
});
