import { expect, test } from 'vitest';
import { Drawer } from './support/drawer.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { focusComes, pressTo, tabTo } from './support/keyboard.ts';
import { PEOPLE } from './support/people.ts';
import { saved } from './support/saved.ts';
import { yearColumn } from './support/years.ts';

const house = useHouse();
const PLAN = 'Toetsenhof';

test('a day of work without a mouse', async () => {
  const visitor = await house.visit();
  const { page } = visitor;
  const { keyboard } = page;
  const grid = new Grid(page);
  const [first, second] = [yearColumn(1), yearColumn(2)];

  // In, and to the list.
  await page.goto('/login');
  await tabTo(page, page.getByRole('button', { name: PEOPLE.gemeente }));
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Mijn tafels' }).waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Platform Wonen Deventer' }));
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Overzicht' }).waitFor();
  await keyboard.press('g');
  await keyboard.press('p');
  await page.getByRole('heading', { level: 1, name: 'Projecten' }).waitFor();
  await visitor.arrived();

  // A plan of its own.
  await tabTo(page, page.getByRole('button', { name: 'Nieuw project' }));
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Nieuw project' });
  await tabTo(page, dialog.getByLabel('Project'));
  await keyboard.type(PLAN);
  await keyboard.press('Enter');
  const drawer = new Drawer(page, PLAN);
  await drawer.panel.waitFor();
  await keyboard.press('Escape');
  await drawer.panel.waitFor({ state: 'detached' });

  // Found, and typed in: a first key, F2, Enter that goes down, Esc that gives back, undo.
  await keyboard.press('Control+k');
  await focusComes(page.getByRole('searchbox', { name: 'Zoek project' }));
  await keyboard.type(PLAN);
  const name = grid.row(PLAN).getByRole('rowheader');
  await tabTo(page, page.getByRole('grid').locator('[tabindex="0"]'));
  await keyboard.press('Control+Home');
  await keyboard.press('ArrowDown');
  await pressTo(page, 'ArrowRight', name);
  const cell = await grid.cell(PLAN, first);
  await pressTo(page, 'ArrowRight', cell);
  await keyboard.type('40');
  await keyboard.press('Enter');
  await grid.shows(PLAN, first, '40');
  await keyboard.press('ArrowRight');
  const next = await grid.cell(PLAN, second);
  await focusComes(next);
  await keyboard.press('F2');
  await keyboard.type('25');
  await keyboard.press('Tab');
  await grid.shows(PLAN, second, '25');
  await keyboard.press('ArrowLeft');
  await focusComes(next);
  await keyboard.press('F2');
  await keyboard.type('9');
  await keyboard.press('Escape');
  await grid.shows(PLAN, second, '25');
  await focusComes(next);
  await keyboard.press('Control+z');
  await grid.shows(PLAN, second, '·');
  await keyboard.press('Control+Shift+z');
  await grid.shows(PLAN, second, '25');

  // A bottleneck, from the row's menu.
  await keyboard.press('Control+.');
  await page.getByRole('menuitem', { name: 'Knelpunt toevoegen' }).waitFor();
  await keyboard.press('k');
  await focusComes(drawer.panel.getByRole('combobox', { name: 'Knelpunt' }));
  await keyboard.type('netc');
  await tabTo(page, drawer.panel.getByRole('button', { name: 'Voeg toe' }));
  await keyboard.press('Enter');
  await drawer.bottleneck('netcongestie').waitFor();

  // An action that grows from it, for somebody.
  await tabTo(page, drawer.bottleneck('netcongestie').getByRole('button', { name: 'Maak actie' }));
  await keyboard.press('Enter');
  await focusComes(drawer.panel.getByRole('textbox', { name: 'Wat moet er gebeuren?' }));
  await keyboard.type('Netbeheerder bellen');
  await keyboard.press('Tab');
  await keyboard.type('Bas Roel');
  await keyboard.press('Enter');
  await tabTo(page, drawer.panel.getByRole('button', { name: 'Toewijzen' }));
  await keyboard.press('Enter');
  await drawer.show('Acties');
  await drawer.action('Netbeheerder bellen').getByText('Bas Roelofs').waitFor();

  // Back to the cell that one came from.
  await keyboard.press('Escape');
  await drawer.panel.waitFor({ state: 'detached' });
  await focusComes(next);
  await saved(page);
  expect(await grid.row(PLAN).count()).toBe(1);
});
