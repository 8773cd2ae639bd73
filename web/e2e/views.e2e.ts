import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { focusComes, pressTo, tabTo } from './support/keyboard.ts';
import { saved } from './support/saved.ts';

const house = useHouse();
const TABLE = 'west-overijssel';

/** The names of the projects from top to bottom. */
function names(page: Page): Promise<string[]> {
  return page.getByRole('rowheader').allInnerTexts();
}

function groupRow(page: Page, group: string) {
  return page.getByRole('row').filter({ has: page.getByRole('button', { name: `${group} inklappen` }) });
}

async function groupBy(page: Page, how: string): Promise<void> {
  await page.getByRole('button', { name: /^Groeperen/u }).click();
  await page.getByRole('menuitemradio', { name: how }).click();
  await page.keyboard.press('Escape');
}

describe('views', () => {
  test('what one keeps opens by its link in another browser, and does not change under who looks', async () => {
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    await groupBy(tom.page, 'Per fase');
    await groupRow(tom.page, 'Concept').waitFor();
    await tom.page.getByRole('button', { name: 'Nieuwe weergave' }).click();
    const dialog = tom.page.getByRole('dialog', { name: 'Nieuwe weergave' });
    await dialog.getByLabel('Naam').fill('Langs de fasen');
    await dialog.getByRole('radio', { name: /Voor de tafel/u }).check();
    await dialog.getByRole('button', { name: 'Bewaar' }).click();
    const tab = (page: Page) => page.getByRole('link', { name: 'Langs de fasen' });
    await tab(tom.page).and(tom.page.locator('[aria-current]')).waitFor();
    await saved(tom.page);

    const { pathname, search } = new URL(tom.page.url());
    expect(search).toMatch(/^\?view=[a-z0-9]+$/u);
    const ilse = await house.enter('gemeente');
    await ilse.page.goto(pathname + search);
    await ilse.arrived();
    await groupRow(ilse.page, 'Concept').waitFor();
    await tab(ilse.page).and(ilse.page.locator('[aria-current]')).waitFor();

    // The owner of the view goes on; who looks at it is asked.
    await groupBy(tom.page, 'Per planstatus');
    await tom.page.getByRole('button', { name: 'Bewaar', exact: true }).click();
    await saved(tom.page);
    await ilse.page.getByText('Deze weergave is bijgewerkt.').waitFor();
    expect(await groupRow(ilse.page, 'Concept').count()).toBe(1);
    await ilse.page.getByRole('button', { name: 'Toon', exact: true }).click();
    await groupRow(ilse.page, 'Planstatus 1A').waitFor();
    expect(await groupRow(ilse.page, 'Concept').count()).toBe(0);
  });

  test('an address says what differs from the view, and the view comes back', async () => {
    const ilse = await house.enter('gemeente');
    await ilse.open(TABLE, 'projects');
    const { page } = ilse;
    await page.getByRole('link', { name: 'Mijn gemeente' }).click();
    await page.getByRole('button', { name: 'Deventer weghalen' }).click();
    await page.getByText('Weergave gewijzigd:').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('municipality')).toBe('');
    await page.reload();
    await ilse.arrived();
    await page.getByText('Weergave gewijzigd:').waitFor();
    await page.getByRole('button', { name: 'Herstel' }).click();
    await page.getByRole('button', { name: 'Deventer weghalen' }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.has('municipality')).toBe(false);
  });
});

describe('order', () => {
  test('by several columns with the keyboard, which also moves and widens them', async () => {
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects', '?group=none&municipality=0193');
    const { page } = tom;
    const heading = (name: string) => page.getByRole('columnheader', { name, exact: true });
    await tabTo(page, page.getByRole('grid').locator('[tabindex="0"]'));
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await pressTo(page, 'ArrowRight', heading('Fase'));
    await page.keyboard.press('Enter');
    await pressTo(page, 'ArrowRight', heading('Totaal'));
    const sort = (): string | null => new URL(page.url()).searchParams.get('sort');
    await page.keyboard.press('Shift+Enter');
    await expect.poll(sort).toBe('phase,total');
    await page.keyboard.press('Shift+Enter');
    await expect.poll(sort).toBe('phase,-total');
    expect(await heading('Fase').getAttribute('aria-sort')).toBe('ascending');
    expect(await heading('Totaal').getAttribute('aria-sort')).toBe('descending');

    const before = Number(await heading('Totaal').getAttribute('aria-colindex'));
    await page.keyboard.press('Alt+ArrowLeft');
    await expect
      .poll(async () => Number(await heading('Totaal').getAttribute('aria-colindex')))
      .toBe(before - 1);
    await focusComes(heading('Totaal'));
    const width = async (): Promise<number> => (await heading('Totaal').boundingBox())?.width ?? 0;
    const narrow = await width();
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await expect.poll(width).toBeGreaterThan(narrow);
  });

  test('stays while others change what it goes by, until somebody asks for it', async () => {
    const query = '?group=none&municipality=0148&sort=-total';
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects', query);
    const marjan = await house.enter('voorzitter');
    await marjan.open(TABLE, 'projects', query);
    const seen = new Grid(tom.page);
    await seen.table.getByRole('rowheader').first().waitFor();
    const before = await names(tom.page);
    const [first = ''] = before;

    await new Grid(marjan.page).type(first, 'Totaal', '1');
    await seen.shows(first, 'Totaal', '1');
    expect(await names(tom.page)).toEqual(before);
    // Neither does one's own typing move the row away.
    expect(await names(marjan.page)).toEqual(before);

    await tom.page.getByRole('button', { name: 'Volgorde bijwerken (1)' }).click();
    await expect.poll(async () => (await names(tom.page)).at(-1)).toBe(first);
    expect(await tom.page.getByRole('button', { name: /^Volgorde bijwerken/u }).count()).toBe(0);
  });
});

test('a finding is one key away from its place', async () => {
  const tom = await house.enter('secretaris');
  await tom.open(TABLE, 'projects');
  const { page } = tom;
  await page.getByRole('button', { name: /\d+ bevindingen/u }).click();
  const panel = page.getByRole('region', { name: 'Bevindingen' });
  const without = panel.getByRole('region', { name: 'Zonder realisatiekans' });
  const line = without.getByRole('listitem').first().getByRole('button');
  const project = (await line.innerText()).split('\n')[0] ?? '';
  await line.focus();
  await page.keyboard.press('Enter');
  await focusComes(await new Grid(page).cell(project, 'Kans'));
  await panel.waitFor();
});
