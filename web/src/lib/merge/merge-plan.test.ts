import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import { Merged } from '@bouwberaad/shared/model/merged.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { readAll, readRecord, recordMap } from '@bouwberaad/shared/model/read.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import { differencesOf, mergedBlocks, mergeEdit, suggestedBlocks, type MergeChoice } from './merge-plan.ts';

const stamp = { by: 'chair', at: '2026-11-24T10:00:00.000Z' };
const note = { text: 'Samengevoegd met Rivierpoort.', ...stamp };

const world: Edit[] = [
  {
    type: 'createRecord',
    root: 'projects',
    id: 'kept',
    fields: { name: 'Rivierpoort', phase: 'ontwerp', organisation: 'deventer', ...stamp },
    blocks: { k1: { kind: 'build', year: 2028, homes: 120 }, k2: { kind: 'build', year: 2029, homes: 40 } },
  },
  {
    type: 'createRecord',
    root: 'projects',
    id: 'other',
    fields: {
      name: 'Rivierpoort fase 1',
      phase: 'definitie',
      likelihood: 70,
      lat: 52.2,
      lng: 6.1,
      organisation: 'deventer',
      ...stamp,
    },
    blocks: {
      o1: { kind: 'build', year: 2028, homes: 110 },
      o2: { kind: 'build', year: 2031, homes: 60, segment: { middenhuur: 60 }, deliveredHomes: 3 },
    },
  },
  {
    type: 'createRecord',
    root: 'bottlenecks',
    id: 'n1',
    fields: { projects: ['other', 'third'], category: 'stikstof', ...stamp },
  },
  {
    type: 'createRecord',
    root: 'bottlenecks',
    id: 'n2',
    fields: { projects: ['other', 'kept'], category: 'geluid', ...stamp },
  },
  {
    type: 'createRecord',
    root: 'actions',
    id: 'a1',
    fields: { text: 'Bellen', source: 'projects/other', ...stamp },
  },
  {
    type: 'createRecord',
    root: 'actions',
    id: 'a2',
    fields: { text: 'Mailen', source: 'projects/otherwise', ...stamp },
  },
  {
    type: 'createRecord',
    root: 'annotations',
    id: 't1',
    fields: { anchor: 'projects/other/blocks/o2', text: 'Past dit?', by: 'lotte', at: stamp.at },
  },
];

function start(): { doc: Y.Doc; kept: Project; other: Project } {
  const doc = new Y.Doc();
  for (const edit of world) expect(applyEdit(doc, edit)).toMatchObject({ ok: true });
  return { doc, kept: get(doc, 'kept'), other: get(doc, 'other') };
}

function get(doc: Y.Doc, id: string): Project {
  const map = recordMap(doc, 'projects', id);
  if (map === null) throw new Error(`no ${id}`);
  return readRecord('projects', id, map);
}

function choose(kept: Project, other: Project, more: Partial<MergeChoice> = {}): MergeChoice {
  return {
    kept,
    other,
    taken: new Set(['likelihood', 'map']),
    along: new Set(['o2']),
    away: new Set(['k2']),
    ...more,
  };
}

const hanging = (doc: Y.Doc) => ({
  bottlenecks: readAll(doc, 'bottlenecks'),
  actions: readAll(doc, 'actions'),
});

