import { describe, expect, test } from 'vitest';
import { systemClock, toDay } from '@bouwberaad/shared/lib/clock.ts';
import { openStore } from '../../server/src/store/open.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { saved } from './support/saved.ts';
import { embeddedPlace, type StorePlace } from './support/stores.ts';
import { demand } from './support/visitor.ts';
import { yearColumn } from './support/years.ts';

/** Open to everybody: members edit each other's plans. */
const TABLE = 'deventer';
const YEAR = yearColumn(2);

describe('what changed, and how it was', () => {
  let place: StorePlace | null = null;
  const house = useHouse(async () => (place = await embeddedPlace()));

  /** As if somebody had last looked at the table a while ago: a visit lasts half an hour after its last sign. */
  async function lookedAt(person: string, at: string): Promise<void> {
    await house.server.close();
    const opened = await openStore({ dataDir: place?.env['DATA_DIR'] ?? '', mongoUrl: undefined });
    if (!opened.ok) throw new Error(opened.message);
    await opened.value.directory.put('visit', { id: `${TABLE}/${person}`, table: TABLE, at, since: null });
    await opened.value.close();
    await house.server.restart();
  }

  test('two people edit; "sinds vorige keer" shows what the other did, one key shows a cell, and it goes back', async () => {
    const plan = 'Terugkijkhof';
    const ilse = await house.enter('gemeente');
    await ilse.open(TABLE, 'projects');
    await makeProject(ilse.page, plan);
    const grid = new Grid(ilse.page);
    await grid.search(plan);
    await grid.type(plan, YEAR, '80');
    await saved(ilse.page);
    await ilse.context.close();
    await lookedAt('secretaris', `${toDay(systemClock.now())}T00:00:00.000Z`);

    const again = await house.enter('gemeente');
    await again.open(TABLE, 'projects');
    const hers = new Grid(again.page);
    await hers.search(plan);
    await hers.type(plan, YEAR, '120');
    await hers.type(plan, 'Kans', '70');
    await saved(again.page);

    const tom = await house.enter('secretaris');
    await tom.page.goto(`/tables/${TABLE}/changes?since=visit`);
    await tom.page.getByRole('heading', { level: 1, name: 'Wijzigingen' }).waitFor();
    const group = tom.page.getByRole('article').filter({ hasText: plan });
    await group.getByText('Ilse Jansink').waitFor();
    await group.getByText(`Woningen ${YEAR}:`).first().waitFor();
    expect((await group.innerText()).replaceAll(/\s+/gu, ' ')).toContain(`Woningen ${YEAR}: 80 → 120`);

    // What comes while one looks comes on top by itself.
    await hers.type(plan, YEAR, '90');
    await group.getByText('90', { exact: true }).waitFor();

    await group.getByRole('button', { name: `Zet terug: Woningen ${YEAR} naar 80` }).click();
    await saved(tom.page);
    await hers.shows(plan, YEAR, '80');
    await tom.page
      .getByRole('article')
      .filter({ hasText: plan })
      .filter({ hasText: 'Tom Hagedoorn' })
      .waitFor();

    // One key from the cell to what changed in it.
    await hers.stand(plan, YEAR);
    await again.page.keyboard.press('Control+.');
    await again.page.keyboard.press('w');
    const panel = again.page.getByRole('region', { name: plan, exact: true });
    await panel.getByText(`Alleen woningen in ${YEAR}`).waitFor();
    await panel.getByText('Tom Hagedoorn').waitFor();
    expect(await panel.getByText('Realisatiekans').count()).toBe(0);
    await panel.getByRole('button', { name: /weghalen$/u }).click();
    await panel.getByText('Realisatiekans').first().waitFor();
  });

  test('two reference dates compared; the plans as they were, read only; one project back as it was', async () => {
    const plan = 'Peilhof';
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    await makeProject(tom.page, plan);
    const grid = new Grid(tom.page);
    await grid.search(plan);
    await grid.type(plan, YEAR, '60');
    await saved(tom.page);
    const make = (name: string): Promise<unknown> =>
      tom.call('POST', `/tables/${TABLE}/reference-dates`, { name }).then(demand);
    await make('Voor de zomer');
    await grid.type(plan, YEAR, '85');
    await saved(tom.page);

    await tom.page.goto(`/tables/${TABLE}/compare`);
    await tom.page.getByRole('button', { name: 'Maak peildatum' }).click();
    const dialog = tom.page.getByRole('dialog', { name: 'Maak peildatum' });
    await dialog.getByRole('textbox', { name: 'Naam' }).fill('Na de zomer');
    await dialog.getByRole('button', { name: 'Maak peildatum' }).click();
    await dialog.waitFor({ state: 'detached' });
    await tom.page.getByLabel('Van', { exact: true }).selectOption({ label: 'Voor de zomer' });
    await tom.page.getByLabel('Naar', { exact: true }).selectOption({ label: 'Na de zomer' });
    await tom.page.getByText('Netto kwamen er 25 woningen bij').waitFor();
    const line = tom.page.getByRole('listitem').filter({ hasText: plan });
    await line.getByText('85', { exact: true }).waitFor();
    await line.getByText('+25').waitFor();

    await tom.page.getByRole('link', { name: 'Bekijk de stand van Voor de zomer' }).click();
    await tom.page.getByText('alleen lezen').waitFor();
    const then = new Grid(tom.page);
    await then.search(plan);
    await then.shows(plan, YEAR, '60');
    expect(await (await then.cell(plan, YEAR)).getAttribute('aria-readonly')).toBe('true');
    await then.type(plan, YEAR, '99');
    await then.shows(plan, YEAR, '60');
    await tom.page.getByRole('link', { name: 'Vergelijk met nu' }).click();

    await tom.page.getByRole('button', { name: new RegExp(`^Zet terug zoals toen: ${plan},`, 'u') }).click();
    const bring = tom.page.getByRole('dialog', { name: `${plan} terugzetten` });
    await bring.getByText(`Woningen ${YEAR}:`).waitFor();
    await bring.getByRole('button', { name: 'Zet terug' }).click();
    await bring.waitFor({ state: 'detached' });
    await saved(tom.page);
    await tom.open(TABLE, 'projects');
    await grid.search(plan);
    await grid.shows(plan, YEAR, '60');
  });
});
