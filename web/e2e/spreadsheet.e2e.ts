import { expect, test } from 'vitest';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { focusComes, pressTo, tabTo } from './support/keyboard.ts';
import { saved } from './support/saved.ts';
import { newPlan, planId, scribe } from './support/scribe.ts';
import { mayUseClipboard, putOnClipboard, textOnClipboard } from './support/sheet-clipboard.ts';
import type { Visitor } from './support/visitor.ts';
import { yearColumn } from './support/years.ts';

const house = useHouse();
const TABLE = 'deventer';
const [FIRST, SECOND, THIRD] = [yearColumn(0), yearColumn(1), yearColumn(2)];

/** Plans of the test's own, made at once, so that nothing rests on the demo's figures. */
async function makePlans(names: readonly string[]): Promise<void> {
  const tom = await scribe(house.server.url, 'secretaris', TABLE);
  const edits = names.map((name) => newPlan(planId(), name, 'gem-deventer', 'secretaris'));
  await tom.write([{ type: 'batch', name: 'plans', edits: edits as Exclude<Edit, { type: 'batch' }>[] }]);
  tom.leave();
}

/** The list with nothing but these plans in it, by name. */
async function listOf(visitor: Visitor, word: string): Promise<Grid> {
  await mayUseClipboard(visitor.context);
  await visitor.open(TABLE, 'projects', `?group=none&q=${word}`);
  return new Grid(visitor.page);
}

test('a spreadsheet person fills in a table without a mouse', async () => {
  const plans = [1, 2, 3, 4].map((number) => `Rekenhof ${String(number)}`);
  await makePlans(plans);
  const [one = '', two = '', three = '', four = ''] = plans;
  const tom = await house.enter('secretaris');
  const grid = await listOf(tom, 'Rekenhof');
  const { page } = tom;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const type = (text: string): Promise<void> => page.keyboard.type(text);
  const year = await grid.cell(one, FIRST);

  // Ctrl and arrows go along what is filled: from the name over the municipality to the end.
  await tabTo(page, page.getByRole('grid').locator('[tabindex="0"]'));
  await press('Control+Home');
  await focusComes(grid.row(one).locator('[data-column="select"]'));
  await press('Control+ArrowRight', 'Control+ArrowDown');
  await focusComes(grid.row(four).getByRole('rowheader'));
  await press('Control+Home');

  // Along a row with Tab, and with Enter to where the next one begins.
  await pressTo(page, 'ArrowRight', year);
  await type('10');
  await press('Tab');
  await type('20');
  await press('Tab');
  await type('1 240');
  await press('Enter');
  await focusComes(await grid.cell(two, FIRST));
  await type('1.5');
  await press('Enter');
  await page.getByText('Typ een getal').waitFor();
  await press('Escape');
  // An arrow keeps what was typed; in a field that was opened with F2 it moves the caret.
  await type('7');
  await press('ArrowRight');
  await grid.shows(two, FIRST, '7');
  await press('ArrowLeft', 'F2', 'ArrowLeft');
  await type('3');
  await press('Enter');
  await grid.shows(two, FIRST, '37');

  // A rectangle: filled down, emptied, and each taken back in one step.
  await press('ArrowUp', 'ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowRight');
  await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await page.getByText('12 cellen geselecteerd', { exact: true }).waitFor({ state: 'attached' });
  await press('Control+d');
  await grid.shows(four, THIRD, '1.240');
  await grid.shows(two, FIRST, '10');
  await press('Control+z');
  await grid.shows(two, FIRST, '37');
  await grid.shows(four, THIRD, '·');
  await press('Control+y', 'Delete');
  await grid.shows(one, FIRST, '·');
  await press('Control+z');
  await grid.shows(four, THIRD, '1.240');

  // Copied as every spreadsheet reads it; cut, and pasted somewhere else.
  await press('Control+c');
  expect((await textOnClipboard(page)).split(/\r?\n/u)).toEqual(
    Array.from({ length: 4 }, () => '10\t20\t1240'),
  );
  await press(
    'ArrowUp',
    'ArrowDown',
    'Shift+ArrowRight',
    'Control+x',
    'ArrowDown',
    'ArrowRight',
    'Control+v',
  );
  await grid.shows(one, FIRST, '·');
  await grid.shows(one, SECOND, '·');
  await grid.shows(two, SECOND, '10');
  await grid.shows(two, THIRD, '20');

  // One value for a whole selection, in the words that somebody has at hand.
  await press('Control+Home');
  await pressTo(page, 'ArrowRight', await grid.cell(one, 'Kans'));
  await press('Shift+ArrowDown', 'Shift+ArrowDown');
  await type('0,9');
  await press('Control+Enter');
  await grid.shows(one, 'Kans', '90\u00a0%');
  await grid.shows(three, 'Kans', '90\u00a0%');
  await pressTo(page, 'ArrowLeft', await grid.cell(one, 'Fase'));
  await type('ontw');
  await press('Enter');
  await grid.shows(one, 'Fase', 'Ontwerp');
  await focusComes(await grid.cell(two, 'Fase'));
  await saved(page);
});

