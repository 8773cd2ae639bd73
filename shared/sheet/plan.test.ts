import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '../edit/apply.ts';
import type { Json } from '../lib/json.ts';
import { SEGMENTS, DWELLINGS } from '../model/block.ts';
import { readAll } from '../model/read.ts';
import { batchOf, chunksOf, editsOf, NO_CHOICES, type ImportChoices } from './edits.ts';
import { readExisting } from './existing.ts';
import { effectOf } from './plan-effect.ts';
import { countPlan, planImport, type ImportPlan, type PlanInput } from './plan.ts';
import type { SheetBlock, SheetProject } from './sheet.ts';

const stamp = { by: 'secretaris', at: '2026-11-24T10:00:00.000Z' };

function block(more: Partial<SheetBlock> = {}): SheetBlock {
  return {
    row: 7,
    kind: 'build',
    year: 2028,
    homes: 40,
    dwelling: {},
    segment: {},
    targetGroup: {},
    land: {},
    ...more,
  };
}

function project(externalId: string, more: Partial<SheetProject> = {}): SheetProject {
  return {
    externalId,
    rows: [7],
    fields: {
      name: `Plan ${externalId}`,
      municipality: '0150',
      confidentiality: 'openbaar',
      phase: 'ontwerp',
    },
    source: { Priorisering: 'Hoog' },
    blocks: [block()],
    ...more,
  };
}

/** A table with one workspace, as an import meets it. */
class Desk {
  readonly doc = new Y.Doc();
  #next = 1;
  #imports = 0;

  plan(projects: readonly SheetProject[], more: Partial<PlanInput> = {}): ImportPlan {
    return planImport({
      sheet: { layout: 'diwi', projects, findings: [] },
      existing: readExisting(this.doc),
      audience: 'tafel',
      municipalities: [],
      share: [],
      organisationOf: (code) => `gemeente-${code}`,
      newId: () => `p${this.#next++}`,
      ...more,
    });
  }

  apply(
    projects: readonly SheetProject[],
    choices: ImportChoices = NO_CHOICES,
    more: Partial<PlanInput> = {},
  ): number {
    const { edits, applied } = editsOf(this.plan(projects, more), choices, stamp);
    this.#imports += 1;
    expect(applyEdit(this.doc, batchOf(`i${this.#imports}`, 'import', { edits, applied }, 1, 0))).toEqual({
      ok: true,
      value: undefined,
    });
    return applied;
  }

  counts(projects: readonly SheetProject[], more: Partial<PlanInput> = {}) {
    const { creates, updates, conflicts, unchanged, notShared } = countPlan(this.plan(projects, more));
    return [creates, updates, conflicts, unchanged, notShared];
  }

  set(path: string, to: Json): void {
    const parts = path.split('/');
    const field = parts.pop() ?? '';
    let owner: unknown = this.doc.getMap(parts[0]);
    for (const part of parts.slice(1)) owner = (owner as Y.Map<unknown>).get(part);
    (owner as Y.Map<unknown>).set(field, to);
  }

  get projects() {
    return readAll(this.doc, 'projects');
  }
}

describe('an import', () => {
  test('makes what is new, with owner, blocks and the other columns', () => {
    expect(new Desk().counts([project('A')])).toEqual([1, 0, 0, 0, 0]);
    const desk = new Desk();
    expect(desk.apply([project('A')])).toBe(1);
    expect(desk.projects).toMatchObject([
      {
        externalId: 'A',
        organisation: 'gemeente-0150',
        by: 'secretaris',
        source: { Priorisering: 'Hoog' },
        blocks: [{ id: 'p1-1', year: 2028, homes: 40 }],
      },
    ]);
  });

  test('again changes nothing, not a byte', () => {
    const desk = new Desk();
    desk.apply([project('A'), project('B')]);
    expect(desk.counts([project('A'), project('B')])).toEqual([0, 0, 0, 2, 0]);
    expect(editsOf(desk.plan([project('A'), project('B')]), NO_CHOICES, stamp)).toEqual({
      edits: [],
      applied: 0,
    });
  });

  test('of a changed copy is just its changes', () => {
    const desk = new Desk();
    desk.apply([project('A'), project('B')]);
    const changed = [project('A', { blocks: [block({ homes: 36 })] }), project('B')];
    expect(desk.plan(changed).known[0]?.updates).toMatchObject([
      { path: 'projects/p1/blocks/p1-1/homes', from: 40, to: 36 },
    ]);
    expect(desk.counts(changed)).toEqual([0, 1, 0, 1, 0]);
    expect(desk.apply(changed)).toBe(1);
    expect(desk.projects[0]?.blocks[0]?.homes).toBe(36);
  });

  test('a changed column without a field of its own counts once', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    expect(desk.counts([project('A', { source: { Priorisering: 'Laag' } })])).toEqual([0, 1, 0, 0, 0]);
  });

  test('what a block says in the words of the file does not count beside the field it became', () => {
    const desk = new Desk();
    desk.apply([project('A', { source: { 'blok 1: Koopwoning': 4 } })]);
    expect(
      desk.counts([
        project('A', {
          source: { 'blok 1: Koopwoning': 8 },
          blocks: [block({ segment: { 'dure koop': 8 } })],
        }),
      ]),
    ).toEqual([0, 1, 0, 0, 0]);
  });
});

