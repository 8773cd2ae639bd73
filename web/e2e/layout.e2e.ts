import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { standBefore, type Front } from './support/front.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { saved, saveMark } from './support/saved.ts';
import type { Visitor } from './support/visitor.ts';

const TABLE = 'deventer';

describe('an app that is older than the server', () => {
  const house = useHouse();
  let front: Front | null = null;
  beforeAll(async () => {
    front = await standBefore(house.server.url);
  });
  afterAll(() => front?.stop());

  /** Somebody with a plan of their own on the screen, whose app has been kept for when there is no network. */
  async function arrive(
    plan: string,
  ): Promise<{ front: Front; ilse: Visitor; grid: Grid; loads: () => number }> {
    if (front === null) throw new Error('nothing stands before the server');
    front.become('same');
    const ilse = await house.enter('gemeente', { origin: front.url });
    ilse.faults.expectOutage();
    let loads = 0;
    ilse.page.on('load', () => (loads += 1));
    await ilse.open(TABLE, 'projects');
    await makeProject(ilse.page, plan);
    await saved(ilse.page);
    await ilse.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    const grid = new Grid(ilse.page);
    await grid.search(plan);
    loads = 0;
    return { front, ilse, grid, loads: () => loads };
  }

  const banner = (page: Page, words: RegExp) =>
    page.getByRole('status').filter({ hasText: 'Er is een nieuwe versie van Bouwberaad.' }).getByText(words);

  /** The network comes back, which is when the app looks for itself. */
  async function lookAgain({ page }: Visitor): Promise<void> {
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
  }

  test('it says so and works on, loads itself anew once when the new app is there, and what waited is sent', async () => {
    const plan = 'Oudelaaghof';
    const { front, ilse, grid, loads } = await arrive(plan);
    front.become('newer');
    await banner(ilse.page, /hier nog niet aangekomen/).waitFor();
    await grid.type(plan, 'Kans', '60');
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    await grid.shows(plan, 'Kans', '60 %');
    expect(loads()).toBe(0);

    front.become('replaced');
    await lookAgain(ilse);
    await expect.poll(loads, { timeout: 15_000 }).toBe(1);
    await saved(ilse.page);
    await grid.search(plan);
    await grid.shows(plan, 'Kans', '60 %');
    expect(await ilse.page.getByText('Er is een nieuwe versie van Bouwberaad.').count()).toBe(0);
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    const other = new Grid(tom.page);
    await other.search(plan);
    await other.shows(plan, 'Kans', '60 %');
    expect(loads()).toBe(1);
  });

  test('a new app that never comes: one load and no more, words, and the work stays', async () => {
    const plan = 'Blijfhof';
    const { front, ilse, grid, loads } = await arrive(plan);
    front.become('stuck');
    await expect.poll(loads, { timeout: 15_000 }).toBe(1);
    await banner(ilse.page, /hier nog niet aangekomen/).waitFor();
    await grid.search(plan);
    await grid.type(plan, 'Kans', '70');
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    const before = front.told();
    for (let times = 0; times < 3; times++) await lookAgain(ilse);
    await banner(ilse.page, /hier nog niet aangekomen/).waitFor();

    // A person who loads the page by hand finds it as it was.
    await ilse.page.getByRole('button', { name: 'Herlaad de pagina' }).click();
    await expect.poll(loads).toBe(2);
    await banner(ilse.page, /hier nog niet aangekomen/).waitFor();
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    expect(front.told()).toBeGreaterThan(before);
    expect(loads()).toBe(2);

    front.become('replaced');
    await ilse.page.reload();
    await saved(ilse.page);
  });

  test('nobody who types is interrupted: it loads itself when they are done', async () => {
    const plan = 'Typhof';
    const { front, ilse, grid, loads } = await arrive(plan);
    const cell = await grid.cell(plan, 'Kans');
    await cell.click();
    await ilse.page.keyboard.type('4');
    front.become('replaced');
    await banner(ilse.page, /Maak af wat je typt/).waitFor();
    await ilse.page.keyboard.type('5');
    expect(loads()).toBe(0);
    await ilse.page.keyboard.press('Enter');
    await expect.poll(loads, { timeout: 15_000 }).toBe(1);
    await saved(ilse.page);
    await grid.search(plan);
    await grid.shows(plan, 'Kans', '45 %');
  });
});
