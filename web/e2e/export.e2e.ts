import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useHouse } from './support/house.ts';
import { ImportScreen } from './support/import.ts';

const house = useHouse();
const TABLE = 'deventer';

/** Downloads a file by the name that the screen gives it; answers where it lies. */
async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: `Download ${name}` }).click(),
  ]);
  return file.path();
}

test('the DIWI workbook goes out, and comes in again without a change', async () => {
  const tom = await house.enter('secretaris');
  const { page } = tom;
  await tom.open(TABLE, 'projects');
  await page.getByRole('button', { name: 'Uitvoer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Plannen uitvoeren' });
  // What a file leaves out stands beside it, before it is downloaded.
  const diwi = dialog.getByRole('listitem').filter({ hasText: 'DIWI-werkboek' });
  await diwi.getByText(/^Niet opgenomen, en waarom/).click();
  await diwi.getByText(/^Realisatiekans van \d+ plannen\.$/).waitFor();
  const file = await download(page, 'DIWI-werkboek');

  await tom.open(TABLE, 'import');
  const screen = new ImportScreen(page);
  await screen.chooseBytes('deventer-diwi.xlsx', await readFile(file));
  await page.getByText(/deventer-diwi\.xlsx, 36\sprojecten/).waitFor();
  await screen.counts('Gelijk', 36);
  await page.getByText('Er is niets in te voeren: aan tafel staat al wat er in het werkboek staat').waitFor();
});

test('a filtered view as CSV holds its plans and its columns only', async () => {
  const eva = await house.enter('toehoorder');
  const { page } = eva;
  await eva.open(TABLE, 'projects', '?phase=ontwerp&columns=name,phase');
  await page.getByRole('button', { name: 'Uitvoer' }).click();
  const text = await readFile(await download(page, 'Deze weergave als CSV'), 'utf8');
  const [head, ...lines] = text.trim().split('\r\n');
  expect(head).toBe('Naam;Gemeente;Fase');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.every((line) => line.endsWith(';ontwerp'))).toBe(true);
});
