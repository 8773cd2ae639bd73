import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '../edit/apply.ts';
import type { Edit } from '../edit/edit.ts';
import { batchOf, editsOf, NO_CHOICES } from './edits.ts';
import { readExisting, wantedBy } from './existing.ts';
import { KeyGatherer } from './find.ts';
import { countPlan, planImport, type ImportPlan } from './plan.ts';
import type { SheetBlock, SheetProject } from './sheet.ts';

const stamp = { by: 'secretaris', at: '2026-11-24T10:00:00.000Z' };

function line(externalId: string, homes = 40, phase: 'ontwerp' | 'realisatie' = 'ontwerp'): SheetProject {
  const block: SheetBlock = {
    row: 7,
    kind: 'build',
    year: 2028,
    homes,
    dwelling: {},
    segment: {},
    targetGroup: {},
    land: {},
  };
  return {
    externalId,
    rows: [7],
    fields: { name: `Plan ${externalId}`, municipality: '0150', confidentiality: 'openbaar', phase },
    source: { Priorisering: externalId },
    blocks: [block],
  };
}

/** A table where the plans A and B of a file came in, and B was merged into A. */
class Desk {
  readonly doc = new Y.Doc();
  #made = 0;

  constructor(...numbers: string[]) {
    this.import(numbers.map((number) => line(number)));
  }

  edit(edit: Edit): void {
    expect(applyEdit(this.doc, edit)).toEqual({ ok: true, value: undefined });
  }

  merge(double: string, kept: string): void {
    this.edit({ type: 'setField', path: `projects/${double}/mergedInto`, from: null, to: kept });
    this.edit({ type: 'removeRecord', path: `projects/${double}`, removed: true });
  }

  /** As the server does: each line is a part of its own that knows the keys of the whole file. */
  plans(lines: readonly SheetProject[]): ImportPlan[] {
    const keys = new KeyGatherer().add(lines);
    return lines.map((one) =>
      planImport({
        sheet: { layout: 'diwi', projects: [one], findings: [] },
        existing: readExisting(this.doc, wantedBy([one])),
        audience: 'tafel',
        municipalities: [],
        share: [],
        organisationOf: () => null,
        newId: () => `p${(this.#made += 1)}`,
        keys,
      }),
    );
  }

  import(lines: readonly SheetProject[]): void {
    this.plans(lines).forEach((plan, index) => {
      const edits = editsOf(plan, NO_CHOICES, stamp);
      if (edits.edits.length > 0) this.edit(batchOf(`i${this.#made}`, 'import', edits, index + 1, 0));
    });
  }

  project(id: string) {
    return readExisting(this.doc).find(({ project }) => project.id === id)?.project;
  }
}

function counts(plans: readonly ImportPlan[]) {
  return plans.map((plan) => {
    const { creates, updates, conflicts, unchanged } = countPlan(plan);
    return { creates, updates, conflicts, unchanged };
  });
}

const codes = (plans: readonly ImportPlan[]) =>
  plans.flatMap(({ findings }) => findings.map(({ code }) => code));

describe('a file that names a plan which was merged into another one', () => {
  test('and says nothing new changes nothing, not a byte', () => {
    const desk = new Desk('A', 'B');
    desk.merge('p2', 'p1');
    const plans = desk.plans([line('B')]);
    expect(counts(plans)).toEqual([{ creates: 0, updates: 0, conflicts: 0, unchanged: 1 }]);
    expect(codes(plans)).toEqual([]);
    expect(plans.map((plan) => editsOf(plan, NO_CHOICES, stamp).edits)).toEqual([[]]);
  });

  test('brings what changed to the kept one, and says so; the retired one keeps its fields', () => {
    const desk = new Desk('A', 'B');
    desk.merge('p2', 'p1');
    const changed = [line('B', 40, 'realisatie')];
    expect(counts(desk.plans(changed))).toEqual([{ creates: 0, updates: 1, conflicts: 0, unchanged: 0 }]);
    expect(codes(desk.plans(changed))).toEqual(['mergedHere']);
    desk.import(changed);
    expect(desk.project('p1')).toMatchObject({ name: 'Plan A', externalId: 'A', phase: 'realisatie' });
    expect(desk.project('p1')?.source).toMatchObject({ Priorisering: 'A' });
    expect(desk.project('p2')).toMatchObject({ phase: 'ontwerp', removed: true });
    expect(counts(desk.plans(changed))).toEqual([{ creates: 0, updates: 0, conflicts: 0, unchanged: 1 }]);
  });

  test('asks where the kept one says something else by now', () => {
    const desk = new Desk('A', 'B');
    desk.edit({ type: 'setField', path: 'projects/p1/phase', from: 'ontwerp', to: 'voorbereiding' });
    desk.merge('p2', 'p1');
    expect(counts(desk.plans([line('B', 40, 'realisatie')]))).toMatchObject([{ updates: 0, conflicts: 1 }]);
  });

  test('follows a block that came along, and leaves one that did not', () => {
    const desk = new Desk('A', 'B');
    const { by, at } = stamp;
    desk.edit({
      type: 'addBlock',
      project: 'p1',
      block: 'p2-1',
      fields: { kind: 'build', year: 2028, homes: 40, by, at },
    });
    desk.merge('p2', 'p1');
    const [plan] = desk.plans([line('B', 36)]);
    expect(plan?.known[0]?.updates).toMatchObject([
      { path: 'projects/p1/blocks/p2-1/homes', from: 40, to: 36 },
    ]);

    const other = new Desk('A', 'B');
    other.merge('p2', 'p1');
    const left = other.plans([line('B', 36)]);
    expect(counts(left)).toMatchObject([{ updates: 0, conflicts: 0 }]);
    expect(codes(left)).toEqual(['removedHere']);
  });

  test('has one line speak for it: its own, or that of its first double', () => {
    const desk = new Desk('A', 'B', 'C');
    desk.merge('p2', 'p1');
    desk.merge('p3', 'p1');
    const [a, b, c] = ['A', 'B', 'C'].map((number) => line(number, 40, 'realisatie'));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three lines');
    expect(counts(desk.plans([a, b])).map(({ updates }) => updates)).toEqual([1, 0]);
    expect(counts(desk.plans([c, b])).map(({ updates }) => updates)).toEqual([0, 1]);
    expect(codes(desk.plans([c]))).toEqual(['mergedHere']);
  });

  test('is followed however often it was merged on, and under its number that the kept one took over', () => {
    const desk = new Desk('A', 'B', 'C');
    desk.merge('p3', 'p2');
    desk.merge('p2', 'p1');
    expect(desk.plans([line('C', 40, 'realisatie')])[0]?.known[0]?.id).toBe('p1');

    const taken = new Desk('A', 'B');
    taken.edit({ type: 'setField', path: 'projects/p1/externalId', from: 'A', to: 'B' });
    taken.merge('p2', 'p1');
    expect(counts(taken.plans([line('B')]))).toEqual([
      { creates: 0, updates: 0, conflicts: 0, unchanged: 1 },
    ]);
    expect(counts(taken.plans([line('B', 40, 'realisatie')]))).toMatchObject([{ updates: 1, conflicts: 0 }]);
  });

  test('stays away when the kept one was taken out as well', () => {
    const desk = new Desk('A', 'B');
    desk.merge('p2', 'p1');
    desk.edit({ type: 'removeRecord', path: 'projects/p1', removed: true });
    const plans = desk.plans([line('B')]);
    expect(codes(plans)).toEqual(['removedHere']);
    expect(counts(plans)).toMatchObject([{ creates: 0, unchanged: 1 }]);
  });
});
