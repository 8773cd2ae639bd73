import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { Decisions } from './support/decisions.ts';
import { Drawer } from './support/drawer.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { saved } from './support/saved.ts';
import { PHONE, SMALL_PHONE, type Place } from './support/visitor.ts';

const house = useHouse();
const TABLE = 'deventer';

describe.each([
  { width: 390, screen: PHONE },
  { width: 320, screen: SMALL_PHONE },
])('a phone of $width px', ({ screen }) => {
  test('nothing scrolls sideways', async () => {
    const visitor = await house.enter('secretaris', { screen });
    const { page } = visitor;
    const wide: string[] = [];
    const look = async (what: string): Promise<void> => {
      wide.push(...(await tooWide(page)).map((where) => `${what}: ${where}`));
    };
    for (const table of ['west-overijssel', TABLE])
      for (const place of ['overview', 'projects', 'decisions'] satisfies Place[]) {
        await visitor.open(table, place);
        await look(`${table}/${place}`);
      }
    for (const path of ['/tables', '/components', '/nergens']) {
      if (path === '/nergens') visitor.faults.expect(/404/);
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look(path);
    }
    expect(wide).toEqual([]);
  });
});

test('a plan is edited on a phone, and the desk sees it', async () => {
  const plan = 'Duimhof';
  const tom = await house.enter('secretaris');
  await tom.open(TABLE, 'projects');
  await makeProject(tom.page, plan);
  const ilse = await house.enter('gemeente', { screen: PHONE });
  const { page } = ilse;
  await ilse.open(TABLE, 'projects');
  await page.getByRole('searchbox', { name: 'Zoek project' }).fill(plan);
  await page.getByRole('link', { name: plan }).tap();

  const drawer = new Drawer(page, plan);
  await drawer.panel.getByLabel('Realisatiekans').fill('70');
  await page.keyboard.press('Enter');
  await drawer.panel.getByRole('button', { name: 'Knelpunt', exact: true }).tap();
  const form = drawer.panel.getByRole('form', { name: 'Knelpunt toevoegen' });
  await form.getByRole('combobox', { name: 'Knelpunt' }).selectOption({ label: 'stikstof' });
  await form.getByRole('button', { name: 'Voeg toe' }).tap();
  expect(await tooWide(page)).toEqual([]);
  await saved(page);

  const grid = new Grid(tom.page);
  await grid.search(plan);
  await grid.shows(plan, 'Kans', '70 %');
  await grid.shows(plan, 'Knelpunten', 'stikstof');
});

test('a position is given on a phone', async () => {
  const marjan = await house.enter('voorzitter');
  await marjan.open(TABLE, 'decisions');
  const ilse = await house.enter('gemeente', { screen: PHONE });
  await ilse.open(TABLE, 'decisions');
  const chair = new Decisions(marjan.page);
  await chair.next('Vergadering openen');
  await marjan.page.getByRole('button', { name: /^ruilen/ }).click();
  await marjan.page.getByText('2 organisaties aanwezig').waitFor();
  await chair.next('Ronde openen');
  await new Decisions(ilse.page).position('Geen bezwaar');
  await marjan.page.getByText('Wacht op het standpunt van Secretariaat bouwberaden').waitFor();
});

/** What is wider than the screen: the page itself, or a part that would have to be scrolled sideways to be read. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = [
      document.documentElement,
      document.querySelector('main'),
      ...document.querySelectorAll('[role="dialog"], [role="region"]'),
    ];
    return parts.flatMap((part) => {
      if (part === null || part.scrollWidth <= part.clientWidth) return [];
      const edge = part.getBoundingClientRect().left + part.clientWidth;
      const over = [...part.querySelectorAll('*')].find(
        (inner) => inner.getBoundingClientRect().right > edge + 1,
      );
      return [
        `${part.tagName} is ${String(part.scrollWidth)} wide in ${String(part.clientWidth)}: ${over?.outerHTML.slice(0, 200) ?? ''}`,
      ];
    });
  });
}