describe('what was changed here', () => {
  test('stays, as long as the file says what it said', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    desk.set('projects/p1/name', 'Rivierpoort');
    desk.set('projects/p1/blocks/p1-1/homes', 44);
    expect(desk.counts([project('A')])).toEqual([0, 0, 0, 1, 0]);
  });

  test('and in the file too is a conflict, and nothing is chosen', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    desk.set('projects/p1/blocks/p1-1/homes', 44);
    const file = [project('A', { blocks: [block({ homes: 36 })] })];
    expect(desk.plan(file).known[0]?.conflicts).toMatchObject([
      { path: 'projects/p1/blocks/p1-1/homes', from: 44, to: 36 },
    ]);
    expect(desk.apply(file)).toBe(0);
    expect(desk.projects[0]?.blocks[0]?.homes).toBe(44);
    expect(desk.counts(file), 'undecided: it comes back').toEqual([0, 0, 1, 0, 0]);
  });

  test('a decision on a conflict is remembered, either way', () => {
    for (const [choice, homes] of [
      ['live', 44],
      ['file', 36],
    ] as const) {
      const desk = new Desk();
      desk.apply([project('A')]);
      desk.set('projects/p1/blocks/p1-1/homes', 44);
      const file = [project('A', { blocks: [block({ homes: 36 })] })];
      desk.apply(file, { conflicts: { 'projects/p1/blocks/p1-1/homes': choice }, skip: [] });
      expect(desk.projects[0]?.blocks[0]?.homes).toBe(homes);
      expect(desk.counts(file)).toEqual([0, 0, 0, 1, 0]);
    }
  });

  test('to the value of the file is no conflict', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    desk.set('projects/p1/phase', 'realisatie');
    const file = [project('A', { fields: { name: 'Plan A', phase: 'realisatie' } })];
    expect(desk.counts(file)).toEqual([0, 0, 0, 1, 0]);
  });

  test('a project that was made by hand gets what it lacks; what differs is a conflict', () => {
    const desk = new Desk();
    applyEdit(desk.doc, {
      type: 'createRecord',
      root: 'projects',
      id: 'own',
      fields: { ...stamp, name: 'Rivierpoort', externalId: 'A' },
      blocks: { b: { kind: 'build', year: 2028, homes: 40 } },
    });
    const plan = desk.plan([project('A', { blocks: [block({ segment: { 'sociale huur': 40 } })] })]);
    expect(plan.known[0]?.conflicts.map(({ field }) => field)).toEqual(['name']);
    expect(plan.known[0]?.updates.map(({ path }) => path)).toContain('projects/own/blocks/b/segment');
    expect(plan.known[0]?.blockIds).toEqual(['b']);
  });

  test('an update that was left out is offered again', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    const file = [project('A', { blocks: [block({ homes: 36 })] })];
    expect(desk.apply(file, { conflicts: {}, skip: ['projects/p1/blocks/p1-1/homes'] })).toBe(0);
    expect(desk.counts(file)).toEqual([0, 1, 0, 0, 0]);
  });

  test('a removed project is not made again', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    desk.set('projects/p1/removed', true);
    const plan = desk.plan([project('A')]);
    expect([plan.creates, plan.findings.map(({ code }) => code)]).toEqual([[], ['removedHere']]);
  });
});

