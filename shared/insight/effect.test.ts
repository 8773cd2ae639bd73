import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '../edit/apply.ts';
import type { Change } from '../model/proposal.ts';
import { readPlans, type Plans } from '../model/read.ts';
import { effect, figuresOf } from './effect.ts';
import { overlay } from './overlay.ts';
import { anyPlans, block, bottleneck, plans, project, target, YEARS } from './test/plans.ts';

const years = YEARS;
const zwolle = project({
  id: 'spoorkade',
  municipality: '0193',
  planStatus: '2A',
  likelihood: 50,
  blocks: [
    block({ id: 's28', year: 2028, homes: 80, dwelling: { hoogbouw: 80 }, segment: { 'dure huur': 80 } }),
  ],
});
const other = project({
  municipality: '0193',
  likelihood: 100,
  blocks: [
    block({ year: 2028, homes: 60, dwelling: { hoogbouw: 60 }, segment: { 'dure huur': 60 } }),
    block({ year: 2028, homes: 60 }),
  ],
});
const kampen = project({
  id: 'cellebroeder',
  municipality: '0166',
  planStatus: '2A',
  likelihood: 80,
  blocks: [block({ id: 'c30', year: 2030, homes: 80 })],
});
const toy = plans({
  projects: [zwolle, other, kampen],
  bottlenecks: [
    bottleneck({ projects: ['spoorkade'], category: 'netcongestie', certainty: 'bevestigd' }),
    bottleneck({ projects: [other.id, kampen.id], category: 'geen' }),
  ],
  targets: [target('0193', 2028, { target: 150 }), target('0166', 2028, { target: 50 })],
});
const swap: Change[] = [
  { path: 'projects/spoorkade/blocks/s28/year', from: 2028, to: 2030 },
  { path: 'projects/cellebroeder/blocks/c30/year', from: 2030, to: 2028 },
];

function figure(figures: ReturnType<typeof effect>, key: string) {
  return figures.find((one) => one.key === key);
}

describe('effect', () => {
  it('swap 80 homes Zwolle 2028 with 80 in Kampen 2030: region equal, both municipalities change', () => {
    const figures = effect(toy, overlay(toy, swap), { years });
    expect(figures[0]).toMatchObject({ key: 'planned:region', before: 280, after: 280 });
    expect(figure(figures, 'planned:0193:2028')).toMatchObject({
      before: 200,
      after: 120,
      norm: 150,
      unit: 'homes',
    });
    expect(figure(figures, 'planned:0166:2028')).toMatchObject({ before: 0, after: 80 });
    expect(figure(figures, 'planned:0193:2030')).toMatchObject({ before: 0, after: 80 });
    expect(figure(figures, 'expected:2028')).toMatchObject({ before: 160, after: 184, norm: 200 });
    expect(figure(figures, 'expected:2029')).toBeUndefined();
    expect(figure(figures, 'heldUp:netcongestie:2028')).toMatchObject({ before: 80, after: 0 });
    expect(figure(figures, 'signal:0193:2028:hoogbouw:dure huur')).toMatchObject({
      before: 1,
      after: 0,
      unit: 'signals',
    });
    expect(figure(figures, 'concentration:0193:2028:hoogbouw:dure huur')).toMatchObject({
      before: 0.7,
      after: 0.5,
      unit: 'share',
    });
  });

  it('gives the two sides by key', () => {
    const figures = effect(toy, overlay(toy, swap), { years });
    expect(figuresOf(figures, 'before')['planned:0193:2028']).toBe(200);
    expect(figuresOf(figures, 'after')['planned:0193:2028']).toBe(120);
  });

  it('shows no difference between plans and themselves', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        for (const one of effect(any, any, { years })) expect(one.after).toBe(one.before);
      }),
    );
  });

  it('tells the way back by the same figures', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, (a, b) => {
        const there = effect(a, b, { years }).map(({ key, before, after }) => ({ key, before, after }));
        const back = effect(b, a, { years }).map(({ key, before, after }) => ({
          key,
          before: after,
          after: before,
        }));
        const byKey = (x: { key: string }, y: { key: string }) => (x.key < y.key ? -1 : 1);
        expect(back.sort(byKey)).toEqual(there.sort(byKey));
      }),
    );
  });
});

/** A document that holds the toy. */
function documentOf(of: Plans): Y.Doc {
  const doc = new Y.Doc();
  const scalars = (record: object) =>
    Object.fromEntries(
      Object.entries(record).filter(([key, value]) => key !== 'blocks' && key !== 'id' && value !== null),
    ) as Record<string, never>;
  for (const one of of.projects) {
    const blocks = Object.fromEntries(one.blocks.map((b) => [b.id, scalars(b)]));
    const made = applyEdit(doc, {
      type: 'createRecord',
      root: 'projects',
      id: one.id,
      fields: { ...scalars(one), name: 'x', by: 'me' },
      blocks,
    });
    expect(made.ok).toBe(true);
  }
  return doc;
}

describe('overlay', () => {
  it('reads as the document would after the same edits', () => {
    const doc = documentOf(toy);
    const plansNow = readPlans(doc);
    const fresh = {
      kind: 'build',
      year: 2027,
      homes: 12,
      dwelling: { appartement: 12 },
      by: 'me',
      at: '2026-11-24T10:00:00.000Z',
    };
    const changes: Change[] = [
      ...swap,
      { path: 'projects/spoorkade/likelihood', from: 50, to: 70 },
      { path: 'projects/spoorkade/blocks/new', from: null, to: fresh },
      { path: `projects/${other.id}/removed`, from: false, to: true },
    ];
    const laid = overlay(plansNow, changes);
    for (const change of changes) {
      if (change.path.endsWith('/new'))
        applyEdit(doc, { type: 'addBlock', project: 'spoorkade', block: 'new', fields: fresh });
      else expect(applyEdit(doc, { type: 'setField', ...change }).ok).toBe(true);
    }
    expect(laid).toEqual(readPlans(doc));
  });

  it('leaves the plans themselves and what is not concerned as they were', () => {
    const frozen = structuredClone(toy);
    const laid = overlay(toy, swap);
    expect(toy).toEqual(frozen);
    expect(laid.projects[1]).toBe(other);
    expect(overlay(toy, [])).toBe(toy);
  });

  it('does nothing for what is not there, and reads a bad value as empty', () => {
    const nowhere = overlay(toy, [
      { path: 'projects/nobody/likelihood', from: null, to: 50 },
      { path: 'projects/spoorkade/blocks/nothing/year', from: null, to: 2027 },
      { path: 'nonsense', from: null, to: 1 },
      { path: 'projects/spoorkade/notes', from: null, to: 'x' },
    ]);
    expect(nowhere).toEqual(toy);
    expect(
      overlay(toy, [{ path: 'projects/spoorkade/likelihood', from: 50, to: 'veel' }]).projects[0]?.likelihood,
    ).toBeNull();
  });
});
