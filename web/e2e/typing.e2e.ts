import { describe, expect, test } from 'vitest';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { saved } from './support/saved.ts';

const TABLE = 'deventer';

describe('who else is in a cell', () => {
  const house = useHouse();

  test('others see where somebody stands, that they type there, and when they have done', async () => {
    const plan = 'Meekijkhof';
    const tom = await house.enter('secretaris');
    const ilse = await house.enter('gemeente');
    await tom.open(TABLE, 'projects');
    await makeProject(tom.page, plan);
    await saved(tom.page);
    await ilse.open(TABLE, 'projects');
    const [his, hers] = [new Grid(tom.page), new Grid(ilse.page)];
    await his.search(plan);
    await hers.search(plan);
    const cell = await hers.cell(plan, 'Kans');
    await his.stand(plan, 'Kans');
    await cell.getByText('Tom', { exact: true }).waitFor();
    await tom.page.keyboard.type('4');
    await cell.getByText('Tom typt', { exact: true }).waitFor();
    await tom.page.keyboard.type('0');
    await tom.page.keyboard.press('Tab');
    await cell.getByText('Tom typt').waitFor({ state: 'detached' });
    await hers.shows(plan, 'Kans', '40 %');
    expect(await ilse.page.getByText('Tom typt').count()).toBe(0);

    // Giving up is done as well.
    await his.stand(plan, 'Kans');
    await tom.page.keyboard.press('F2');
    await cell.getByText('Tom typt', { exact: true }).waitFor();
    await tom.page.keyboard.press('Escape');
    await cell.getByText('Tom', { exact: true }).waitFor();
  });
});
