import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useHouse } from './support/house.ts';
import { saved } from './support/saved.ts';
import { demand, PHONE, type Visitor } from './support/visitor.ts';

const TABLE = 'west-overijssel';

const house = useHouse();

async function openActions(visitor: Visitor): Promise<Page> {
  await visitor.page.goto(`/tables/${TABLE}/actions`);
  await visitor.arrived();
  return visitor.page;
}

/** An action's row in the list. */
function row(page: Page, text: string): Locator {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('checkbox', { name: `${text}: klaar`, exact: true }) });
}

async function say(page: Page, line: string): Promise<void> {
  await page.keyboard.press('a');
  const field = page.getByRole('textbox', { name: 'Wat moet er gebeuren?' });
  await field.waitFor();
  await page.keyboard.type(line);
}

test('one line by keyboard alone; handed over, taken over, done with evidence; the other sees it at once', async () => {
  const tom = await house.enter('secretaris');
  const bas = await house.enter('markt');
  const [here, there] = await Promise.all([openActions(tom), openActions(bas)]);
  const text = 'Netcapaciteit opvragen bij netbeheerder';

  await say(here, '@Ilse netcapaciteit opvragen bij netbeheerder vóór volgende week vrijdag');
  await here.getByText(`Wordt: ${text}`).waitFor();
  const form = here.getByRole('form', { name: 'Nieuwe actie' });
  // What was read stands below the line, to be set right before Enter.
  expect(await form.getByRole('combobox', { name: 'Wie?' }).inputValue()).toBe('Ilse Jansink');
  expect(await form.getByLabel('Vóór wanneer').inputValue()).toMatch(/^\d{4}-\d\d-\d\d$/);
  await here.keyboard.press('Enter');
  await row(here, text).getByText('Ilse Jansink').waitFor();
  await row(there, text).waitFor();

  // Handed over to Bas, by keyboard: @ on the row, a name, Enter twice.
  await here.keyboard.press('Escape');
  await row(here, text).getByRole('button', { name: text }).focus();
  await here.keyboard.press('@');
  const dialog = here.getByRole('dialog', { name: 'Actie' });
  const whom = dialog.getByRole('combobox', { name: 'Aan wie?' });
  await expect.poll(() => whom.evaluate((field) => field === document.activeElement)).toBe(true);
  await here.keyboard.type('Bas');
  await here.keyboard.press('Enter');
  await here.keyboard.press('Enter');
  await dialog.getByText('Gevraagd aan Bas Roelofs, die moet nog antwoorden.').waitFor();
  await saved(here);
  await here.keyboard.press('Escape');
  await row(here, text).getByText('wacht op Bas Roelofs').waitFor();
  await row(here, text).getByText('Ilse Jansink').waitFor();

  // Bas says yes, gives a photo and is done.
  await row(there, text).getByText('jou gevraagd').waitFor();
  await row(there, text).getByRole('button', { name: text }).click();
  const asked = there.getByRole('dialog', { name: 'Actie' });
  await asked.getByRole('button', { name: 'Neem over', exact: true }).click();
  // By itself: "wacht op Bas Roelofs" stood in that row before.
  await row(here, text).getByText('Bas Roelofs', { exact: true }).waitFor();
  expect(await row(here, text).getByText('wacht op').count()).toBe(0);
  await asked.getByRole('textbox', { name: 'Wat is er gedaan?' }).fill('Offerte van Enexis binnen.');
  await asked.locator('input[type=file]').setInputFiles({
    name: 'offerte.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('\xff\xd8\xff\xe0 photo', 'latin1'),
  });
  const photo = asked.getByRole('link', { name: 'offerte.jpg' });
  await photo.waitFor();
  const href = (await photo.getAttribute('href')) ?? '';
  await asked.getByRole('button', { name: 'Klaar', exact: true }).click();
  await row(here, text).waitFor({ state: 'detached' });
  await here.getByRole('radio', { name: /^Klaar/ }).check();
  await row(here, text).getByText('bewijs erbij').waitFor();

  // Who sits at the table gets the photo, who does not gets nothing.
  const got = await tom.context.request.get(href);
  expect([got.status(), got.headers()['x-content-type-options']]).toEqual([200, 'nosniff']);
  const stranger = await house.visit();
  expect((await stranger.context.request.get(href)).status()).toBe(401);
});

test('dropping asks why; a tick can be taken back', async () => {
  const tom = await house.enter('secretaris');
  const page = await openActions(tom);
  await say(page, 'Huurprijs herrekenen @Lotte uiterlijk eind maart');
  await page.keyboard.press('Enter');
  const mine = row(page, 'Huurprijs herrekenen');
  await mine.getByText('Lotte van Essen').waitFor();
  await page.keyboard.press('Escape');

  await mine.getByRole('button', { name: 'Huurprijs herrekenen' }).focus();
  await page.keyboard.press('x');
  await mine.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await mine.waitFor();

  await mine.getByRole('button', { name: 'Huurprijs herrekenen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Actie' });
  await dialog.getByRole('button', { name: /^Vervalt/ }).click();
  await page.keyboard.press('Enter');
  await dialog.getByText('Schrijf op waarom').waitFor();
  await page.keyboard.type('De huur staat al vast.');
  await page.keyboard.press('Enter');
  await mine.waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: /^Klaar/ }).check();
  await mine.getByText('De huur staat al vast.').waitFor();
});

test('on a phone my actions stand together, are ticked and taken back; my calendar has an address of its own', async () => {
  const ilse = await house.enter('gemeente', { screen: PHONE });
  const { actions } = (await demand(await ilse.call('GET', '/me/actions'))) as {
    actions: { action: { id: string; text: string } }[];
  };
  const text = actions[0]?.action.text ?? '';
  const { page } = ilse;
  await page.goto('/me');
  const first = row(page, text).first();
  await first.getByRole('checkbox').click();
  await first.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await first.waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);

  await page.getByRole('button', { name: 'Agenda-abonnement' }).click();
  await page.getByRole('button', { name: 'Maak adres' }).click();
  const address = new URL(await page.getByRole('textbox', { name: 'Jouw adres' }).inputValue());
  const stranger = await house.visit();
  const feed = await stranger.context.request.get(`${address.pathname}${address.search}`);
  expect(feed.headers()['content-type']).toContain('text/calendar');
  expect(await feed.text()).toContain('BEGIN:VEVENT');
});
