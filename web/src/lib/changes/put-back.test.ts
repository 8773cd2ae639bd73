import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { readRecord, recordMap } from '@bouwberaad/shared/model/read.ts';
import type { RootName } from '@bouwberaad/shared/model/layout.ts';
import type { HistoryEntry } from './history.ts';
import { putBack } from './put-back.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';

const stamp = { by: 'ilse', at: '2026-11-24T10:00:00.000Z' };

function table(): { doc: Y.Doc; session: Pick<TableSession, 'get'> } {
  const doc = new Y.Doc();
  const made: Edit = {
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: { name: 'Rivierpoort', likelihood: 70, ...stamp },
    blocks: { b: { kind: 'build', year: 2028, homes: 120, ...stamp } },
  };
  expect(applyEdit(doc, made).ok).toBe(true);
  const get = (root: RootName, id: string): unknown => {
    const map = recordMap(doc, root, id);
    return map === null ? null : readRecord(root, id, map);
  };
  return { doc, session: { get } as Pick<TableSession, 'get'> };
}

function row(path: string, from: unknown, to: unknown): HistoryEntry {
  return { id: '1', path: `projects/p${path}`, from, to, ...stamp, cause: null };
}

describe('putting a change back', () => {
  it('is a new edit from what stands there now to what stood there before, and it applies', () => {
    const { doc, session } = table();
    applyEdit(doc, { type: 'setField', path: 'projects/p/likelihood', from: 70, to: 40 });
    const edit = putBack(session, row('/likelihood', 90, 70));
    expect(edit).toEqual({ type: 'setField', path: 'projects/p/likelihood', from: 40, to: 90 });
    expect(applyEdit(doc, edit as Edit).ok).toBe(true);
    expect(session.get('projects', 'p')?.likelihood).toBe(90);
  });

  it('is nothing where it is so already, also where nothing reads as empty', () => {
    const { session } = table();
    expect(putBack(session, row('/likelihood', 70, 40))).toBeNull();
    expect(putBack(session, row('/keyProject', null, true))).toBeNull();
    expect(putBack(session, row('/blocks/b/segment', null, { middenhuur: 3 }))).toBeNull();
  });

  it('of a making takes away, of a taking away brings back', () => {
    const { doc, session } = table();
    const gone = putBack(session, row('/blocks/b', null, { year: 2028 }));
    expect(gone).toEqual({ type: 'removeRecord', path: 'projects/p/blocks/b', removed: true });
    applyEdit(doc, gone as Edit);
    expect(putBack(session, row('/blocks/b', null, { year: 2028 }))).toBeNull();
    expect(putBack(session, row('/blocks/b/homes', 80, 120))).toBeNull();
    expect(putBack(session, row('/blocks/b/removed', null, true))).toEqual({
      type: 'removeRecord',
      path: 'projects/p/blocks/b',
      removed: false,
    });
    expect(putBack(session, row('/removed', true, false))).toEqual({
      type: 'removeRecord',
      path: 'projects/p',
      removed: true,
    });
  });

  it('is not possible of rich text, nor of what this version does not know', () => {
    const { session } = table();
    expect(putBack(session, row('/notes', null, null))).toBeNull();
    expect(putBack(session, row('/later', 1, 2))).toBeNull();
    expect(putBack(session, { ...row('', 1, 2), path: 'projects/unknown/name' })).toBeNull();
  });
});
