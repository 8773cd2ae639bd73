import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit, problemOf, valueAt } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit, SetField } from '@bouwberaad/shared/edit/edit.ts';
import { Undo } from './undo.svelte.ts';

const set = (project: string, from: number | null, to: number | null): SetField => ({
  type: 'setField',
  path: `projects/${project}/total`,
  from,
  to,
});

function start(): { doc: Y.Doc; undo: Undo; edit: (edit: Edit) => void; totals: () => unknown[] } {
  const doc = new Y.Doc();
  for (const id of ['a', 'b', 'c'])
    applyEdit(doc, {
      type: 'createRecord',
      root: 'projects',
      id,
      fields: { name: id, total: 1, by: 'me', at: '2026-11-24T10:00:00.000Z' },
    });
  const undo = new Undo(
    (edit) => applyEdit(doc, edit),
    (edit) => problemOf(doc, edit),
  );
  return {
    doc,
    undo,
    edit: (edit) => {
      applyEdit(doc, edit);
      undo.did(edit);
    },
    totals: () => ['a', 'b', 'c'].map((id) => valueAt(doc, `projects/${id}/total`)),
  };
}

const paste: Edit = {
  type: 'batch',
  name: 'paste',
  edits: [set('a', 1, 10), set('b', 1, 20), set('c', 1, 30)],
};

describe('taking back a step of many parts', () => {
  test('takes all of it back, and does all of it again', () => {
    const { undo, edit, totals } = start();
    edit(paste);
    expect(undo.undo()).toEqual({ ok: true, value: [] });
    expect(totals()).toEqual([1, 1, 1]);
    expect(undo.redo()).toEqual({ ok: true, value: [] });
    expect(totals()).toEqual([10, 20, 30]);
  });

  test('leaves what somebody else has changed since, and says which', () => {
    const { doc, undo, edit, totals } = start();
    edit(paste);
    applyEdit(doc, set('b', 20, 99));
    const result = undo.undo();
    expect(totals()).toEqual([1, 99, 1]);
    expect(result).toEqual({ ok: true, value: [{ ...set('b', 20, 1) }] });
    // Once more does only what was taken back.
    expect(undo.redo()).toEqual({ ok: true, value: [] });
    expect(totals()).toEqual([10, 99, 30]);
  });

  test('does nothing where somebody else has changed all of it, and answers why', () => {
    const { doc, undo, edit, totals } = start();
    edit(paste);
    for (const [id, value] of [
      ['a', 10],
      ['b', 20],
      ['c', 30],
    ] as const)
      applyEdit(doc, set(id, value, 7));
    expect(undo.undo()).toMatchObject({ ok: false, code: 'stale' });
    expect(totals()).toEqual([7, 7, 7]);
    expect(undo.canRedo).toBe(false);
  });
});
