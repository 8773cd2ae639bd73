import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { inScope, historyScope } from '../history-scope.ts';
import type { HistoryRow, HistorySearch } from '../store.ts';
import { Connection } from './connection.ts';
import { createHistory } from './history.ts';
import { FILE, openEmbedded } from './open.ts';
import { migrate } from './schema.ts';
import { createUpdateLog } from './updates.ts';

const root = mkdtempSync(join(tmpdir(), 'bouwberaad-history-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const DOC = 'west/workspace';

/** Before rows had the number of their record, and hours a table. */
const OLDER = 3;

test('a file of before is carried forward: its history is found by record, by kind, by person and by moment', async () => {
  const dir = mkdtempSync(join(root, 'older-'));
  const db = new DatabaseSync(join(dir, FILE));
  expect(migrate(db, OLDER)).toMatchObject({ ok: true });
  const insert = db.prepare(
    `INSERT INTO history (doc, path, was, became, person, at) VALUES (?, ?, 'null', '1', ?, ?)`,
  );
  for (const [path, by, at] of [
    ['projects/a', 'ilse', '2026-11-24T09:59:00.000Z'],
    ['projects/a/name', 'ruben', '2026-11-24T10:00:00.000Z'],
    ['actions/x/text', 'ilse', '2026-11-24T11:00:00.000Z'],
  ] as const)
    insert.run(DOC, path, by, at);
  db.close();
  const opened = await openEmbedded({ dir });
  if (!opened.ok) throw new Error(opened.message);
  const { updates, history, close } = opened.value;
  const after = { path: 'projects/a/name', from: 1, to: 2, by: 'ilse', at: '2026-11-24T11:30:00.000Z' };
  await updates.append({ doc: DOC, updates: [], claims: [], history: [after] });
  const paths = async (search: Omit<HistorySearch, 'limit'>): Promise<string[]> =>
    (await history.find(DOC, { ...search, limit: 10 })).map(({ path }) => path);
  expect(await paths({ path: 'projects/a/name' })).toEqual([
    'projects/a/name',
    'projects/a/name',
    'projects/a',
  ]);
  expect(await paths({ path: 'actions' })).toEqual(['actions/x/text']);
  expect(await paths({ by: 'ilse' })).toEqual(['projects/a/name', 'actions/x/text', 'projects/a']);
  expect(await paths({ since: '2026-11-24T10:00:00.000Z' })).toEqual([
    'projects/a/name',
    'actions/x/text',
    'projects/a/name',
  ]);
  await close();
});

const PATHS = ['projects/a', 'projects/a/name', 'projects/ab/name', 'actions/a', 'actions/a/text', 'views/a'];
const PEOPLE = ['ilse', 'ruben'];
/** Half hours of two days; a clock that is set back brings them in any order. */
const moment = fc.nat(95).map((half) => new Date(Date.UTC(2026, 10, 24) + half * 1_800_000).toISOString());
const row = fc.record({
  path: fc.constantFrom(...PATHS),
  by: fc.constantFrom(...PEOPLE),
  at: moment,
  from: fc.constant(null),
  to: fc.nat(),
});
const search = fc.record(
  {
    path: fc.constantFrom(...PATHS, 'projects', 'actions', 'views', 'project'),
    by: fc.constantFrom(...PEOPLE),
    since: moment,
  },
  { requiredKeys: [] },
);

test('whatever is searched, in whatever order the clock made the moments: what a walk through all rows finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, { maxLength: 5 }), { maxLength: 8 }),
      search,
      fc.integer({ min: 1, max: 12 }),
      async (groups, wanted, limit) => {
        const db = new DatabaseSync(':memory:');
        migrate(db);
        const connection = new Connection(db);
        const log = createUpdateLog({ db: connection });
        for (const history of groups) await log.append({ doc: DOC, updates: [], claims: [], history });
        const found = await createHistory(connection).find(DOC, { ...wanted, limit });
        db.close();
        const expected = groups.flat().filter((one) => isWanted(one, wanted));
        expect(found.map(({ id: _id, ...one }) => one)).toEqual(expected.reverse().slice(0, limit));
      },
    ),
    { numRuns: 150 },
  );
});

function isWanted(one: HistoryRow, { path, by, since }: Partial<HistorySearch>): boolean {
  return (
    (path === undefined || inScope(historyScope(path), one.path)) &&
    (by === undefined || one.by === by) &&
    (since === undefined || one.at >= since)
  );
}

test('a record is found by its number, and a page of all is walked: neither reads, nor sorts, all there is', () => {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  const statements: string[] = [];
  const connection = new Connection(db);
  const watched = Object.assign(Object.create(connection) as Connection, {
    prepare: (sql: string) => {
      statements.push(sql);
      return connection.prepare(sql);
    },
  });
  const history = createHistory(watched);
  for (const path of [undefined, 'projects', 'actions', 'projects/a/name'])
    for (const by of [undefined, 'ilse'])
      void history.find(DOC, {
        limit: 1,
        ...(path === undefined ? {} : { path }),
        ...(by === undefined ? {} : { by }),
      });
  const plans = statements.map((sql) =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => String(detail)),
  );
  db.close();
  expect(plans).toHaveLength(8);
  for (const [plan] of plans) expect(plan).toMatch(/^SEARCH history USING INDEX/);
  const sorted = plans.filter((plan) => plan.some((step) => step.includes('TEMP B-TREE')));
  // Of one kind of record other than plans all are read: those are few.
  expect(sorted.every(([plan]) => plan?.includes('history_by_path'))).toBe(true);
});
