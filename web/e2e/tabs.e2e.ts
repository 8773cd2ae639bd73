import { describe, expect, test } from 'vitest';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { saved, saveMark } from './support/saved.ts';
import { demand } from './support/visitor.ts';

const TABLE = 'deventer';
/** Of the organisation that Lotte works for. */
const OWN = 'hanzewaard';

interface Listed {
  readonly projects: readonly {
    readonly name: string;
    readonly organisation: string;
    readonly likelihood: number;
  }[];
}

describe('three tabs of one person', () => {
  const house = useHouse();

  test('one of them is refused: what the others did survives, and all three show the same', async () => {
    const lost = 'Driehof';
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    await makeProject(tom.page, lost);
    await saved(tom.page);
    const { projects } = (await demand(await tom.call('GET', `/tables/${TABLE}/projects`))) as Listed;
    const own = projects.find(({ organisation, likelihood }) => organisation === OWN && likelihood !== 40);
    if (own === undefined) throw new Error('no plan of her own at this table');

    const lotte = await house.enter('corporatie');
    const pages = [lotte.page, await lotte.context.newPage(), await lotte.context.newPage()];
    const grids = pages.map((page) => new Grid(page));
    for (const page of pages) {
      await page.goto(`/tables/${TABLE}/projects`);
      await saved(page);
    }
    const [first, second, third] = grids as [Grid, Grid, Grid];
    await first.search(lost);
    await second.search(own.name);
    await third.search(own.name);

    for (const { faults } of [tom, lotte]) faults.expectOutage();
    await house.server.kill();
    await first.type(lost, 'Kans', '90');
    await second.type(own.name, 'Kans', '40');
    for (const page of pages.slice(0, 2)) await saveMark(page).getByText('1 niet opgeslagen').waitFor();
    // Her tabs find no server until only owners edit: one that came back before it would have been within its rights.
    await lotte.context.setOffline(true);
    await house.server.restart();
    await demand(await tom.call('PATCH', `/tables/${TABLE}/settings`, { editing: 'own' }));
    await lotte.context.setOffline(false);

    await saveMark(lotte.page).getByText('1 geweigerd').waitFor();
    await first.shows(lost, 'Kans', '·');
    for (const page of pages.slice(1)) await saved(page);
    await second.shows(own.name, 'Kans', '40 %');
    await third.shows(own.name, 'Kans', '40 %');
    const other = new Grid(tom.page);
    await other.search(own.name);
    await other.shows(own.name, 'Kans', '40 %');
    expect(await lotte.page.getByText('1 wijziging is geweigerd.').count()).toBe(1);
  });
});
