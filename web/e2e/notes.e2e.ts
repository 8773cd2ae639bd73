import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { saved } from './support/saved.ts';

const TABLE = 'deventer';
const PLAN = 'Notitieplan';

const house = useHouse();

const notes = (page: Page): Locator => page.getByRole('region', { name: 'Notities', exact: true });
const field = (page: Page): Locator => page.getByRole('textbox', { name: `Notities van ${PLAN}` });

async function write(page: Page): Promise<void> {
  await notes(page).getByRole('button', { name: 'Bewerk notities' }).click();
  await field(page).waitFor();
}

test('two people write notes together, each takes back only what is theirs, and who looks on reads them', async () => {
  const ilse = await house.enter('gemeente');
  await ilse.open(TABLE, 'projects');
  await makeProject(ilse.page, PLAN);
  await saved(ilse.page);
  const query = new URL(ilse.page.url()).search;
  const marjan = await house.enter('voorzitter');
  const nienke = await house.enter('toehoorder');
  await Promise.all([marjan, nienke].map((visitor) => visitor.open(TABLE, 'projects', query)));

  await write(ilse.page);
  await ilse.page.keyboard.type('De gemeente koopt de grond.');
  await ilse.page.keyboard.press('Enter');
  await notes(marjan.page).getByText('De gemeente koopt de grond.').waitFor();
  await notes(nienke.page).getByText('De gemeente koopt de grond.').waitFor();

  await write(marjan.page);
  await notes(marjan.page).locator('.caret-name', { hasText: 'Ilse' }).waitFor();
  await marjan.page.keyboard.press('Control+b');
  await marjan.page.keyboard.type('Vóór 1 maart.');
  await notes(nienke.page).locator('.font-semibold', { hasText: 'Vóór 1 maart.' }).waitFor();
  await field(ilse.page).getByText('Vóór 1 maart.').waitFor();
  await marjan.page.keyboard.press('Control+z');
  await field(ilse.page).getByText('Vóór 1 maart.').waitFor({ state: 'detached' });
  expect(await field(ilse.page).innerText()).toContain('De gemeente koopt de grond.');

  // Who may only look has no editor, which would throw away what it does not know.
  expect(await nienke.page.locator('[contenteditable="true"]').count()).toBe(0);
  expect(await notes(nienke.page).getByRole('button').count()).toBe(0);
  await Promise.all([ilse, marjan].map(({ page }) => saved(page)));

  await ilse.context.setOffline(true);
  ilse.faults.expectOutage();
  await ilse.page.keyboard.type('Zonder verbinding geschreven.');
  await ilse.page
    .getByText(/niet opgeslagen/i)
    .first()
    .waitFor();
  await ilse.context.setOffline(false);
  await notes(nienke.page).getByText('Zonder verbinding geschreven.').waitFor();
  await saved(ilse.page);
});
