import { describe, expect, test } from 'vitest';
import { CLOSE } from '@bouwberaad/shared/protocol/sync.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import { makeProject } from './support/new-project.ts';
import { saved, saveMark } from './support/saved.ts';
import type { Visitor } from './support/visitor.ts';

const TABLE = 'deventer';
/** Yjs draws one of 2^32. */
const SAME = 424_242;

/** From here on the first document of each page of this person gets the client id `SAME`; closed lines are written down. */
async function drawTheSame({ context }: Visitor): Promise<void> {
  await context.addInitScript((same) => {
    const draw = crypto.getRandomValues.bind(crypto);
    let first = true;
    crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
      // A document draws the letters of its name first, by replacing them in a pattern.
      const ofName = new Error().stack?.includes('String.replace') === true;
      if (!first || !(array instanceof Uint32Array) || array.length !== 1 || ofName)
        return draw(array as never);
      first = false;
      array[0] = same;
      return array;
    };
    const closed: number[] = [];
    Object.assign(window, { closedLines: closed });
    const { WebSocket } = window;
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('close', ({ code }) => closed.push(code));
      }
    };
  }, SAME);
}

const closedLines = ({ page }: Visitor): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { closedLines: number[] }).closedLines);

describe('two browsers that drew the same client id', () => {
  const house = useHouse();

  test('the one that comes later takes another (4409); nothing is lost and nobody notices', async () => {
    const [early, late] = ['Dubbelhof', 'Nogmaalshof'];
    const tom = await house.enter('secretaris');
    await tom.open(TABLE, 'projects');
    await makeProject(tom.page, late);
    await saved(tom.page);
    const ilse = await house.enter('gemeente');
    for (const visitor of [tom, ilse]) await drawTheSame(visitor);
    await ilse.open(TABLE, 'projects');
    await saved(ilse.page);
    const grid = new Grid(ilse.page);
    await grid.search(late);

    // She is in a tunnel while he writes under the id that she has too.
    for (const { faults } of [tom, ilse]) faults.expectOutage();
    await house.server.kill();
    await grid.type(late, 'Kans', '60');
    await saveMark(ilse.page).getByText('1 niet opgeslagen').waitFor();
    await ilse.context.setOffline(true);
    await house.server.restart();
    await tom.open(TABLE, 'projects');
    await makeProject(tom.page, early);
    await saved(tom.page);
    await ilse.context.setOffline(false);

    await saved(ilse.page);
    expect(await closedLines(ilse)).toContain(CLOSE.clientTaken);
    expect(await closedLines(tom)).not.toContain(CLOSE.clientTaken);
    expect(await ilse.page.getByText(/geweigerd/).count()).toBe(0);
    await grid.shows(late, 'Kans', '60 %');
    await grid.search(early);
    await grid.row(early).waitFor();
    const other = new Grid(tom.page);
    await other.search(late);
    await other.shows(late, 'Kans', '60 %');
  });
});
