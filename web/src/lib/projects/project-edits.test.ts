import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { readAll, readRecord, recordMap } from '@bouwberaad/shared/model/read.ts';
import { bringBack, duplicate, retire } from './project-edits.ts';

const stamp = { by: 'a', at: '2026-11-24T10:00:00.000Z' };

function start(): { doc: Y.Doc; get: () => Project } {
  const doc = new Y.Doc();
  applyEdit(doc, {
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: {
      name: 'Rivierpoort',
      externalId: 'WO-1',
      phase: 'ontwerp',
      likelihood: 70,
      keyProject: true,
      ...stamp,
    },
    blocks: {
      b: {
        kind: 'build',
        year: 2028,
        homes: 120,
        segment: { middenhuur: 120 },
        deliveredAt: '2028-03-01',
        deliveredHomes: 60,
      },
      d: { kind: 'demolition', year: 2027, homes: 8 },
    },
  });
  const get = (): Project => {
    const map = recordMap(doc, 'projects', 'p');
    if (map === null) throw new Error('no p');
    return readRecord('projects', 'p', map);
  };
  return { doc, get };
}

test('a copy has the plan and not its identity: no external id, no deliveries, blocks of its own', () => {
  const { doc, get } = start();
  let made = 0;
  const edit = duplicate(get(), 'Rivierpoort (kopie)', { ...stamp, by: 'b' }, () => `n${String(++made)}`);
  expect(applyEdit(doc, edit)).toMatchObject({ ok: true });
  const copy = readAll(doc, 'projects').find(({ id }) => id === edit.id);
  expect(copy).toMatchObject({ name: 'Rivierpoort (kopie)', phase: 'ontwerp', likelihood: 70, by: 'b' });
  expect([copy?.externalId, copy?.keyProject]).toEqual([null, false]);
  expect(
    copy?.blocks.map(({ kind, year, homes, deliveredHomes }) => [kind, year, homes, deliveredHomes]),
  ).toEqual([
    ['demolition', 2027, 8, null],
    ['build', 2028, 120, null],
  ]);
  expect(copy?.blocks.some(({ id }) => id === 'b' || id === 'd')).toBe(false);
  expect(get().blocks).toHaveLength(2);
});

test('out of the list and back again, with all that it had', () => {
  const { doc, get } = start();
  const before = get();
  applyEdit(doc, retire(before));
  expect(readAll(doc, 'projects')).toEqual([]);
  applyEdit(doc, bringBack(get()));
  expect(readAll(doc, 'projects')).toEqual([before]);
});

test('what was merged is a plan of its own when it comes back, until that is taken back', () => {
  const { doc, get } = start();
  applyEdit(doc, retire(get()));
  applyEdit(doc, { type: 'setField', path: 'projects/p/mergedInto', from: null, to: 'q' });
  const back = bringBack(get());
  expect(applyEdit(doc, back)).toMatchObject({ ok: true });
  expect(get()).toMatchObject({ removed: false, mergedInto: null });
  const inverse = inverseOf(back);
  expect(inverse !== null && applyEdit(doc, inverse).ok).toBe(true);
  expect(get()).toMatchObject({ removed: true, mergedInto: 'q' });
});
