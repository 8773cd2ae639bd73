import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { ImportScreen } from './support/import.ts';
import { saved } from './support/saved.ts';

const house = useHouse();
const TABLE = 'deventer';
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../server/test-fixtures/import/${name}`, import.meta.url));
const PLAN = 'Beckum, Boerenes';

/** A municipality's own list, saved as CSV; one plan was changed after it came in. */
const list = (homes: number): string =>
  [
    'Plannen Hengelo;;;',
    'Plan;Gemeente;Opl. 2028;Uitwerking',
    `${PLAN};Hengelo;${homes};stikstof?`,
    'Totaal;;40;',
  ].join('\r\n');

test('two workbooks, a list with its columns, a conflict, and taken back', async () => {
  const tom = await house.enter('secretaris');
  const { page } = tom;
  const screen = new ImportScreen(page);

  // The national workbook, and then the list of the municipality: the same plans under other numbers.
  await tom.open(TABLE, 'import');
  await screen.choose(fixture('diwi-import.xlsx'));
  await screen.counts('Niet gedeeld', 42);
  await screen.shareAll();
  await screen.confirm(60);
  await page.getByRole('button', { name: 'Nog een bestand' }).click();
  await screen.choose(fixture('gemeente-lijst.xlsx'));
  await page.getByText('gemeente-lijst.xlsx, 60 projecten, 5.408 woningen').waitFor();
  await page.getByText('Geen nieuwe projecten.').waitFor();
  await page.getByRole('button', { name: 'Annuleren' }).click();

  // A list of one's own: a column that we did not know becomes bottlenecks, with the words they came from.
  await screen.chooseText('hengelo.csv', list(40));
  await screen.counts('Nieuw', 1);
  await screen.column('Uitwerking', 'Knelpunten');
  await screen.counts('Knelpunten', 1);
  await page.getByText('gelezen uit “stikstof?”').waitFor();
  await page.getByRole('button', { name: /wijziging(en)? invoeren$/ }).click();
  await page.getByText('1 project ingevoerd').waitFor();

  // Somebody else changes it, and so does the list.
  await tom.open(TABLE, 'projects');
  const grid = new Grid(page);
  await grid.search(PLAN);
  await grid.type(PLAN, '2028', '50');
  await saved(page);
  await tom.open(TABLE, 'import');
  await screen.chooseText('hengelo.csv', list(44));
  await screen.counts('Conflict', 1);
  await screen.decide(PLAN, '44');
  await page.getByRole('button', { name: /wijziging(en)? invoeren$/ }).click();
  await page.getByText('1 project ingevoerd').waitFor();
  await tom.open(TABLE, 'projects');
  await grid.search(PLAN);
  await grid.shows(PLAN, '2028', '44');

  // The last one taken back gives the value that stood here; the one before it leaves what was changed since.
  await tom.open(TABLE, 'import');
  expect(await screen.takeBack('hengelo.csv')).toContain('1 wijziging is ongedaan gemaakt');
  await page.getByText('teruggezet', { exact: true }).waitFor();
  expect(await screen.takeBack('hengelo.csv')).toContain(`${PLAN} (het project)`);
  await tom.open(TABLE, 'projects');
  await grid.search(PLAN);
  await grid.shows(PLAN, '2028', '50');
});

test('a file that is no plan is refused in words, and nothing changes', async () => {
  const tom = await house.enter('secretaris');
  const { page } = tom;
  await tom.open(TABLE, 'import');
  tom.faults.expect(/422/);
  await new ImportScreen(page).chooseText('brief.csv', 'Beste collega');
  await page.getByText('Dit bestand is niet ingelezen').waitFor();
  await page.getByText('Aan tafel is niets gewijzigd').waitFor();
});
