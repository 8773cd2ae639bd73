import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit, valueAt } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { editAsRead } from './edit-as-read.ts';

const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };

function start(fields: Record<string, boolean | null>): {
  doc: Y.Doc;
  edit: (edit: Edit) => ReturnType<typeof applyEdit>;
} {
  const doc = new Y.Doc();
  const edit = (one: Edit) => applyEdit(doc, one);
  edit({
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: { name: 'x', ...fields, ...stamp },
    blocks: { b: { kind: 'build' } },
  });
  return { doc, edit };
}

test.each([{}, { keyProject: false }, { keyProject: null }])(
  'a flag that reads as off can be put on, however it is held: %o',
  (fields) => {
    const session = start(fields);
    expect(
      editAsRead(session, { type: 'setField', path: 'projects/p/keyProject', from: false, to: true }).ok,
    ).toBe(true);
    expect(valueAt(session.doc, 'projects/p/keyProject')).toBe(true);
  },
);

test('a batch with an empty split and a number goes as a whole', () => {
  const session = start({});
  const path = 'projects/p/blocks/b';
  const edit: Edit = {
    type: 'batch',
    name: 'block',
    edits: [
      { type: 'setField', path: `${path}/homes`, from: null, to: 10 },
      { type: 'setField', path: `${path}/segment`, from: {}, to: { middenhuur: 10 } },
    ],
  };
  expect(editAsRead(session, edit).ok).toBe(true);
  expect(valueAt(session.doc, `${path}/segment`)).toEqual({ middenhuur: 10 });
});

test('what somebody else really changed stays a conflict', () => {
  const session = start({});
  session.edit({ type: 'setField', path: 'projects/p/place', from: null, to: 'Zwolle' });
  expect(
    editAsRead(session, { type: 'setField', path: 'projects/p/place', from: 'Deventer', to: 'Kampen' }),
  ).toMatchObject({ ok: false, code: 'stale' });
});
