/**
 * `npm run pictures`: the README's four pictures, made of the demo region by the same hands as the journeys. Needs a
 * built web (`npm run build`) and Chromium.
 */
import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../web/e2e/support/chromium.ts';
import { Decisions } from '../web/e2e/support/decisions.ts';
import { Grid } from '../web/e2e/support/grid.ts';
import type { PersonId } from '../web/e2e/support/people.ts';
import { startServer } from '../web/e2e/support/server.ts';
import { embeddedPlace } from '../web/e2e/support/stores.ts';
import { PHONE, visit, type Visitor, type VisitorOptions } from '../web/e2e/support/visitor.ts';
import { yearColumn } from '../web/e2e/support/years.ts';

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const TABLE = 'west-overijssel';

type Enter = (person: PersonId, options?: VisitorOptions) => Promise<Visitor>;

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const server = await startServer(await embeddedPlace());
  const browser = await launchChromium();
  try {
    await takePictures(browser, server.url);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function takePictures(browser: Browser, url: string): Promise<void> {
  const enter: Enter = async (person, options) => {
    const visitor = await visit(browser, url, options);
    await visitor.signIn(person);
    return visitor;
  };
  const marjan = await enter('voorzitter');
  await marjan.open(TABLE, 'overview');
  await keep(marjan.page, 'overview');

  const tom = await enter('secretaris');
  const ilse = await enter('gemeente');
  await togetherInTheList(marjan, tom, ilse);
  const lotte = await enter('corporatie', { screen: PHONE });
  await inARound(marjan, [tom, ilse, await enter('provincie')], lotte);
}

/** The list with a project open; two others in its cells. */
async function togetherInTheList(marjan: Visitor, tom: Visitor, ilse: Visitor): Promise<void> {
  const plan = 'Nieuwe Haven';
  for (const visitor of [marjan, tom, ilse]) await visitor.open(TABLE, 'projects');
  const grid = new Grid(marjan.page);
  await new Grid(tom.page).stand('Iepenerf', 'Kans');
  await new Grid(ilse.page).stand('Tuinweide', yearColumn(4));
  await ilse.page.keyboard.press('F2');
  await grid.open(plan);
  await marjan.page.getByRole('region', { name: plan }).getByRole('tab', { name: 'Plan' }).waitFor();
  await (await grid.cell('Iepenerf', 'Kans')).getByText('Tom').waitFor();
  await (await grid.cell('Tuinweide', yearColumn(4))).getByText('Ilse typt').waitFor();
  await keep(marjan.page, 'projects');
  await ilse.page.keyboard.press('Escape');
}

/** The chair's page while positions come in; on a phone somebody who still has to answer. */
async function inARound(marjan: Visitor, others: readonly Visitor[], lotte: Visitor): Promise<void> {
  for (const visitor of [marjan, ...others, lotte]) await visitor.open(TABLE, 'decisions');
  const chair = new Decisions(marjan.page);
  await chair.next('Vergadering openen');
  await marjan.page.getByRole('button', { name: /^ruilen/ }).click();
  await marjan.page.getByText(`${String(others.length + 1)} organisaties aanwezig`).waitFor();
  await chair.next('Ronde openen');
  for (const { page } of others) await new Decisions(page).position('Geen bezwaar');
  await lotte.page.getByRole('button', { name: 'Geef dit standpunt door' }).waitFor();
  await marjan.page.getByText('Wacht op het standpunt van Corporatie Hanzewaard').waitFor();
  await keep(lotte.page, 'phone');
  await keep(marjan.page, 'round');
}

async function keep(page: Page, name: string): Promise<void> {
  const path = `${FOLDER}${name}.png`;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = await stat(path);
  console.log(`${path}: ${Math.round(size / 1024)} kB`);
}

await main();
