import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Drawer } from './support/drawer.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { saved } from './support/saved.ts';
import { demand, type Visitor } from './support/visitor.ts';
import { THIS_YEAR } from './support/years.ts';

const TABLE = 'west-overijssel';

const house = useHouse();

/** What somebody else expects or suggests, in the one form for both. */
async function say(
  page: Page,
  what: {
    mode: 'Andere verwachting' | 'Wijzigingsvoorstel';
    about: RegExp;
    label: string;
    value: string;
    why: string;
    send: RegExp;
  },
): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /Wat verwacht jij bij/ });
  await dialog.getByRole('radio', { name: what.mode }).check();
  const about = dialog.getByRole('combobox', { name: 'Waarover?' });
  const option = await about.getByRole('option', { name: what.about }).first().textContent();
  await about.selectOption({ label: (option ?? '').trim() });
  await dialog.getByRole('textbox', { name: what.label }).fill(what.value);
  await dialog.getByRole('textbox', { name: 'Waarom?' }).fill(what.why);
  await dialog.getByRole('button', { name: what.send }).click();
  await dialog.waitFor({ state: 'detached' });
}

interface Listed {
  readonly name: string;
  readonly blocks: readonly { readonly year: number }[];
}

/** What the plan says, as programs read it. */
async function planOf(visitor: Visitor, name: string): Promise<Listed> {
  const answer = await demand(await visitor.call('GET', `/tables/${TABLE}/projects`));
  const plan = (answer as { projects: readonly Listed[] }).projects.find((one) => one.name === name);
  if (plan === undefined) throw new Error(`no plan ${name}`);
  return plan;
}

async function openPlan(page: Page, plan: string): Promise<Locator> {
  const grid = new Grid(page);
  await grid.search(plan);
  await grid.open(plan);
  const { panel } = new Drawer(page, plan);
  await panel.waitFor();
  return panel;
}

test('a developer’s second reading is taken over; a suggestion is taken over with one key, and nothing before', async () => {
  const bas = await house.enter('markt');
  const tom = await house.enter('secretaris');
  await Promise.all([bas, tom].map((visitor) => visitor.open(TABLE, 'projects')));
  const plan = 'Franciscushof';
  const before = await planOf(bas, plan);
  const panel = await openPlan(bas.page, plan);

  await panel.getByRole('button', { name: 'Andere verwachting', exact: true }).click();
  const later = String(THIS_YEAR + 8);
  await say(bas.page, {
    mode: 'Andere verwachting',
    about: /: jaar$/,
    label: 'Wij verwachten',
    value: later,
    why: 'De grondprijs is niet rond.',
    send: /Leg vast/,
  });
  await panel.getByText(`Noorderkade verwacht ${later}`).waitFor();
  await panel.getByRole('button', { name: 'Andere verwachting', exact: true }).click();
  await say(bas.page, {
    mode: 'Wijzigingsvoorstel',
    about: /^Realisatiekans/,
    label: 'Nieuwe waarde',
    value: '60',
    why: 'Eén koper is afgehaakt.',
    send: /Stel voor aan/,
  });
  await saved(bas.page);
  // Who does not own it has nothing to answer with, and the plan is as it was.
  expect(await panel.getByRole('button', { name: 'Neem over' }).count()).toBe(0);
  expect(await planOf(bas, plan)).toEqual(before);

  await tom.page.goto(`/tables/${TABLE}/readings`);
  const row = tom.page.getByRole('row').filter({ hasText: plan });
  await row.getByText('De grondprijs is niet rond.').waitFor();
  await row.getByRole('button', { name: plan }).click();
  await tom.page.getByRole('heading', { name: `Als ${later} klopt` }).waitFor();
  await tom.page.getByRole('button', { name: 'Neem over' }).click();
  await row.getByText('overgenomen').waitFor();
  await panel.getByText(`Noorderkade verwacht ${later}`).waitFor({ state: 'detached' });
  const inYear = ({ blocks }: Listed): number => blocks.filter(({ year }) => String(year) === later).length;
  expect(inYear(before)).toBe(0);
  expect(inYear(await planOf(bas, plan))).toBe(1);
  await panel.getByRole('button').filter({ hasText: later }).first().waitFor();

  await tom.page.getByRole('link', { name: /Wijzigingsvoorstellen/ }).click();
  const suggestion = tom.page.getByRole('listitem').filter({ hasText: 'Eén koper is afgehaakt.' });
  await suggestion.focus();
  await tom.page.keyboard.press('a');
  await suggestion.getByText('overgenomen').waitFor();
  await new Grid(bas.page).shows(plan, 'Kans', '60 %');
});
