import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axe } from './support/axe.ts';
import { useHouse } from './support/house.ts';
import { saved } from './support/saved.ts';
import { DESK, PHONE } from './support/visitor.ts';

const TABLE = 'west-overijssel';

const house = useHouse();

/** A line of the list that says all of this. */
function line(page: Page, ...words: readonly string[]): Locator {
  return words.reduce(
    (found, text) => found.filter({ hasText: text }),
    page.getByRole('list', { name: 'Lijst' }).getByRole('listitem'),
  );
}

/** Whether the page can be pushed sideways. */
function widerThanScreen(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    [document.documentElement, document.querySelector('main')].some(
      (part) => part !== null && part.scrollWidth > part.clientWidth,
    ),
  );
}

async function chooseProject(form: Locator, typed: string, name: string): Promise<void> {
  const field = form.getByRole('combobox', { name: 'Projecten' });
  await field.fill(typed);
  await field.press('ArrowDown');
  await form.getByRole('option', { name }).first().click();
  await form.getByRole('list', { name: 'Projecten' }).getByText(name, { exact: true }).waitFor();
}

test('one bottleneck for two projects, seen by another at once, goes on the agenda and is solved', async () => {
  const tom = await house.enter('secretaris');
  const ilse = await house.enter('gemeente');
  const { page } = tom;
  await tom.open(TABLE, 'bottlenecks');
  await ilse.open(TABLE, 'bottlenecks', '?bottleneck=capaciteit%20bouwsector&q=Franciscushof');
  await ilse.page.getByText('Geen knelpunt past bij dit filter').waitFor();

  await page.getByRole('button', { name: 'Knelpunt', exact: true }).click();
  const form = page.getByRole('form', { name: 'Knelpunt toevoegen' });
  await form.getByRole('combobox', { name: 'Knelpunt' }).selectOption({ label: 'capaciteit bouwsector' });
  await form.getByRole('button', { name: 'Voeg toe' }).click();
  await form.getByText('Kies ten minste één project.').waitFor();
  await chooseProject(form, 'francisc', 'Franciscushof');
  await chooseProject(form, 'weteringp', 'Weteringpark');
  await form.getByRole('textbox', { name: 'Jaren' }).fill('2028 tot en met 2030');
  await form.getByRole('textbox', { name: 'Woningen' }).fill('1.234');
  await form.getByRole('button', { name: 'Voeg toe' }).click();
  await form.waitFor({ state: 'detached' });

  const hers = line(ilse.page, 'capaciteit bouwsector', 'Franciscushof', 'en nog 1');
  await hers
    .getByText(/2028\stot\sen\smet\s2030/)
    .first()
    .waitFor();
  await hers.getByRole('button', { name: /capaciteit bouwsector/i }).click();
  const drawer = ilse.page.getByRole('region', { name: 'capaciteit bouwsector' });
  await drawer.getByRole('link', { name: 'Weteringpark' }).waitFor();

  await line(page, 'capaciteit bouwsector', '1.234').getByRole('button').first().click();
  const his = page.getByRole('region', { name: 'capaciteit bouwsector' });
  await his.getByRole('button', { name: 'Breng aan tafel' }).click();
  await page.getByText(/^Staat op de agenda van/).waitFor();
  await drawer.getByText('aan tafel', { exact: true }).waitFor();
  await his.getByRole('button', { name: 'Opgelost' }).click();
  await hers.waitFor({ state: 'detached' });
  await drawer.getByRole('button', { name: 'Heropen' }).waitFor();
  await saved(page);
});

test('the filter is in the address, for the list and the board alike', async () => {
  const tom = await house.enter('secretaris');
  const { page } = tom;
  await tom.open(TABLE, 'bottlenecks');
  await page.getByText(/^Netcongestie raakt/).waitFor();
  await line(page, 'Netcongestie').first().waitFor();
  await page.getByRole('button', { name: 'stikstof', exact: true }).click();
  await line(page, 'Weteringpark').waitFor();
  expect(await line(page, 'Netcongestie').count()).toBe(0);
  await page.getByRole('radio', { name: 'Bord' }).check();
  await page.getByRole('group', { name: 'Bord' }).getByText('Weteringpark').first().waitFor();
  expect(new URL(page.url()).search).toBe('?bottleneck=stikstof&show=board');
  await page.reload();
  await tom.arrived();
  await page.getByRole('group', { name: 'Bord' }).getByText('Weteringpark').first().waitFor();
  await page.getByRole('radio', { name: 'Lijst' }).check();
  await page.getByRole('combobox', { name: 'Groepeer' }).selectOption('municipality');
  await page.getByRole('heading', { level: 3, name: /^Deventer/ }).waitFor();
});

