import { describe, expect, test } from 'vitest';
import { Drawer } from './support/drawer.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { focusComes, tabTo } from './support/keyboard.ts';
import { makeProject } from './support/new-project.ts';
import { saved } from './support/saved.ts';

const house = useHouse();
const TABLE = 'west-overijssel';

describe('the map', () => {
  test('shows the plans of the filter, and the same filter holds in the grid', async () => {
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'map', '?bottleneck=netcongestie');
    const { page } = tom;
    await page.getByText(/^Netcongestie raakt/u).waitFor();
    const list = page.getByRole('region', { name: 'In beeld' });
    const count = await list.getByRole('heading', { name: /^In beeld/u }).innerText();
    const shown = Number(count.replace(/\D/gu, ''));
    expect(shown).toBeGreaterThan(1);
    // How many a ring holds stands on it: nothing that Leaflet lifts lies over the number.
    const ring = page.locator('.map-point-group').first();
    expect(await ring.innerText()).toMatch(/^\d+$/u);
    expect(await ring.locator('svg').evaluate((drawing) => getComputedStyle(drawing).zIndex)).toBe('auto');

    await list.getByRole('link', { name: 'Toon als lijst' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/tables/${TABLE}/projects`);
    await page.getByRole('button', { name: 'knelpunt: netcongestie weghalen' }).waitFor();
    await page
      .getByText(`${String(shown)} van 120 projecten`)
      .first()
      .waitFor();

    // And back by the nav, which takes what is filtered on along.
    await page.getByRole('button', { name: 'knelpunt: netcongestie weghalen' }).click();
    await new Grid(page).search('Spoorkade');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('Spoorkade');
    await page.getByRole('navigation', { name: 'Deze tafel' }).getByRole('link', { name: 'Kaart' }).click();
    await list.getByRole('button', { name: /Spoorkade Noord/u }).waitFor();
    expect(await list.getByRole('listitem').count()).toBe(1);
  });

  test('is walked with the keyboard, and a point opens its project', async () => {
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'map', '?municipality=0148');
    const { page } = tom;
    const map = page.getByRole('group', { name: /^Kaart van de plannen/u });
    const points = map.getByRole('button');
    await points.first().waitFor();
    // One stop for Tab, however many points there are.
    expect(await map.locator('button[tabindex="0"]').count()).toBe(1);
    await tabTo(page, map.locator('button[tabindex="0"]'));
    // A group falls apart, and the focus goes on in what it held.
    const single = map.locator('button[data-project]:focus');
    for (let tries = 0; tries < 8 && (await single.count()) === 0; tries += 1)
      await page.keyboard.press('Enter');
    const first = await single.getAttribute('aria-label');
    expect(first).toMatch(/, (knelpunt (bevestigd|vermoed|onbekend)|geen knelpunt)$/u);
    const name = first?.replace(/, [^,]*$/u, '') ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name }).waitFor();
    await page.getByRole('article', { name }).getByRole('button', { name: 'Open project' }).click();
    await new Drawer(page, name).panel.waitFor();
  });

  test('a plan without a place is counted, and put on the map with one key', async () => {
    const ilse = await house.enter('gemeente');
    await ilse.open('deventer', 'projects');
    const { page } = ilse;
    await makeProject(page, 'Zoekplek');
    await saved(page);
    await ilse.open('deventer', 'map');
    await page.getByText('1 plan zonder plek op de kaart').waitFor();
    await page.getByRole('button', { name: 'Zet Zoekplek op de kaart' }).focus();
    await page.keyboard.press('Enter');
    const map = page.getByRole('group', { name: /^Kaart van de plannen/u });
    await page.getByText(/^Waar ligt Zoekplek\?/u).waitFor();
    await focusComes(map);
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'Zoekplek' }).waitFor();
    await page.getByText('1 plan zonder plek op de kaart').waitFor({ state: 'detached' });
    await saved(page);
    const answer = await ilse.call('GET', '/tables/deventer/projects');
    const { projects } = (await answer.json()) as {
      projects: readonly { name: string; lat: number | null }[];
    };
    expect(projects.find(({ name }) => name === 'Zoekplek')?.lat).toBeCloseTo(52.3, 0);
  });

  test('without a network the tiles and the list say the same, and so does the map', async () => {
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'map');
    const { page } = tom;
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page
      .getByText(/^\d+ van 120\sprojecten/u)
      .first()
      .waitFor();
    tom.faults.expectOutage();
    await house.server.kill();
    await page.reload();
    await page
      .getByRole('group', { name: /^Kaart van de plannen/u })
      .getByRole('button')
      .first()
      .waitFor();
    await page.getByText('Tegelkaart', { exact: true }).click();
    const tiles = page.getByRole('list', { name: 'Tegelkaart van de gemeenten' });
    const zwolle = tiles.getByRole('button', { name: /^Zwolle (\d+) van \1 in beeld/u });
    const name = (await zwolle.textContent()) ?? '';
    await zwolle.click();
    const [, count] = /(\d+)\s*van/u.exec(name) ?? [];
    await page.getByRole('heading', { name: `In beeld ${count ?? ''}`, exact: true }).waitFor();
    await tiles.getByRole('button', { name: /^Deventer 0 van/u }).waitFor();
  });
});