describe('blocks', () => {
  const three = [
    block({ year: 2033, homes: 6 }),
    block({ year: 2033, homes: 40 }),
    block({ year: 2034, homes: 8 }),
  ];

  test('one that slips a year stays the same block', () => {
    const desk = new Desk();
    desk.apply([project('A', { blocks: three })]);
    const file = [
      project('A', {
        blocks: [block({ year: 2034, homes: 6 }), three[1] ?? block(), block({ year: 2034, homes: 9 })],
      }),
    ];
    expect(desk.plan(file).known[0]?.updates.map(({ path, to }) => [path, to])).toEqual([
      ['projects/p1/blocks/p1-1/year', 2034],
      ['projects/p1/blocks/p1-3/homes', 9],
    ]);
  });

  test('the order of the rows does not matter', () => {
    const desk = new Desk();
    desk.apply([project('A', { blocks: three })]);
    expect(desk.counts([project('A', { blocks: three.toReversed() })])).toEqual([0, 0, 0, 1, 0]);
  });

  test('a new row is a new block, a dropped row takes its block away', () => {
    const desk = new Desk();
    desk.apply([project('A', { blocks: three })]);
    const file = [
      project('A', { blocks: [...three.slice(1), block({ kind: 'demolition', year: null, homes: 5 })] }),
    ];
    expect(desk.plan(file).known[0]?.updates.map(({ kind, path }) => [kind, path])).toEqual([
      ['removeBlock', 'projects/p1/blocks/p1-1'],
      ['addBlock', 'projects/p1/blocks/p1-4'],
    ]);
    desk.apply(file);
    expect(desk.projects[0]?.blocks.map(({ id }) => id).sort()).toEqual(['p1-2', 'p1-3', 'p1-4']);
    expect(desk.counts(file)).toEqual([0, 0, 0, 1, 0]);
  });

  test('a dropped row whose block was changed here is a conflict', () => {
    const desk = new Desk();
    desk.apply([project('A', { blocks: three })]);
    desk.set('projects/p1/blocks/p1-1/homes', 7);
    expect(desk.plan([project('A', { blocks: three.slice(1) })]).known[0]?.conflicts).toMatchObject([
      { kind: 'removeBlock', path: 'projects/p1/blocks/p1-1' },
    ]);
  });

  test('one that was added here stays', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    applyEdit(desk.doc, {
      type: 'addBlock',
      project: 'p1',
      block: 'own',
      fields: { kind: 'build', year: 2040, homes: 10 },
    });
    expect(desk.counts([project('A')])).toEqual([0, 0, 0, 1, 0]);
  });

  test('one that was removed here and changed in the file is said, and stays away', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    desk.set('projects/p1/blocks/p1-1/removed', true);
    expect(desk.counts([project('A')])).toEqual([0, 0, 0, 1, 0]);
    expect(
      desk.plan([project('A', { blocks: [block({ homes: 1 })] })]).findings.map(({ code }) => code),
    ).toEqual(['removedHere']);
  });
});

describe('the audience', () => {
  const secret = project('S', { fields: { name: 'Stil', confidentiality: 'intern ambtelijk' } });

  test('keeps stricter projects out, also their names, until they are shared', () => {
    const desk = new Desk();
    expect(desk.counts([secret, project('A')])).toEqual([1, 0, 0, 0, 1]);
    desk.apply([secret, project('A')]);
    expect(desk.projects.map(({ externalId }) => externalId)).toEqual(['A']);
    expect(desk.apply([secret, project('A')], NO_CHOICES, { share: ['S'] })).toBe(1);
    expect(desk.projects.find(({ externalId }) => externalId === 'S')?.confidentiality).toBe(
      'intern ambtelijk',
    );
    expect(desk.counts([secret, project('A')]), 'shared once is unchanged').toEqual([0, 0, 0, 2, 0]);
  });

  test('a shared project is not made stricter than its table', () => {
    const desk = new Desk();
    desk.apply([project('A')]);
    const plan = desk.plan([project('A', { fields: { name: 'Plan A', confidentiality: 'prive' } })]);
    expect(plan.known[0]?.updates).toEqual([]);
    expect(plan.findings.map(({ code }) => code)).toEqual(['tooStrict']);
  });

  test('a project outside the territory is a finding, not a refusal', () => {
    const plan = new Desk().plan([project('A')], { municipalities: ['0193'] });
    expect([plan.creates.length, plan.findings.map(({ code }) => code)]).toEqual([1, ['outsideTable']]);
  });
});

