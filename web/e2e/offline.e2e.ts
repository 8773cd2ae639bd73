import { describe, expect, test } from 'vitest';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { kept, saved, saveMark } from './support/saved.ts';
import { demand, type Visitor } from './support/visitor.ts';
import { yearColumn } from './support/years.ts';

const TABLE = 'deventer';
const YEAR = yearColumn(1);

describe('without a network', () => {
  const house = useHouse();

  test('the app opens, work goes on, survives a closed window, and is sent when there is a server again', async () => {
    const plan = 'Tunnelhof';
    const ilse = await house.enter('gemeente');
    await ilse.open(TABLE, 'projects');
    await makeProject(ilse.page, plan);
    await saved(ilse.page);
    await ilse.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    ilse.faults.expectOutage();
    await house.server.kill();

    // A reload with nobody at the other end: the shell from the service worker, the plans from this device.
    await ilse.page.reload();
    const grid = new Grid(ilse.page);
    await grid.search(plan);
    await grid.type(plan, YEAR, '88');
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    await ilse.page.getByText(/^Geen verbinding sinds/).waitFor();
    await ilse.page.getByRole('button', { name: 'Wat wacht' }).click();
    const dialog = ilse.page.getByRole('dialog', { name: 'Wacht op verbinding' });
    await dialog.getByText(plan).waitFor();
    const file = ilse.page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download wat nog niet is verstuurd' }).click();
    expect((await file).suggestedFilename()).toBe(`bouwberaad-${TABLE}.json`);

    // The window is closed with the work in it, and another one opened later.
    await kept(ilse.page);
    await ilse.page.close({ runBeforeUnload: false });
    await house.server.restart();
    const later = await ilse.context.newPage();
    await later.goto(`/tables/${TABLE}/projects`);
    await saved(later);
    const again = new Grid(later);
    await again.search(plan);
    await again.shows(plan, YEAR, '88');
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    const other = new Grid(tom.page);
    await other.search(plan);
    await other.shows(plan, YEAR, '88');
  });

  /** Somebody changes another's plan while there is no server; when she is back only owners edit, and it is refused. */
  async function refusedMeanwhile(lost: string): Promise<{ tom: Visitor; lotte: Visitor; grid: Grid }> {
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    await makeProject(tom.page, lost);
    await saved(tom.page);
    const lotte = await house.enter('corporatie');
    await lotte.open(TABLE, 'projects');
    for (const { faults } of [tom, lotte]) faults.expectOutage();
    const grid = new Grid(lotte.page);
    await grid.search(lost);
    await house.server.kill();
    await grid.type(lost, 'Kans', '90');
    await saveMark(lotte.page).getByText('1 niet opgeslagen').waitFor();
    await house.server.restart();
    // Before Lotte's browser tries again.
    await lotte.context.setOffline(true);
    await demand(await tom.call('PATCH', `/tables/${TABLE}/settings`, { editing: 'own' }));
    await lotte.context.setOffline(false);
    await saveMark(lotte.page).getByText('1 geweigerd').waitFor();
    return { tom, lotte, grid };
  }

  test('a right that was taken away while somebody was away: refused, told, and kept to be copied', async () => {
    const lost = 'Wegvalhof';
    const { tom, lotte, grid } = await refusedMeanwhile(lost);
    await grid.shows(lost, 'Kans', '·');
    await lotte.page.getByText('1 wijziging is geweigerd.').waitFor();
    await lotte.page.getByRole('button', { name: 'Bekijk' }).click();
    const dialog = lotte.page.getByRole('dialog', { name: 'Geweigerde wijzigingen' });
    await dialog.getByText(lost).waitFor();
    await dialog.getByText('90 %').waitFor();
    await dialog.getByText(/Alleen .*, de voorzitter en de secretaris wijzigen het/).waitFor();
    await dialog.getByRole('button', { name: 'Doe opnieuw' }).waitFor({ state: 'detached' });
    expect(await (await grid.cell(lost, 'Kans')).getAttribute('aria-readonly')).toBe('true');
    // The right comes back: now it can be done again, on what is there by then.
    await demand(await tom.call('PATCH', `/tables/${TABLE}/settings`, { editing: 'open' }));
    await dialog.getByRole('button', { name: 'Doe opnieuw' }).click();
    await saved(lotte.page);
    await grid.shows(lost, 'Kans', '90 %');
  });

  test('what was refused is there after a reload, says who may do it, and goes to its owner with one key', async () => {
    const lost = 'Voorstelhof';
    const { tom, lotte } = await refusedMeanwhile(lost);

    await lotte.page.reload();
    await saveMark(lotte.page).getByText('1 geweigerd').waitFor();
    // Another tab of her own does not show it while this one lives.
    const second = await lotte.context.newPage();
    await second.goto(`/tables/${TABLE}/projects`);
    await saved(second);
    await second.close();

    await lotte.page.keyboard.press('F8');
    const dialog = lotte.page.getByRole('dialog', { name: 'Geweigerde wijzigingen' });
    await dialog
      .getByText(/Alleen .*, de voorzitter en de secretaris wijzigen het\. .* kan het wel/)
      .waitFor();
    await dialog.getByText('blijft leeg').waitFor();
    const suggest = dialog.getByRole('button', { name: /^Stel voor aan / });
    await suggest.and(lotte.page.locator(':focus')).waitFor();
    await lotte.page.keyboard.press('s');
    await dialog.waitFor({ state: 'detached' });
    await saved(lotte.page);
    const his = new Grid(tom.page);
    await his.search(lost);
    const beside = (await his.cell(lost, 'Kans')).getByText('Lotte van Essen stelt 90 % voor');
    await beside.waitFor({ state: 'attached' });

    await lotte.page.reload();
    await saved(lotte.page);
    await demand(await tom.call('PATCH', `/tables/${TABLE}/settings`, { editing: 'open' }));
  });
});
