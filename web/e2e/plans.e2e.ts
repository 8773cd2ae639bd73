import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Drawer } from './support/drawer.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { tabTo } from './support/keyboard.ts';
import { makeProject } from './support/new-project.ts';
import { saved } from './support/saved.ts';
import { demand, PHONE } from './support/visitor.ts';
import { yearColumn } from './support/years.ts';

const house = useHouse();
const TABLE = 'deventer';
const [THIS, NEXT] = [yearColumn(1), yearColumn(2)];

async function annotate(page: Page, plan: string, text: string): Promise<void> {
  const drawer = new Drawer(page, plan);
  await drawer.show('Aantekeningen');
  await drawer.panel.getByLabel('Nieuwe aantekening').fill(text);
  await drawer.panel.getByRole('button', { name: 'Plaats' }).click();
  await drawer.annotation(text).waitFor();
}

async function choose(page: Page, ...plans: readonly string[]): Promise<void> {
  for (const plan of plans)
    await page.getByRole('checkbox', { name: `${plan} selecteren`, exact: true }).check();
}

async function withProject(page: Page, plan: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Meer met ${plan}`, exact: true }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

test('plans are made by keyboard, changed together and merged, and all of it can be taken back', async () => {
  const visitor = await house.enter('gemeente');
  const { page } = visitor;
  const grid = new Grid(page);
  await visitor.open(TABLE, 'projects');

  // Made without a mouse.
  const [kept, double] = ['Tweelinghof A', 'Tweelinghof B'] as const;
  await tabTo(page, page.getByRole('button', { name: 'Nieuw project' }));
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Nieuw project' });
  await tabTo(page, form.getByLabel('Project'));
  await page.keyboard.type(kept);
  await page.keyboard.press('Enter');
  await new Drawer(page, kept).panel.waitFor();
  await annotate(page, kept, 'Kan dit eerder?');
  await makeProject(page, double);
  await annotate(page, double, 'De grond is verkocht.');
  await page.keyboard.press('Escape');
  await grid.search('Tweelinghof');
  for (const plan of [kept, double]) await grid.type(plan, THIS, '40');

  // Changed together: first what it would do, then one act, taken back as one.
  await choose(page, kept, double);
  const bar = page.getByRole('toolbar', { name: 'Met de selectie' });
  await bar.getByRole('button', { name: 'Wijzig', exact: true }).click();
  const bulk = page.getByRole('dialog', { name: '2 projecten wijzigen' });
  await bulk.getByRole('textbox', { name: 'Jaren later' }).fill('1');
  await bulk.getByText('2 projecten veranderen').waitFor();
  await grid.shows(kept, THIS, '40');
  await bulk.getByRole('button', { name: 'Wijzig', exact: true }).click();
  for (const plan of [kept, double]) await grid.shows(plan, NEXT, '40');
  await grid.stand(kept, NEXT);
  await page.keyboard.press('Control+z');
  for (const plan of [kept, double]) await grid.shows(plan, THIS, '40');

  // Two become one, with what was said about either.
  await bar.getByRole('button', { name: 'Voeg samen' }).click();
  const merge = page.getByRole('dialog', { name: 'Twee projecten samenvoegen' });
  await merge.getByRole('button', { name: 'Voeg samen', exact: true }).click();
  const drawer = new Drawer(page, kept);
  await drawer.panel.waitFor();
  await drawer.show('Aantekeningen');
  for (const text of ['Kan dit eerder?', 'De grond is verkocht.']) await drawer.annotation(text).waitFor();
  await grid.row(double).waitFor({ state: 'detached' });

  // A copy, which leaves the list and comes back.
  await withProject(page, kept, 'Maak een kopie');
  const copy = `${kept} (kopie)`;
  await new Drawer(page, copy).panel.waitFor();
  await grid.shows(copy, THIS, '40');
  await withProject(page, copy, 'Haal uit de lijst');
  await grid.row(copy).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Uit de lijst/ }).click();
  const retired = page.getByRole('dialog', { name: 'Uit de lijst' });
  await retired.getByText(`samengevoegd met ${kept}`).waitFor();
  await retired
    .getByRole('listitem')
    .filter({ hasText: copy })
    .getByRole('button', { name: 'Zet terug in de lijst' })
    .click();
  await page.keyboard.press('Escape');
  await grid.row(copy).waitFor();
  await saved(page);
});

test('on a phone several plans are chosen and changed at once', async () => {
  const visitor = await house.enter('secretaris', { screen: PHONE });
  const { page } = visitor;
  await visitor.open(TABLE, 'projects');
  await page.getByRole('button', { name: 'Kies meer' }).click();
  const boxes = page.getByRole('checkbox', { name: / selecteren$/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page
    .getByRole('toolbar', { name: 'Met de selectie' })
    .getByRole('button', { name: 'Wijzig', exact: true })
    .click();
  const bulk = page.getByRole('dialog', { name: '2 projecten wijzigen' });
  await bulk.getByRole('combobox', { name: 'Wat verandert er?' }).selectOption({ label: 'Realisatiekans' });
  await bulk.getByRole('textbox', { name: 'Nieuwe waarde' }).fill('37');
  await bulk.getByRole('button', { name: 'Wijzig', exact: true }).click();
  await bulk.waitFor({ state: 'detached' });
  await saved(page);
  const { projects } = (await demand(await visitor.call('GET', `/tables/${TABLE}/projects`))) as {
    projects: readonly { likelihood: number }[];
  };
  expect(projects.filter(({ likelihood }) => likelihood === 37)).toHaveLength(2);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(sideways).toBe(false);
});