test('500 rows from a workbook, while somebody else types in the middle of them', async () => {
  const plans = Array.from({ length: 500 }, (_, index) => `Plakhof ${String(index).padStart(3, '0')}`);
  await makePlans(plans);
  const [first = '', , third = ''] = plans;
  const middle = plans[6] ?? '';
  const last = plans.at(-1) ?? '';
  const [tom, marjan] = [await house.enter('secretaris'), await house.enter('voorzitter')];
  const [own, other] = [await listOf(tom, 'Plakhof'), await listOf(marjan, 'Plakhof')];

  // She has a field open in the middle of where it will land.
  await other.stand(middle, SECOND);
  await marjan.page.keyboard.type('77');

  // As Excel puts it there: ten columns from the phase on, two cells that are no values, and a row too many.
  const line = (row: number): string[] => [
    row === 2 ? 'bijna klaar' : 'Ontwerp',
    '2b',
    '1.240',
    ...['1', '2', '3', '4', '5'],
    row === 2 ? '6,5' : '6',
    '90%',
  ];
  const cells = Array.from({ length: 501 }, (_, row) => line(row));
  await putOnClipboard(tom.page, {
    plain: `${cells.map((row) => row.join('\t')).join('\r\n')}\r\n`,
    html: `<html><body><table>${cells.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('\n')}</table></body></html>`,
  });
  await own.stand(first, 'Fase');
  await tom.page.keyboard.press('Control+v');

  // What is no value is named, with its row and its reason; the rest is there, for her too.
  const report = tom.page.getByRole('region', { name: '2 cellen niet overgenomen' });
  await report.getByText('1 rij paste niet meer').waitFor();
  await report
    .getByRole('row')
    .filter({ hasText: third })
    .filter({ hasText: 'bijna klaar' })
    .getByText('Kies een van de mogelijkheden.')
    .waitFor();
  await report.getByRole('row').filter({ hasText: '6,5' }).getByText('Alleen hele getallen.').waitFor();
  await own.shows(first, 'Kans', '90\u00a0%');
  await own.shows(third, 'Totaal', '1.240');
  await own.shows(third, 'Fase', '·');
  await other.shows(first, SECOND, '2');
  await saved(tom.page);

  // Nothing is overwritten unseen: she is told what stands there now, and keeps hers.
  await marjan.page.keyboard.press('Enter');
  await marjan.page.getByText('Iemand anders maakte hier 2 van.').waitFor();
  await marjan.page.keyboard.press('Enter');
  await own.shows(middle, SECOND, '77');

  // One step takes the paste back, but for her cell, and says so.
  await tom.page.keyboard.press('Escape');
  await report.waitFor({ state: 'detached' });
  await tom.page.keyboard.press('Control+z');
  await tom.page.getByText('Ongedaan gemaakt, op 1 cel na').waitFor();
  await own.shows(first, 'Fase', '·');
  await own.shows(first, 'Kans', '·');
  await own.shows(middle, SECOND, '77');
  await own.shows(middle, FIRST, '·');
  await tom.page.keyboard.press('Control+End');
  await own.shows(last, 'Totaal', '·');
  await saved(tom.page);
  await other.shows(first, SECOND, '·');
});
