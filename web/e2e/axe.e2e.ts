import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axe } from './support/axe.ts';
import { Decisions } from './support/decisions.ts';
import { Drawer } from './support/drawer.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { ImportScreen } from './support/import.ts';
import { DESK, PHONE, type Screen, type Visitor } from './support/visitor.ts';

const WORKBOOK = fileURLToPath(
  new URL('../../server/test-fixtures/import/diwi-import.xlsx', import.meta.url),
);

const looks = [
  { name: 'on a desk', screen: DESK },
  { name: 'on a phone', screen: PHONE },
] as const;

const house = useHouse();

test('what is wrong is found, contrast in light and in dark', async () => {
  const { page } = await house.visit();
  await page.goto('/login');
  await page.getByRole('heading', { level: 1 }).evaluate((heading) => {
    heading.insertAdjacentHTML(
      'afterend',
      '<button></button><p style="color: #ccc; background: #fff">flets</p>',
    );
  });
  const rules = (await axe(page)).map((finding) => finding.split(' ')[0]);
  expect(rules.sort()).toEqual(['button-name', 'color-contrast', 'color-contrast']);
});

describe.each(looks)('nothing that axe finds: $name', ({ screen }) => {
  const phone = screen === PHONE;

  test('before a table, and beside it', async () => {
    const found = new Findings();
    const visitor = await house.visit({ screen });
    const { page } = visitor;
    await page.goto('/login');
    await page.getByRole('heading', { name: 'Eerst rondkijken' }).waitFor();
    await found.look(page, 'login');
    await page.getByRole('button', { name: 'Stuur inloglink' }).click();
    await found.look(page, 'login, refused');
    await visitor.signIn('secretaris');
    for (const path of ['/tables', '/components', '/nergens']) {
      if (path === '/nergens') visitor.faults.expect(/404/);
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // Among the components is the state of loading itself.
      if (path !== '/components')
        await page.getByText('Bezig met laden').first().waitFor({ state: 'detached' });
      await found.look(page, path);
    }
    expect(found.all).toEqual([]);
  });

  test('what an administrator does', async () => {
    const found = new Findings();
    const { page } = await house.enter('beheerder', { screen });
    for (const path of ['/admin', '/admin/people', '/admin/organisations']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Bezig met laden').first().waitFor({ state: 'detached' });
      await found.look(page, path);
    }
    await page.goto('/admin');
    for (const [button, title] of [
      ['Nieuwe tafel', 'Nieuwe tafel'],
      ['Nodig uit', 'Nodig iemand uit'],
      ['Geef iemand een plek', /^Een plek aan/],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog', { name: title }).waitFor();
      await found.look(page, button);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(found.all).toEqual([]);
  });

  test('the overview and the list', async () => {
    const found = new Findings();
    const visitor = await house.enter('secretaris', { screen });
    const { page } = visitor;
    await visitor.open('west-overijssel', 'overview');
    await found.look(page, 'overview');
    await page.getByRole('button', { name: 'Toon als tabel' }).first().click();
    await found.look(page, 'overview as a table');
    await page.getByRole('button', { name: /^Menu van/ }).click();
    await page.getByRole('menu').waitFor();
    await found.look(page, 'own menu');
    await page.getByRole('menuitem', { name: /^Sneltoetsen/ }).click();
    await page.getByRole('dialog', { name: 'Sneltoetsen' }).waitFor();
    await found.look(page, 'keys');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Wissel van tafel/ }).click();
    await page.getByRole('menu').waitFor();
    await found.look(page, 'tables');
    await page.keyboard.press('Escape');

    await visitor.open('deventer', 'projects');
    await found.look(page, 'projects');
    // The rows have been looked at; one is enough under what opens over them.
    await new Grid(page).search('Scheepswerf');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('dialog', { name: 'Filter' }).waitFor();
    await found.look(page, 'filter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Nieuw project' }).click();
    await page.getByRole('dialog', { name: 'Nieuw project' }).waitFor();
    await page.getByRole('button', { name: 'Maak project' }).click();
    await found.look(page, 'new project, refused');
    await page.keyboard.press('Escape');
    if (!phone) await listAtADesk(page, found);
    expect(found.all).toEqual([]);
  });

  test('the map, the tiles and a plan on it', async () => {
    const found = new Findings();
    const visitor = await house.enter('secretaris', { screen });
    const { page } = visitor;
    await visitor.open('west-overijssel', 'map', '?colour=gap&municipality=0193');
    await page.locator('.map-frame').getByRole('button').first().waitFor();
    await page
      .getByRole('region', { name: 'In beeld' })
      .getByRole('listitem')
      .first()
      .getByRole('button')
      .click();
    await page.getByRole('article').first().waitFor();
    await found.look(page, 'map, with a plan pointed at');
    await visitor.open('west-overijssel', 'map', '?map=tiles&colour=bottlenecks');
    await found.look(page, 'map, tiles');
    expect(found.all).toEqual([]);
  });

  test('a project with all that hangs on it', async () => {
    const found = new Findings();
    const visitor = await house.enter('secretaris', { screen });
    const { page } = visitor;
    await visitor.open('deventer', 'projects');
    const id = await projectId(visitor, 'De Scheepswerf');
    await visitor.open('deventer', 'projects', `?q=Scheepswerf&project=${id}`);
    const drawer = new Drawer(page, 'De Scheepswerf');
    await drawer.panel.waitFor();
    await found.look(page, 'drawer, plan');
    await drawer.panel.getByRole('button', { name: 'Woningblok' }).last().click();
    await found.look(page, 'drawer, new block');
    for (const tab of ['Knelpunten', 'Acties', 'Aantekeningen'] as const) {
      await drawer.show(tab);
      await found.look(page, `drawer, ${tab}`);
    }
    await drawer.show('Knelpunten');
    await drawer.panel.getByRole('button', { name: 'Knelpunt toevoegen' }).click();
    await found.look(page, 'drawer, new bottleneck');
    await page.goto(`/tables/deventer/projects/${id}`);
    await page.getByRole('heading', { level: 1, name: 'De Scheepswerf' }).waitFor();
    await visitor.arrived();
    await found.look(page, 'project, page');
    expect(found.all).toEqual([]);
  });

  test('what is said beside the plans, and what became of them', async () => {
    const found = new Findings();
    const visitor = await house.enter('secretaris', { screen });
    const { page } = visitor;
    await visitor.open('west-overijssel', 'readings');
    await page.getByRole('row').getByRole('button').first().click();
    await found.look(page, 'readings');
    await page.getByRole('link', { name: /Wijzigingsvoorstellen/ }).click();
    await found.look(page, 'suggestions');
    await visitor.open('west-overijssel', 'changes');
    await found.look(page, 'changes');
    await visitor.open('west-overijssel', 'compare');
    await found.look(page, 'compare');
    expect(found.all).toEqual([]);
  });

  test('what is done with several plans, and what deserves a look', async () => {
    const found = new Findings();
    const visitor = await house.enter('secretaris', { screen });
    const { page } = visitor;
    await visitor.open('west-overijssel', 'projects');
    await page.getByRole('button', { name: /bevinding/ }).click();
    await page.getByRole('heading', { name: /Bevindingen/ }).waitFor();
    await found.look(page, 'findings');
    await page.keyboard.press('Escape');
    if (phone) await page.getByRole('button', { name: 'Kies meer' }).click();
    const boxes = page
      .getByRole('checkbox', { name: / selecteren$/ })
      .and(page.locator(':not([aria-label^="Alle"])'));
    for (const at of [0, 1]) await boxes.nth(at).check();
    const bar = page.getByRole('toolbar', { name: 'Met de selectie' });
    for (const what of ['Wijzig', 'Voeg samen']) {
      await bar.getByRole('button', { name: what, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      await found.look(page, `with a selection: ${what}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(found.all).toEqual([]);
  });

  test('an import', async () => {
    const found = new Findings();
    const visitor = await house.enter('secretaris', { screen });
    const { page } = visitor;
    await visitor.open('deventer', 'import');
    await found.look(page, 'import');
    const screenOf = new ImportScreen(page);
    await screenOf.choose(WORKBOOK);
    await page.getByText('diwi-import.xlsx, 60 projecten').waitFor();
    await found.look(page, 'import, preview');
    await page.getByRole('button', { name: 'Kies wat je deelt' }).click();
    await page.getByRole('dialog', { name: 'Welke projecten deel je met deze tafel?' }).waitFor();
    await found.look(page, 'import, sharing');
    await visitor.open('deventer', 'import');
    await screenOf.chooseText(
      'hengelo.csv',
      'Plan;Gemeente;Opl. 2028;Uitwerking\r\nBeckum;Hengelo;40;stikstof?',
    );
    await page.getByRole('button', { name: 'Kolommen aanpassen' }).click();
    await page.getByLabel('Betekenis van Uitwerking').waitFor();
    await found.look(page, 'import, columns');
    expect(found.all).toEqual([]);
  });

  test('proposals, a round and decisions', async () => {
    const found = new Findings();
    await meeting({ screen }, found);
    expect(found.all).toEqual([]);
  });

  test('what an observer sees', async () => {
    const found = new Findings();
    const visitor = await house.enter('toehoorder', { screen });
    await visitor.open('deventer', 'projects');
    await found.look(visitor.page, 'projects, reading');
    const id = await projectId(visitor, 'De Scheepswerf');
    await visitor.open('deventer', 'projects', `?q=Scheepswerf&project=${id}`);
    await new Drawer(visitor.page, 'De Scheepswerf').panel.waitFor();
    await found.look(visitor.page, 'drawer, reading');
    await visitor.open('deventer', 'decisions');
    await found.look(visitor.page, 'decisions, reading');
    expect(found.all).toEqual([]);
  });
});

/** What axe found, by what was looked at; all of it at once is more use than the first. */
class Findings {
  readonly all: string[] = [];

  async look(page: Page, what: string): Promise<void> {
    this.all.push(...(await axe(page)).map((finding) => `${what}: ${finding}`));
  }
}

async function listAtADesk(page: Page, found: Findings): Promise<void> {
  const grid = new Grid(page);
  await page.getByRole('button', { name: 'Kolommen', exact: true }).click();
  await page.getByRole('list', { name: /^Kolommen, in de volgorde/ }).waitFor();
  await found.look(page, 'columns');
  await page.keyboard.press('Escape');
  await grid.stand('De Scheepswerf', 'Fase');
  await page.keyboard.press('F2');
  await page.getByRole('listbox').waitFor();
  await found.look(page, 'a choice in a cell');
  await page.keyboard.press('Escape');
  await grid.stand('De Scheepswerf', 'Kans');
  await page.keyboard.type('900');
  await page.keyboard.press('Enter');
  await page.getByText(/^Van \d+ tot en met/).waitFor();
  await found.look(page, 'a value that does not fit');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+.');
  await page.getByRole('menu').waitFor();
  await found.look(page, 'row menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

/** The chair's page through a whole round. */
async function meeting(look: { screen: Screen }, found: Findings): Promise<void> {
  const marjan = await house.enter('voorzitter', look);
  const ilse = await house.enter('gemeente', look);
  const { page } = marjan;
  await marjan.open('west-overijssel', 'decisions');
  await found.look(page, 'decisions');
  await page
    .getByRole('button', { name: /Aangenomen/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Keten gecontroleerd' }).waitFor();
  await found.look(page, 'a decision');

  await marjan.open('deventer', 'decisions');
  await ilse.open('deventer', 'decisions');
  const chair = new Decisions(page);
  await page.getByRole('button', { name: 'Voorstel', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Nieuw voorstel' });
  await dialog.getByRole('button', { name: 'Maak voorstel' }).click();
  await found.look(page, 'composer, refused');
  await page.keyboard.press('Escape');

  await chair.next('Vergadering openen');
  await page.getByRole('button', { name: /^ruilen/ }).click();
  await page.getByRole('heading', { name: 'Effect op de cijfers' }).waitFor();
  await page.getByText('2 organisaties aanwezig').waitFor();
  await found.look(page, 'a proposal');
  await chair.next('Ronde openen');
  await page.getByRole('heading', { name: 'Besluitronde' }).waitFor();
  await found.look(page, 'a round, both docks');
  await ilse.page.getByText('Voorbehoud', { exact: true }).click();
  await ilse.page.getByRole('button', { name: 'Geef dit standpunt door' }).click();
  await found.look(ilse.page, 'a position, refused');
  await chair.position('Geen bezwaar');
  await new Decisions(ilse.page).position('Bezwaar', 'Te vroeg');
  await page.getByRole('button', { name: 'Sluiten als afgewezen' }).waitFor();
  await found.look(page, 'an objection');
  await page.getByRole('button', { name: 'Ronde intrekken' }).click();
  await page.getByRole('heading', { name: 'Besluitronde' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Vergadering sluiten' }).click();
  await page.getByText('Vergadering loopt').waitFor({ state: 'detached' });
}

async function projectId(visitor: Visitor, name: string): Promise<string> {
  const answer = await visitor.call('GET', '/tables/deventer/projects');
  const { projects } = (await answer.json()) as { projects: readonly { id: string; name: string }[] };
  const found = projects.find((project) => project.name === name);
  if (found === undefined) throw new Error(`no project ${name}`);
  return found.id;
}
