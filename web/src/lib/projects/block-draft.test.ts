import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit, valueAt } from '@bouwberaad/shared/edit/apply.ts';
import type { Block } from '@bouwberaad/shared/model/block.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { addBlock, draftOf, editBlock, readDraft } from './block-draft.ts';
import { editAsRead } from './edit-as-read.ts';

const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };

function start(): { doc: Y.Doc; block: () => Block } {
  const doc = new Y.Doc();
  applyEdit(doc, { type: 'createRecord', root: 'projects', id: 'p', fields: { name: 'x', ...stamp } });
  const draft = {
    ...draftOf(null),
    year: '2028',
    homes: '120',
    splits: { ...draftOf(null).splits, dwelling: { hoogbouw: '120' } },
  };
  const values = readDraft(draft, 'nl');
  if (!values.ok) throw new Error(values.code);
  expect(applyEdit(doc, addBlock('p', 'b', values.value, stamp))).toMatchObject({ ok: true });
  return {
    doc,
    block: () =>
      readAll(doc, 'projects')[0]?.blocks[0] ??
      (() => {
        throw new Error('none');
      })(),
  };
}

describe('a block form', () => {
  test('adds what is said and leaves out what is not', () => {
    const { doc, block } = start();
    expect(block()).toMatchObject({
      kind: 'build',
      year: 2028,
      homes: 120,
      dwelling: { hoogbouw: 120 },
      segment: {},
    });
    expect(valueAt(doc, 'projects/p/blocks/b')).not.toHaveProperty('segment');
  });

  test('unchanged is no edit; changed writes just the fields that differ, as one', () => {
    const { doc, block } = start();
    const same = readDraft(draftOf(block()), 'nl');
    expect(same.ok && editBlock('p', block(), same.value)).toBeNull();
    const draft = draftOf(block());
    const values = readDraft(
      {
        ...draft,
        homes: '1.000',
        splits: { ...draft.splits, segment: { middenhuur: '40', 'dure huur': '' } },
      },
      'nl',
    );
    if (!values.ok) throw new Error(values.code);
    const edit = editBlock('p', block(), values.value);
    expect(edit).toMatchObject({
      type: 'batch',
      edits: [{ path: 'projects/p/blocks/b/homes' }, { path: 'projects/p/blocks/b/segment' }],
    });
    expect(edit !== null && editAsRead({ edit: (one) => applyEdit(doc, one) }, edit).ok).toBe(true);
    expect(block()).toMatchObject({ homes: 1000, segment: { middenhuur: 40 } });
  });

  test.each([
    [{ year: '28' }, 'outOfRange', 'year'],
    [{ homes: 'veel' }, 'notANumber', 'homes'],
    [
      { splits: { ...draftOf(null).splits, segment: { middenhuur: '1,5' } } },
      'notWhole',
      'segment/middenhuur',
    ],
  ])('says which field is wrong: %o', (more, code, at) => {
    expect(readDraft({ ...draftOf(null), ...more }, 'nl')).toMatchObject({ code, at });
  });
});
