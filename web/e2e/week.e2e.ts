import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { openMadeOf } from '../../server/src/store/sums.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { PEOPLE, type PersonId } from './support/people.ts';
import { kept, saved, saveMark } from './support/saved.ts';
import { newPlan, planId, scribe } from './support/scribe.ts';
import { embeddedPlace } from './support/stores.ts';
import { demand, type Visitor } from './support/visitor.ts';
import { yearColumn } from './support/years.ts';

const TABLE = 'deventer';
const YEAR = yearColumn(1);
/** More than are merged into one when a room is closed. */
const EDITS_OF_A_WEEK = 400;

describe('a laptop that was closed for a week', () => {
  let folder = '';
  const house = useHouse(async () => {
    const place = await embeddedPlace();
    folder = place.env['DATA_DIR'] ?? '';
    return place;
  });

  /** What the files hold, while no server has them. */
  function onDisk<T>(look: (rows: (sql: string, of: string) => Record<string, unknown>[]) => T): T {
    const db = new DatabaseSync(join(folder, 'bouwberaad.sqlite'), { readOnly: true });
    try {
      return look((sql, of) => db.prepare(sql).all(of));
    } finally {
      db.close();
    }
  }

  const historyOf = (path: string): number =>
    onDisk((rows) => rows('SELECT id FROM history WHERE path = ?', path)).length;

  /** Rows of the table's log, and how many of them no checkpoint holds: those leave the log with the one after it. */
  function log(): { rows: number; unmerged: number } {
    return onDisk((rows) => {
      const doc = `%${TABLE}%`;
      const ids = rows('SELECT id FROM updates WHERE doc LIKE ?', doc).map(({ id }) => String(id));
      const sealed = rows('SELECT made_of FROM checkpoints WHERE doc LIKE ? ORDER BY id DESC LIMIT 1', doc);
      const held = new Set(openMadeOf(String(sealed[0]?.['made_of']))?.rows);
      return { rows: ids.length, unmerged: ids.filter((id) => !held.has(id)).length };
    });
  }

  const total = (id: string, from: number | null, to: number): Edit => ({
    type: 'setField',
    path: `projects/${id}/total`,
    from,
    to,
  });

  /** Ilse has the table open, types 88 homes in a plan without a network, and closes the lid. */
  async function leave(plan: string): Promise<{ ilse: Visitor; id: string }> {
    const id = planId();
    const others = await scribe(house.server.url, 'secretaris', TABLE);
    await others.write([newPlan(id, plan, 'hanzewaard', 'secretaris')]);
    others.leave();
    const ilse = await house.enter('gemeente');
    ilse.faults.expectOutage();
    await ilse.open(TABLE, 'projects');
    await saved(ilse.page);
    const grid = new Grid(ilse.page);
    await grid.search(plan);
    await grid.row(plan).waitFor();
    await ilse.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await house.server.kill();
    await grid.type(plan, YEAR, '88');
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    await kept(ilse.page);
    await ilse.page.close({ runBeforeUnload: false });
    await house.server.restart();
    return { ilse, id };
  }

  async function shows(page: Page, plan: string, column: string, value: string): Promise<void> {
    const grid = new Grid(page);
    await grid.search(plan);
    await grid.shows(plan, column, value);
  }

  async function othersSee(plan: string, column: string, value: string): Promise<void> {
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    await shows(tom.page, plan, column, value);
  }

  /** On the sign-in page that one was sent to. */
  async function signInOn(page: Page, person: PersonId): Promise<void> {
    await page.getByRole('button', { name: PEOPLE[person] }).click();
    await page.getByRole('heading', { level: 1, name: 'Projecten' }).waitFor();
    await page.getByText('Bezig met laden').first().waitFor({ state: 'detached' });
  }

  /** The server ends the session; the browser goes on showing its cookie. */
  async function endSession({ context }: Visitor): Promise<void> {
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${house.server.url}/api/v1/sessions`, {
      method: 'DELETE',
      headers: { cookie, origin: house.server.url },
    });
    expect(answer.status).toBe(204);
  }

  test('hundreds of edits of others, a table that was put away and merged on disk: both stand', async () => {
    const plan = 'Weekhof';
    const { ilse, id } = await leave(plan);
    const others = await scribe(house.server.url, 'secretaris', TABLE);
    await others.write(
      Array.from({ length: EDITS_OF_A_WEEK }, (_, nth) => total(id, nth === 0 ? null : nth, nth + 1)),
    );
    others.leave();
    await house.server.close();
    expect(historyOf(`projects/${id}/total`)).toBe(EDITS_OF_A_WEEK);
    const { rows, unmerged } = log();
    expect(rows).toBeGreaterThanOrEqual(EDITS_OF_A_WEEK);
    expect(unmerged).toBeLessThan(10);
    await house.server.restart();

    const later = await ilse.context.newPage();
    await later.goto(`/tables/${TABLE}/projects`);
    await saved(later);
    await shows(later, plan, YEAR, '88');
    await new Grid(later).shows(plan, 'Totaal', String(EDITS_OF_A_WEEK));
    expect(await later.getByText(/geweigerd/).count()).toBe(0);
    await othersSee(plan, YEAR, '88');
  });

  test('the session ran out: who signs in again finds the work, and it is sent', async () => {
    const plan = 'Verloophof';
    const { ilse } = await leave(plan);
    ilse.faults.expect(/401/);
    await endSession(ilse);
    const later = await ilse.context.newPage();
    // One of the things that the page asks for is refused when the sign-in page is there already.
    await later.route(
      '**/api/v1/tables',
      async (route) => {
        await later.getByRole('heading', { name: 'Inloggen' }).waitFor();
        await route.continue();
      },
      { times: 1 },
    );
    const refused = later.waitForResponse('**/api/v1/tables');
    await later.goto(`/tables/${TABLE}/projects`);
    await refused;
    await signInOn(later, 'gemeente');
    await saved(later);
    await shows(later, plan, YEAR, '88');
    await othersSee(plan, YEAR, '88');
  });

  test('somebody else who signs in first sees nothing of it, and takes nothing away', async () => {
    const plan = 'Gedeeldhof';
    const { ilse } = await leave(plan);
    ilse.faults.expect(/401/);
    await endSession(ilse);
    const shared = await ilse.context.newPage();
    await shared.goto(`/tables/${TABLE}/projects`);
    await signInOn(shared, 'corporatie');
    await saved(shared);
    await shows(shared, plan, YEAR, '·');
    const names = await shared.evaluate(async () =>
      (await indexedDB.databases()).map(({ name }) => name ?? ''),
    );
    expect(names.filter((name) => name.startsWith('bouwberaad:plans:gemeente:'))).toEqual([]);
    expect(names.filter((name) => name.startsWith('bouwberaad:plans:corporatie:'))).not.toEqual([]);

    await shared.getByRole('button', { name: `Menu van ${PEOPLE.corporatie}` }).click();
    await shared.getByRole('menuitem', { name: 'Uitloggen' }).click();
    await shared.getByRole('heading', { name: 'Inloggen' }).waitFor();
    await shared.goto(`/login?next=/tables/${TABLE}/projects`);
    await signInOn(shared, 'gemeente');
    await saved(shared);
    await shows(shared, plan, YEAR, '88');
    await othersSee(plan, YEAR, '88');
  });

  test('what another person had read is not there without a network, though they never signed out', async () => {
    const ilse = await house.enter('gemeente');
    ilse.faults.expectOutage();
    await ilse.open('west-overijssel', 'projects');
    await saved(ilse.page);
    await ilse.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    // Toehoorder signs in over it and opens another table.
    await ilse.page.goto(`/login?next=/tables/${TABLE}/projects`);
    await signInOn(ilse.page, 'toehoorder');
    await saved(ilse.page);
    await house.server.kill();
    await ilse.page.goto('/tables/west-overijssel/projects');
    await ilse.page.getByText('De tafel is niet geladen').waitFor();
    await ilse.page.goto(`/tables/${TABLE}/projects`);
    await ilse.page.getByText('Je leest mee: toehoorders wijzigen niets.').waitFor();
    await house.server.restart();
  });

  test('work at one table waits there while one looks at another in the same window', async () => {
    const plan = 'Wisselhof';
    const id = planId();
    const others = await scribe(house.server.url, 'secretaris', TABLE);
    await others.write([newPlan(id, plan, 'hanzewaard', 'secretaris')]);
    others.leave();
    const ilse = await house.enter('gemeente');
    ilse.faults.expectOutage();
    for (const table of ['west-overijssel', TABLE]) {
      await ilse.open(table, 'projects');
      await saved(ilse.page);
    }
    const grid = new Grid(ilse.page);
    await grid.search(plan);
    await house.server.kill();
    await grid.type(plan, YEAR, '33');
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    const switchTo = async (name: string): Promise<void> => {
      await ilse.page.getByRole('button', { name: /^Wissel van tafel/ }).click();
      await ilse.page.getByRole('menuitem', { name }).click();
      await ilse.page.getByRole('button', { name: `Wissel van tafel, nu ${name}` }).waitFor();
    };
    await switchTo('Bouwberaad West-Overijssel');
    await saved(ilse.page);
    await switchTo('Platform Wonen Deventer');
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    await house.server.restart();
    await saved(ilse.page);
    await othersSee(plan, YEAR, '33');
    await demand(await ilse.call('GET', '/me'));
  });
});