test('thirty million: the best choice, which no ranking gives, becomes a proposal', async () => {
  const tom = await house.enter('secretaris');
  const { page } = tom;
  await tom.open(TABLE, 'bottlenecks');
  const field = page.getByRole('textbox', { name: 'Budget in miljoen euro' });
  await field.fill('30');
  await page
    .getByText(/1\.002\swoningen/)
    .first()
    .waitFor();
  await page.getByText(/kom je tot 912/).waitFor();
  await page.getByText(/Exact berekend/).waitFor();
  expect(await page.getByRole('img', { name: 'gekozen', exact: true }).count()).toBe(5);

  const slider = page.getByRole('slider', { name: 'Budget' });
  await slider.focus();
  await page.keyboard.press('Home');
  await page
    .getByText(/^0\swoningen$/)
    .first()
    .waitFor();
  await field.fill('30');
  await page
    .getByText(/1\.002\swoningen/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Maak voorstel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Besluiten' }).waitFor();
  await page
    .getByText(/1\.002\swoningen\slosmaken/)
    .first()
    .waitFor();
});

test('what nobody knows is asked of whose plan it is', async () => {
  const tom = await house.enter('secretaris');
  const { page } = tom;
  await tom.open(TABLE, 'bottlenecks', '?bottleneck=onbekend');
  const asks = page.getByRole('button', { name: /^Navragen bij/ });
  const before = await asks.count();
  await asks.first().click();
  await page.getByText('nagevraagd', { exact: true }).waitFor();
  expect(await asks.count()).toBe(before - 1);
  await saved(page);
});

test('a case of a developer becomes part of a pattern, and goes on the agenda with it', async () => {
  const bas = await house.enter('markt', { screen: PHONE });
  const tom = await house.enter('secretaris');
  await bas.open(TABLE, 'cases');
  await tom.open(TABLE, 'cases');
  for (const title of ['Trafo Noord is vol', 'Trafo Zuid is vol']) {
    await bas.page.getByRole('button', { name: 'Casus', exact: true }).tap();
    const dialog = bas.page.getByRole('dialog', { name: 'Breng een casus in' });
    await dialog.getByRole('textbox', { name: 'Waar gaat het over?' }).fill(title);
    await dialog.getByRole('button', { name: 'Breng in' }).tap();
    await dialog.waitFor({ state: 'detached' });
    await tom.page.getByRole('checkbox', { name: `Kies ${title}` }).check();
  }
  expect(await widerThanScreen(bas.page)).toBe(false);
  const { page } = tom;
  await page.getByRole('button', { name: 'Bundel 2 casussen' }).click();
  const dialog = page.getByRole('dialog', { name: '2 casussen in een patroon' });
  await dialog.getByLabel('Naam van het patroon').fill('Netaansluiting');
  await dialog.getByRole('combobox', { name: 'Instrument' }).selectOption({ label: 'expertteam' });
  await dialog.getByRole('button', { name: 'Bundel tot patroon' }).click();
  await bas.page.getByRole('heading', { level: 2, name: /^Netaansluiting/ }).waitFor();
  await page.getByRole('button', { name: 'Zet Netaansluiting op de agenda' }).click();
  await bas.page.getByText(/^staat op de agenda van/).waitFor();
  await saved(page);
});

test.each([
  { name: 'on a desk', screen: DESK },
  { name: 'on a phone', screen: PHONE },
] as const)('nothing that axe finds $name', async ({ screen }) => {
  const tom = await house.enter('secretaris', { screen });
  const { page } = tom;
  await tom.open(TABLE, 'bottlenecks', '?municipality=0193');
  await page.getByRole('slider', { name: 'Budget' }).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await widerThanScreen(page)).toBe(false);
  await page.getByRole('button', { name: 'Knelpunt', exact: true }).click();
  await page.getByRole('form', { name: 'Knelpunt toevoegen' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tom.open(TABLE, 'bottlenecks', '?municipality=0193&show=board');
  expect(await axe(page)).toEqual([]);
  await tom.open(TABLE, 'cases');
  expect(await axe(page)).toEqual([]);
});
