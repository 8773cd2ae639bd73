import { describe, expect, test } from 'vitest';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { saveMark } from './support/saved.ts';
import { newPlan, planId, scribe } from './support/scribe.ts';
import { demand } from './support/visitor.ts';
import { yearColumn } from './support/years.ts';

const TABLE = 'deventer';
const YEARS = [yearColumn(1), yearColumn(2), yearColumn(3)];
const OWN = Array.from({ length: 33 }, (_, nth) => `Honderdhof ${String(nth + 1).padStart(2, '0')}`);
/** Of another organisation: open to her while the table is. */
const LOST = 'Honderdhof 99';

interface Listed {
  readonly projects: readonly {
    readonly name: string;
    readonly blocks: readonly { readonly year: number; readonly homes: number }[];
  }[];
}

describe('a hundred edits without a network', () => {
  const house = useHouse();

  test('one of them is refused: the other ninety-nine are saved, and that one is kept to be read', async () => {
    const others = await scribe(house.server.url, 'secretaris', TABLE);
    await others.write([
      ...OWN.map((name) => newPlan(planId(), name, 'hanzewaard', 'secretaris')),
      newPlan(planId(), LOST, 'noorderkade', 'secretaris'),
    ]);
    others.leave();
    const tom = await house.enter('secretaris');
    const lotte = await house.enter('corporatie', { screen: { width: 1440, height: 1500 } });
    await lotte.open(TABLE, 'projects');
    const grid = new Grid(lotte.page);
    await grid.search('Honderdhof');
    for (const name of [OWN[0] ?? '', LOST]) await grid.row(name).waitFor();

    for (const { faults } of [tom, lotte]) faults.expectOutage();
    await house.server.kill();
    const { keyboard } = lotte.page;
    for (const year of YEARS) {
      await (await grid.cell(OWN[0] ?? '', year)).click();
      // Enter keeps the value and goes a row down.
      for (const _ of OWN) {
        await keyboard.type('12');
        await keyboard.press('Enter');
      }
    }
    await grid.type(LOST, 'Kans', '90');
    await saveMark(lotte.page).getByText('100 niet opgeslagen').waitFor();
    await house.server.restart();
    // Before her browser tries again: only owners edit from now on.
    await lotte.context.setOffline(true);
    await demand(await tom.call('PATCH', `/tables/${TABLE}/settings`, { editing: 'own' }));
    await lotte.context.setOffline(false);

    await saveMark(lotte.page).getByText('1 geweigerd').waitFor();
    await lotte.page.getByText('De rest is opgeslagen.').waitFor();
    const { projects } = (await demand(await tom.call('GET', `/tables/${TABLE}/projects`))) as Listed;
    const kept = projects
      .filter(({ name }) => OWN.includes(name))
      .flatMap(({ name, blocks }) =>
        blocks.map(({ year, homes }) => `${name} ${String(year)} ${String(homes)}`),
      );
    expect(kept.sort()).toEqual(OWN.flatMap((name) => YEARS.map((year) => `${name} ${year} 12`)).sort());
    await grid.shows(LOST, 'Kans', '·');
    await lotte.page.getByRole('button', { name: 'Bekijk' }).click();
    const dialog = lotte.page.getByRole('dialog', { name: 'Geweigerde wijzigingen' });
    await dialog.getByText(LOST).waitFor();
    await dialog.getByText('90 %').waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(1);
  });
});