describe('two doubles', () => {
  test('differ where they say something else; where one is silent, the other’s is suggested', () => {
    const { kept, other } = start();
    expect(differencesOf(kept, other)).toEqual([
      { field: 'name', suggested: 'kept' },
      { field: 'map', suggested: 'other' },
      { field: 'phase', suggested: 'kept' },
      { field: 'likelihood', suggested: 'other' },
    ]);
    expect([...suggestedBlocks(kept, other)]).toEqual(['o2']);
  });

  test('become one: chosen values and blocks, bottlenecks and actions along, the other out of the list with a note', () => {
    const { doc, kept, other } = start();
    expect(applyEdit(doc, mergeEdit(choose(kept, other), hanging(doc), note))).toMatchObject({ ok: true });
    const merged = get(doc, 'kept');
    expect(merged).toMatchObject({
      name: 'Rivierpoort',
      phase: 'ontwerp',
      likelihood: 70,
      lat: 52.2,
      lng: 6.1,
    });
    expect(merged.blocks.map(({ id, year, homes }) => [id, year, homes])).toEqual([
      ['k1', 2028, 120],
      ['o2', 2031, 60],
    ]);
    expect(merged.blocks.at(-1)).toMatchObject({ segment: { middenhuur: 60 }, deliveredHomes: 3 });
    expect(mergedBlocks(choose(kept, other)).map(({ id }) => id)).toEqual(['k1', 'o2']);
    expect(readAll(doc, 'bottlenecks').map(({ projects }) => projects)).toEqual([
      ['kept', 'third'],
      ['kept'],
    ]);
    expect(readAll(doc, 'actions').map(({ source }) => source)).toEqual([
      'projects/kept',
      'projects/otherwise',
    ]);
    expect(get(doc, 'other')).toMatchObject({ removed: true, mergedInto: 'kept' });
    const notes = readAll(doc, 'annotations').filter(({ anchor }) => anchor === 'projects/other');
    expect(notes).toMatchObject([{ text: 'Samengevoegd met Rivierpoort.', by: 'chair' }]);
  });

  test('what others wrote stays as they wrote it, and is found at the kept one', () => {
    const { doc, kept, other } = start();
    applyEdit(doc, mergeEdit(choose(kept, other), hanging(doc), note));
    const annotation = readAll(doc, 'annotations').find(({ id }) => id === 't1');
    expect(annotation?.anchor).toBe('projects/other/blocks/o2');
    expect(new Merged([get(doc, 'other')]).pathOf(annotation?.anchor ?? '')).toBe('projects/kept/blocks/o2');
  });

  test('are two again with one undo', () => {
    const { doc, kept, other } = start();
    const plain = (): unknown => [
      readAll(doc, 'projects'),
      readAll(doc, 'bottlenecks'),
      readAll(doc, 'actions'),
      readAll(doc, 'annotations'),
    ];
    const before = plain();
    const edit = mergeEdit(choose(kept, other), hanging(doc), note);
    applyEdit(doc, edit);
    const inverse = inverseOf(edit);
    expect(inverse !== null && applyEdit(doc, inverse).ok).toBe(true);
    expect(plain()).toEqual(before);
    // The block that came along is still there, marked as removed: merging once more needs other ids.
    const again = choose(get(doc, 'kept'), get(doc, 'other'));
    expect(applyEdit(doc, mergeEdit(again, hanging(doc), note))).toMatchObject({ code: 'taken' });
    expect(applyEdit(doc, mergeEdit(again, hanging(doc), note, true))).toMatchObject({ ok: true });
  });

  test('of another organisation are not merged by a member, whole or in part', () => {
    const { doc, kept, other } = start();
    const member: Actor = {
      person: 'chair',
      organisation: 'zwolle',
      kind: 'developer',
      municipality: null,
      role: 'member',
    };
    const rules = { editing: 'own', observersAnnotate: false, audience: 'tafel' } as const;
    const edit = mergeEdit(choose(kept, other), hanging(doc), note);
    expect(mayApply(doc, edit, member, rules)).toMatchObject({ ok: false, code: 'notOwner' });
    expect(mayApply(doc, edit, { ...member, role: 'secretary' }, rules)).toEqual({ ok: true });
  });
});

describe('what a merged project stands for', () => {
  test('is the last of the line, and never runs in a circle', () => {
    const line = new Merged([
      { id: 'a', mergedInto: 'b' },
      { id: 'b', mergedInto: 'c' },
      { id: 'x', mergedInto: 'y' },
      { id: 'y', mergedInto: 'x' },
    ]);
    expect(line.projectOf('a')).toBe('c');
    expect(line.projectOf('c')).toBe('c');
    expect(['x', 'y']).toContain(line.projectOf('x'));
    expect(line.pathOf('projects/a/likelihood')).toBe('projects/c/likelihood');
    expect(line.pathOf('bottlenecks/a')).toBe('bottlenecks/a');
  });
});
