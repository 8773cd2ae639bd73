import { describe, expect, test } from 'vitest';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { recordSaveMark, saved, saveMark } from './support/saved.ts';
import { demand } from './support/visitor.ts';
import { yearColumn } from './support/years.ts';

/** Open to everybody: members edit each other's plans. */
const TABLE = 'deventer';
const YEAR = yearColumn(1);

describe('what is said to be saved', () => {
  const house = useHouse();

  test('a server that is gone: not saved, and it says so, until it is', async () => {
    const plan = 'Uitvalhof';
    const ilse = await house.enter('gemeente');
    const tom = await house.enter('secretaris');
    for (const visitor of [ilse, tom]) await visitor.open(TABLE, 'projects');
    await makeProject(ilse.page, plan);
    await saved(ilse.page);
    const grid = new Grid(ilse.page);
    await grid.search(plan);

    for (const { faults } of [ilse, tom]) faults.expectOutage();
    await house.server.kill();
    const said = await recordSaveMark(ilse.page);
    await grid.type(plan, YEAR, '77');
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    await (await grid.cell(plan, YEAR)).getByText('niet opgeslagen').waitFor({ state: 'attached' });
    await ilse.page.getByText(/^Geen verbinding sinds/).waitFor();
    expect(await said()).not.toContain('Opgeslagen');

    await house.server.restart();
    await ilse.page.getByRole('button', { name: 'Verbind nu' }).click();
    await saved(ilse.page);
    await ilse.page.getByText(/^Geen verbinding sinds/).waitFor({ state: 'detached' });
    const other = new Grid(tom.page);
    await other.search(plan);
    await other.shows(plan, YEAR, '77');
  });

  test('a server that hangs: saving falters, and is not called done before it is', async () => {
    const plan = 'Haperhof';
    const ilse = await house.enter('gemeente');
    await ilse.open(TABLE, 'projects');
    await makeProject(ilse.page, plan);
    await saved(ilse.page);
    const grid = new Grid(ilse.page);
    await grid.search(plan);
    const said = await recordSaveMark(ilse.page);

    house.server.pause();
    await grid.type(plan, YEAR, '12');
    await saveMark(ilse.page).getByText('Opslaan hapert').waitFor();
    await ilse.page.getByText('Opslaan hapert.', { exact: true }).waitFor();
    house.server.resume();
    await saved(ilse.page);
    expect(await said()).toEqual(['Bezig met opslaan', 'Opslaan hapert', 'Opgeslagen']);
  });
});

describe('what somebody may not do', () => {
  const house = useHouse();

  test('an observer reads, and is told so where an edit would begin', async () => {
    const nienke = await house.enter('toehoorder');
    await nienke.open(TABLE, 'projects');
    await nienke.page.getByText('Je leest mee: toehoorders wijzigen niets.').waitFor();
    const { page } = nienke;
    const name = page.getByRole('grid').getByRole('rowheader').nth(1);
    await name.click();
    await page.keyboard.press('F2');
    await page.getByText('Je bent toehoorder aan deze tafel: je leest mee.').waitFor();
    expect(await name.getAttribute('aria-readonly')).toBe('true');
    expect(await page.getByRole('button', { name: 'Nieuw project' }).count()).toBe(0);
    await saved(page);
  });

  test('rights that were taken away meanwhile: the cells close at once, and open again with the rights', async () => {
    const plan = 'Geweigerhof';
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    await makeProject(tom.page, plan);
    await saved(tom.page);
    const lotte = await house.enter('corporatie');
    await lotte.open(TABLE, 'projects');
    const grid = new Grid(lotte.page);
    await grid.search(plan);
    await grid.type(plan, 'Kans', '60');
    await saved(lotte.page);
    const cell = await grid.cell(plan, 'Kans');
    const isReadOnly = (): Promise<boolean> =>
      cell.getAttribute('aria-readonly').then((value) => value === 'true');

    await demand(await tom.call('PATCH', `/tables/${TABLE}/settings`, { editing: 'own' }));
    await expect.poll(isReadOnly, { timeout: 10_000 }).toBe(true);
    await cell.click();
    await lotte.page.keyboard.press('F2');
    await lotte.page
      .getByText(/^Dit plan is van Gemeente Deventer/)
      .first()
      .waitFor();
    await grid.shows(plan, 'Kans', '60 %');

    await demand(await tom.call('PATCH', `/tables/${TABLE}/settings`, { editing: 'open' }));
    await expect.poll(isReadOnly, { timeout: 10_000 }).toBe(false);
    await grid.type(plan, 'Kans', '90');
    await saved(lotte.page);
    const other = new Grid(tom.page);
    await other.search(plan);
    await other.shows(plan, 'Kans', '90 %');
  });

  test('a seat that was taken away: the table closes, and says who can help', async () => {
    const bas = await house.enter('markt');
    await bas.open(TABLE, 'projects');
    const wouter = await house.enter('beheerder');
    await demand(await wouter.call('DELETE', `/admin/tables/${TABLE}/seats/markt`));
    await bas.page.getByText('Je hebt geen plek meer aan deze tafel').waitFor();
    await bas.page.getByText(/^De secretaris van de tafel of de beheerder/).waitFor();
    expect(await bas.page.getByRole('grid').count()).toBe(0);
  });
});
