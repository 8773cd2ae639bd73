import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Decisions } from './support/decisions.ts';
import { Drawer } from './support/drawer.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { ImportScreen } from './support/import.ts';
import { saved } from './support/saved.ts';
import { embeddedPlace, mongoPlace } from './support/stores.ts';
import type { Visitor } from './support/visitor.ts';
import { THIS_YEAR, yearColumn } from './support/years.ts';

const TABLE = 'deventer';
/** What the demo region puts at this table. */
const DEMO_PROJECTS = 36;
/** A public plan of the workbook: 136 homes, of which 40 in 2029, 32 in 2031 and 64 in 2035. */
const PLAN = 'Oldenzaal, Veldzicht fase 3';
/** Years in which it has nothing yet, whatever year it is now. */
const [ONE_YEAR, OTHER_YEAR] = [0, 1, 2, 3, 4]
  .map(yearColumn)
  .filter((year) => !['2029', '2031', '2035'].includes(year)) as [string, string];
const PROPOSAL = {
  title: 'Veldzicht uitbreiden',
  reason: 'De grond is er al.',
  project: PLAN,
  what: 'Woningen 2035',
  value: '96',
};
const ACTION = {
  text: 'Aansluiting vragen bij de netbeheerder',
  who: 'Bas Roelofs',
  due: `${String(THIS_YEAR + 1)}-03-01`,
};
const WORKBOOK = fileURLToPath(
  new URL('../../server/test-fixtures/import/diwi-import.xlsx', import.meta.url),
);

const mongo = process.env['TEST_MONGODB_URL'];
const stores = [
  { store: 'embedded store', place: embeddedPlace },
  ...(mongo === undefined ? [] : [{ store: 'MongoDB', place: () => mongoPlace(mongo) }]),
];

if (mongo === undefined)
  test('on MongoDB', (context) => {
    context.skip(process.env['ALLOW_SKIP_MONGO'] === '1', 'no TEST_MONGODB_URL, and ALLOW_SKIP_MONGO=1');
    expect.fail(
      'TEST_MONGODB_URL is not set: `npm run e2e` starts a MongoDB and sets it, or name one of your own.',
    );
  });

describe.each(stores)('from a workbook to a decision that is kept, on the $store', ({ place }) => {
  const house = useHouse(place);

  test('two people and their chair', async () => {
    const tom = await house.visit();
    await tom.signInOnPage('secretaris');
    await importWorkbook(tom);

    const ilse = await house.visit();
    await ilse.signInOnPage('gemeente');
    await ilse.open(TABLE, 'projects');
    await editTogether(tom, ilse);
    await workOut(tom, ilse);
    await propose(ilse);

    const marjan = await house.visit();
    await marjan.signInOnPage('voorzitter');
    await decide(marjan, tom, ilse);

    const all = [tom, ilse, marjan];
    await Promise.all(all.map(({ page }) => saved(page)));
    for (const { faults } of all) faults.expectOutage();
    await house.server.kill();
    await house.server.restart();

    await reconnectAlone(tom, ilse);
    await Promise.all(all.map(({ page }) => page.reload()));
    await allIsThere(ilse);
    await allIsThere(tom);
  });
});

/** Uploads the workbook, looks at what it would do, shares what is stricter by hand, and does it. */
async function importWorkbook(tom: Visitor): Promise<void> {
  const { page } = tom;
  await tom.open(TABLE, 'projects');
  const grid = new Grid(page);
  await grid.total(DEMO_PROJECTS);
  await page.getByRole('link', { name: 'Invoer' }).click();
  const screen = new ImportScreen(page);
  await screen.choose(WORKBOOK);
  await page.getByText('diwi-import.xlsx, 60 projecten, 5.408 woningen').waitFor();
  await screen.counts('Nieuw', 18);
  await screen.counts('Niet gedeeld', 42);
  await screen.shareAll();
  await screen.confirm(60);
  await page.getByRole('link', { name: 'Naar de projecten', exact: true }).click();
  await grid.total(DEMO_PROJECTS + 60);
  await grid.search('Veldzicht fase 3');
  await grid.shows(PLAN, 'Totaal', '136');

  // Once more: nothing is new, and nothing is done twice.
  await page.getByRole('link', { name: 'Invoer' }).click();
  await screen.choose(WORKBOOK);
  await screen.counts('Gelijk', 60);
  await page.getByText('Er is niets in te voeren: aan tafel staat al wat er in het werkboek staat').waitFor();
  await tom.open(TABLE, 'projects');
}

/** Both stand on the same plan: each sees where the other is, and what the other types. */
async function editTogether(tom: Visitor, ilse: Visitor): Promise<void> {
  const here = new Grid(tom.page);
  const there = new Grid(ilse.page);
  await here.search('Veldzicht fase 3');
  await there.search('Veldzicht fase 3');

  await here.stand(PLAN, 'Kans');
  await (await there.cell(PLAN, 'Kans')).getByText('Tom').waitFor();
  await there.stand(PLAN, ONE_YEAR);
  await (await here.cell(PLAN, ONE_YEAR)).getByText('Ilse').waitFor();

  await here.type(PLAN, 'Kans', '70');
  await there.type(PLAN, ONE_YEAR, '18');
  await there.shows(PLAN, 'Kans', '70 %');
  await here.shows(PLAN, ONE_YEAR, '18');
  await saved(tom.page);
  await saved(ilse.page);
}

