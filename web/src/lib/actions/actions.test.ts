import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { addBottleneck, change } from '#lib/bottlenecks/bottleneck-edits.ts';
import { assign, inOrder, tick } from './action-edits.ts';

const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };

test('an action says who does what before when, and where it came from', () => {
  const doc = new Y.Doc();
  expect(
    applyEdit(
      doc,
      assign({ text: ' Rekenen ', assignee: 'markt', due: '2026-12-10', source: 'annotations/x' }, stamp),
    ).ok,
  ).toBe(true);
  expect(readAll(doc, 'actions')).toMatchObject([
    { text: 'Rekenen', assignee: 'markt', due: '2026-12-10', source: 'annotations/x', state: 'open' },
  ]);
});

test('a tick is done, and can be taken back', () => {
  const doc = new Y.Doc();
  applyEdit(doc, assign({ text: 'x', assignee: null, due: null, source: 'projects/p' }, stamp));
  const [action] = readAll(doc, 'actions');
  if (action === undefined) throw new Error('none');
  const edit = tick(action);
  applyEdit(doc, edit);
  expect(readAll(doc, 'actions')[0]?.state).toBe('done');
  const back = inverseOf(edit);
  expect(back !== null && applyEdit(doc, back).ok).toBe(true);
  expect(readAll(doc, 'actions')[0]?.state).toBe('open');
});

test('what is due first stands first, done last', () => {
  const doc = new Y.Doc();
  const add = (text: string, due: string | null): void => {
    applyEdit(doc, assign({ text, assignee: null, due, source: 'projects/p' }, stamp));
  };
  add('later', '2026-12-10');
  add('ooit', null);
  add('eerst', '2026-12-01');
  add('gedaan', '2026-01-01');
  const done = readAll(doc, 'actions').find(({ text }) => text === 'gedaan');
  if (done !== undefined) applyEdit(doc, tick(done));
  expect(inOrder(readAll(doc, 'actions')).map(({ text }) => text)).toEqual([
    'eerst',
    'later',
    'ooit',
    'gedaan',
  ]);
});

test('a bottleneck is added as the model wants it, and its certainty changes', () => {
  const doc = new Y.Doc();
  const made = addBottleneck(
    {
      projects: ['p'],
      category: 'stikstof',
      certainty: 'vermoed',
      severity: null,
      homes: 120,
      years: [2028],
      amount: null,
      owner: null,
      level: null,
    },
    stamp,
  );
  expect(applyEdit(doc, made).ok).toBe(true);
  const [bottleneck] = readAll(doc, 'bottlenecks');
  if (bottleneck === undefined) throw new Error('none');
  expect(bottleneck).toMatchObject({ projects: ['p'], years: [2028], state: 'open' });
  expect(change(bottleneck, 'certainty', 'vermoed')).toBeNull();
  const edit = change(bottleneck, 'certainty', 'bevestigd');
  expect(edit !== null && applyEdit(doc, edit).ok).toBe(true);
});
