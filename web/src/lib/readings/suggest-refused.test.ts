import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit, SetField } from '@bouwberaad/shared/edit/edit.ts';
import type { RootName } from '@bouwberaad/shared/model/layout.ts';
import { readAll, readRecord, recordMap } from '@bouwberaad/shared/model/read.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import { suggestionFor } from './suggest-refused.ts';

const at = '2026-11-24T10:00:00.000Z';
const rules = { editing: 'own', observersAnnotate: false, audience: 'tafel' } as const;
const developer: Actor = {
  person: 'bas',
  organisation: 'noorderkade',
  kind: 'developer',
  municipality: null,
  role: 'member',
};

/** Zwolle's plan, as somebody who may not write it sees it. */
function table(actor: Actor = developer) {
  const doc = new Y.Doc();
  applyEdit(doc, {
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: { name: 'Spoorkade', organisation: 'zwolle', likelihood: 50, by: 'sanne', at },
    blocks: { b: { kind: 'build', year: 2028, homes: 120 } },
  });
  const session = {
    get: (root: RootName, id: string) => {
      const map = recordMap(doc, root, id);
      return map === null ? null : readRecord(root, id, map);
    },
    stamp: () => ({ by: actor.person, at }),
    may: (edit: Edit) => mayApply(doc, edit, actor, rules),
    organisations: [],
    info: { municipalities: [] },
    rules,
  } as never;
  return { doc, session };
}

const likelihood: SetField = { type: 'setField', path: 'projects/p/likelihood', from: 40, to: 80 };
const year = (of: number): Edit => ({
  type: 'setYearHomes',
  project: 'p',
  year: of,
  block: 'mine',
  from: null,
  to: 90,
  by: 'bas',
  at,
});

test('a refused cell is put to its owner, on what stands there now; the field stays', () => {
  const { doc, session } = table();
  const suggestion = suggestionFor(session, likelihood);
  expect(suggestion?.owner).toBe('zwolle');
  if (suggestion !== null) applyEdit(doc, suggestion.edit);
  expect(readAll(doc, 'suggestions')).toMatchObject([
    { path: 'projects/p/likelihood', from: 50, to: 80, state: 'open', by: 'bas' },
  ]);
  expect(recordMap(doc, 'projects', 'p')?.get('likelihood')).toBe(50);
});

test('a year is put to the owner as the homes of its block', () => {
  const { session } = table();
  expect(suggestionFor(session, year(2028))?.edit).toMatchObject({
    fields: { path: 'projects/p/blocks/b/homes', from: 120, to: 90 },
  });
  expect(suggestionFor(session, year(2031))).toBeNull();
});

test('several values are one step', () => {
  const { session } = table();
  const total: SetField = { type: 'setField', path: 'projects/p/total', from: null, to: 130 };
  const edit: Edit = { type: 'batch', name: 'paste', edits: [likelihood, total] };
  expect(suggestionFor(session, edit)?.edit).toMatchObject({ type: 'batch', edits: [{}, {}] });
});

test('nothing is suggested that stands there already, is gone, is no value, or that one may not suggest', () => {
  const { session } = table();
  expect(suggestionFor(session, { ...likelihood, to: 50 })).toBeNull();
  expect(suggestionFor(session, { ...likelihood, path: 'projects/gone/likelihood' })).toBeNull();
  expect(suggestionFor(session, { ...likelihood, path: 'projects/p/organisation', to: 'x' })).toBeNull();
  expect(suggestionFor(session, { type: 'removeRecord', path: 'projects/p', removed: true })).toBeNull();
  expect(suggestionFor(table({ ...developer, role: 'observer' }).session, likelihood)).toBeNull();
});