test('the effect counts homes to build per year, before and after', () => {
  const desk = new Desk();
  desk.apply([project('A')]);
  const file = [
    project('A', { blocks: [block({ year: 2029 })] }),
    project('B', { blocks: [block({ homes: 10 }), block({ kind: 'demolition', homes: 99 })] }),
  ];
  expect(effectOf(desk.plan(file))).toEqual([
    { year: 2028, now: 40, then: 10 },
    { year: 2029, now: 0, then: 40 },
  ]);
});

test('chunks hold at most so many records, always the same', () => {
  const projects = Array.from({ length: 150 }, (_, n) =>
    project(String(n), { blocks: [block(), block(), block()] }),
  );
  const chunks = chunksOf(projects, 200);
  expect(chunks.map((chunk) => chunk.length)).toEqual([50, 50, 50]);
  expect(chunks.flat()).toEqual(projects);
});

const splits = (choices: readonly string[]) =>
  fc.dictionary(
    fc.constantFrom(...choices.filter((choice) => choice !== 'onbekend')),
    fc.integer({ min: 1, max: 50 }),
    { maxKeys: 3, noNullPrototype: true },
  );
const anyBlock = fc.record({
  row: fc.integer({ min: 7, max: 99 }),
  kind: fc.constantFrom('build' as const, 'demolition' as const),
  year: fc.option(fc.integer({ min: 2026, max: 2029 })),
  homes: fc.option(fc.integer({ min: 1, max: 4 })),
  dwelling: splits(DWELLINGS),
  segment: splits(SEGMENTS),
  targetGroup: fc.constant({}),
  land: fc.constant({}),
});
const anyProject = fc.record({
  externalId: fc.constantFrom('A', 'B', 'C', 'D'),
  rows: fc.constant([7]),
  fields: fc.record({
    name: fc.constantFrom('Rivierpoort', 'Sluiskade'),
    municipality: fc.constantFrom('0150', null),
    confidentiality: fc.constantFrom('openbaar' as const, 'intern raad' as const, null),
    phase: fc.constantFrom('ontwerp' as const, null),
  }),
  source: fc.dictionary(
    fc.constantFrom('Priorisering', 'blok 1: Koopwoning'),
    fc.integer({ min: 0, max: 2 }),
    { noNullPrototype: true },
  ),
  blocks: fc.array(anyBlock, { maxLength: 4 }),
});
const anyFile = fc.uniqueArray(anyProject, { selector: ({ externalId }) => externalId, maxLength: 4 });
const anyTouch = fc.record({
  field: fc.constantFrom('homes', 'year', 'removed'),
  value: fc.integer({ min: 2026, max: 2029 }),
  at: fc.nat(20),
});

describe('for all files', () => {
  test('the plan of an applied plan is empty, whatever stood there before and was changed in between', () => {
    fc.assert(
      fc.property(
        anyFile,
        fc.array(anyTouch, { maxLength: 5 }),
        anyFile,
        fc.constantFrom('file' as const, 'live' as const),
        (before, touches, file, choice) => {
          const desk = new Desk();
          desk.apply(before);
          for (const { field, value, at } of touches) {
            const blocks = desk.projects.flatMap((one) =>
              one.blocks.map(({ id }) => `projects/${one.id}/blocks/${id}`),
            );
            const path = blocks[at % Math.max(1, blocks.length)];
            if (path !== undefined) desk.set(`${path}/${field}`, field === 'removed' ? true : value);
          }
          const conflicts = Object.fromEntries(
            desk.plan(file).known.flatMap((one) => one.conflicts.map(({ path }) => [path, choice])),
          );
          desk.apply(file, { conflicts, skip: [] });
          const [creates, updates, stillConflicts] = desk.counts(file);
          expect([creates, updates, stillConflicts]).toEqual([0, 0, 0]);
          expect(editsOf(desk.plan(file), NO_CHOICES, stamp).edits).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