/** A note that calls on somebody, and a bottleneck with an action for somebody; the other sees them at once. */
async function workOut(tom: Visitor, ilse: Visitor): Promise<void> {
  await new Grid(ilse.page).open(PLAN);
  const hers = new Drawer(ilse.page, PLAN);
  await hers.annotate('Kan dit sneller?', { typed: 'Tom', name: 'Tom Hagedoorn' });
  await hers.addBottleneck({ category: 'netcongestie', certainty: 'bevestigd', homes: '12' });
  await hers.actOn('netcongestie', ACTION);

  await new Grid(tom.page).open(PLAN);
  const his = new Drawer(tom.page, PLAN);
  await his.show('Aantekeningen');
  await his.annotation('Kan dit sneller? @Tom Hagedoorn').waitFor();
  await his.show('Knelpunten');
  await his.bottleneck('netcongestie').getByText('12 woningen').waitFor();
  await his.show('Acties');
  await his.action(ACTION.text).getByText(ACTION.who).waitFor();
}

/** What the proposal does to the figures is there before it is made. */
async function propose(ilse: Visitor): Promise<void> {
  await ilse.open(TABLE, 'decisions');
  const decisions = new Decisions(ilse.page);
  const dialog = await decisions.compose(PROPOSAL);
  // The only plan in Oldenzaal in that year.
  expect(await cells(decisions.figure(dialog, 'Oldenzaal 2035'))).toEqual(['64', '96', '+32']);
  await dialog.getByRole('button', { name: 'Maak voorstel' }).click();
  await decisions.proposal(PROPOSAL.title).waitFor();
  await saved(ilse.page);
}

/** The chair opens the meeting and a round by consent; every organisation that is there answers. */
async function decide(marjan: Visitor, tom: Visitor, ilse: Visitor): Promise<void> {
  await marjan.open(TABLE, 'decisions');
  await tom.open(TABLE, 'decisions');
  const [chair, secretary, member] = [marjan, tom, ilse].map(({ page }) => new Decisions(page)) as [
    Decisions,
    Decisions,
    Decisions,
  ];
  await chair.next('Vergadering openen');
  await ilse.page.getByText('Vergadering loopt').waitFor();
  await marjan.page.getByRole('button', { name: PROPOSAL.title }).click();
  await marjan.page.getByText('2 organisaties aanwezig').waitFor();
  await chair.next('Ronde openen');

  await member.position('Geen bezwaar');
  await marjan.page.getByText('Wacht op het standpunt van Secretariaat bouwberaden').waitFor();
  await secretary.position('Geen bezwaar');
  await chair.next('Ronde sluiten');

  for (const { page } of [marjan, ilse]) {
    const decisions = new Decisions(page);
    await decisions.decision(PROPOSAL.title).getByText('Aangenomen').waitFor();
  }
  await ilse.open(TABLE, 'projects');
  const grid = new Grid(ilse.page);
  await grid.search('Veldzicht fase 3');
  // 64 of them became 96; 18 stand in another year.
  await grid.shows(PLAN, 'Totaal', '186');
}

/** Without a reload: the pages that were open find the server again by themselves, and each other. */
async function reconnectAlone(tom: Visitor, ilse: Visitor): Promise<void> {
  await tom.goTo('Projecten');
  const here = new Grid(tom.page);
  await here.search('Veldzicht fase 3');
  await here.type(PLAN, OTHER_YEAR, '9');
  await saved(tom.page);
  await new Grid(ilse.page).shows(PLAN, OTHER_YEAR, '9');
}

/** Everything that was said to be saved, on pages that know nothing but what the server tells them. */
async function allIsThere(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await visitor.open(TABLE, 'projects');
  const grid = new Grid(page);
  await grid.search('Veldzicht fase 3');
  for (const [column, value] of [
    ['Kans', '70 %'],
    [ONE_YEAR, '18'],
    [OTHER_YEAR, '9'],
    ['Totaal', '195'],
  ] as const)
    await grid.shows(PLAN, column, value);
  await grid.open(PLAN);
  const drawer = new Drawer(page, PLAN);
  await drawer.show('Knelpunten');
  await drawer.bottleneck('netcongestie').getByText('12 woningen').waitFor();
  await drawer.show('Acties');
  await drawer.action(ACTION.text).getByText(ACTION.who).waitFor();
  await drawer.show('Aantekeningen');
  await drawer.annotation('Kan dit sneller? @Tom Hagedoorn').waitFor();

  await visitor.open(TABLE, 'decisions');
  const decisions = new Decisions(page);
  await decisions.decision(PROPOSAL.title).getByText('Aangenomen').waitFor();
  await decisions.decision(PROPOSAL.title).getByText('gecontroleerd').waitFor();
  await page.getByText('Vergadering loopt').waitFor();
}

/** The cells of a row, without its heading. */
async function cells(row: Locator): Promise<string[]> {
  return (await row.getByRole('cell').allTextContents()).map((text) => text.trim());
}
