import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { encodeSync, FRAME, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { launchChromium } from '../../web/e2e/support/chromium.ts';
import { Grid } from '../../web/e2e/support/grid.ts';
import { visit, type Visitor } from '../../web/e2e/support/visitor.ts';
import { EditReader } from './edit-reader.ts';
import { median, quantile, type Percentiles } from './numbers.ts';
import { makePlans } from './plans.ts';
import type { Plan } from './rows.ts';
import { ours, TABLE, withServer, WRITER, type Address } from './servers.ts';
import { timeOfFirstRow, timeOfText, watchPage, watchFrames, type Frames } from './web-page.ts';
import { connect } from './wire.ts';

/** Of one size of table, in a real browser. Milliseconds, medians. */
export interface WebRow {
  readonly browser: string;
  readonly plans: number;
  /** From asking for the page until the first plan is on screen, with nothing stored. */
  readonly firstVisit: number;
  /** The same in a browser that was here before. */
  readonly laterVisit: number;
  /** Of all script that the page asked for until then, compressed with gzip, in kB. */
  readonly scriptKb: number;
  /** At most, at rest and while scrolling. */
  readonly rows: number;
  readonly frame: { readonly p50: number; readonly p95: number };
  /** From the key that ends an edit in one browser until it is on the screen of another. */
  readonly edit: Percentiles;
}

const WEB_PLANS = [1200, 5000] as const;
const PATH = `/tables/${TABLE}/projects`;
const ORGANISERS = [WRITER, 'secretaris'] as const;
const SCROLL_PIXELS = 30_000;
const PIXELS_PER_SECOND = 6000;
const COLUMN = 'Kans';

export async function measureWeb(plan: Plan): Promise<WebRow[]> {
  const browser = await launchChromium();
  try {
    const rows: WebRow[] = [];
    for (const plans of WEB_PLANS)
      rows.push(await withServer(ours(), (server) => measureTable(browser, server.address, plans, plan)));
    return rows;
  } finally {
    await browser.close();
  }
}

async function measureTable(browser: Browser, address: Address, plans: number, plan: Plan): Promise<WebRow> {
  await fill(address, makePlans(plans, WRITER).updates);
  const origin = new URL(address.url.replace('ws', 'http')).origin;
  const visits = [];
  for (let run = 0; run < plan.visits; run++) visits.push(await twoVisits(browser, origin));
  const [first, second] = await Promise.all(ORGANISERS.map((person) => enter(browser, origin, person)));
  if (first === undefined || second === undefined) throw new Error('nobody came');
  const scrolled = await scroll(first.page);
  const seen = await edits(first.page, second.page, plan.edits);
  await Promise.all([first, second].map(({ context }) => context.close()));
  const row: WebRow = {
    browser: `Chromium ${browser.version()}`,
    plans,
    firstVisit: median(visits.map((one) => one.first)),
    laterVisit: median(visits.map((one) => one.later)),
    scriptKb: median(visits.map((one) => one.scriptKb)),
    rows: scrolled.rows,
    frame: { p50: quantile(scrolled.frames, 0.5), p95: quantile(scrolled.frames, 0.95) },
    edit: { p50: quantile(seen, 0.5), p99: quantile(seen, 0.99) },
  };
  console.log(`web, ${plans} plans: ${JSON.stringify(row)}`);
  return row;
}

/** Gives a table its plans and waits until they are saved. */
async function fill(address: Address, updates: readonly Uint8Array[]): Promise<void> {
  let saved = 0;
  const line = await connect(address, (bytes, start) => {
    if (bytes[start] === FRAME.saved) saved = new EditReader(bytes, start + 1).varUint();
  });
  try {
    for (const update of updates) line.send(encodeSync(SYNC.update, update));
    while (saved < updates.length) {
      if (line.closed !== null) throw new Error(`the plans were refused: ${line.closed} after ${saved}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    line.end();
  }
}

async function newcomer(
  browser: Browser,
  origin: string,
  person: (typeof ORGANISERS)[number],
): Promise<Visitor> {
  const visitor = await visit(browser, origin);
  await visitor.context.addInitScript(watchPage);
  await visitor.signIn(person);
  return visitor;
}

async function enter(
  browser: Browser,
  origin: string,
  person: (typeof ORGANISERS)[number],
): Promise<Visitor> {
  const visitor = await newcomer(browser, origin, person);
  await visitor.page.goto(PATH);
  await visitor.page.evaluate(timeOfFirstRow);
  return visitor;
}

async function twoVisits(
  browser: Browser,
  origin: string,
): Promise<{ readonly first: number; readonly later: number; readonly scriptKb: number }> {
  const visitor = await newcomer(browser, origin, WRITER);
  const { page } = visitor;
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(PATH);
  const first = await page.evaluate(timeOfFirstRow);
  const scriptKb = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0) / 1000;
  // The app has been stored by then for the next visit, as it is for somebody who reads a page before closing it.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.close();
  const again = await visitor.context.newPage();
  await again.goto(PATH);
  const later = await again.evaluate(timeOfFirstRow);
  await visitor.context.close();
  return { first, later, scriptKb };
}

/** Down through the list as a finger does it. */
async function scroll(page: Page): Promise<Frames> {
  const box = await new Grid(page).table.boundingBox();
  if (box === null) throw new Error('no list to scroll');
  const devtools = await page.context().newCDPSession(page);
  const watching = page.evaluate(watchFrames, (SCROLL_PIXELS / PIXELS_PER_SECOND) * 1000);
  await devtools.send('Input.synthesizeScrollGesture', {
    x: Math.round(box.x + box.width / 2),
    y: Math.round(box.y + box.height / 2),
    yDistance: -SCROLL_PIXELS,
    speed: PIXELS_PER_SECOND,
    gestureSourceType: 'mouse',
  });
  const frames = await watching;
  await devtools.send('Input.synthesizeScrollGesture', {
    x: Math.round(box.x + box.width / 2),
    y: Math.round(box.y + box.height / 2),
    yDistance: SCROLL_PIXELS * 2,
    speed: SCROLL_PIXELS * 4,
    gestureSourceType: 'mouse',
  });
  return frames;
}

/** One types a chance into a cell, the other looks at it. Clocks of two pages of one machine agree. */
async function edits(writer: Page, reader: Page, count: number): Promise<number[]> {
  const plan = 'Plan 0000';
  for (const page of [writer, reader]) await new Grid(page).search(plan);
  const cell = await new Grid(writer).cell(plan, COLUMN);
  const seen = await new Grid(reader).cell(plan, COLUMN);
  const took: number[] = [];
  for (let at = 0; at < count; at++) {
    const value = String(20 + (at % 8) * 10);
    await cell.click();
    await writer.keyboard.type(value);
    const shown = seen.evaluate(timeOfText, value);
    await writer.keyboard.press('Enter');
    const pressed = await writer.evaluate(() => window.enterAt ?? NaN);
    took.push((await shown) - pressed);
  }
  return took;
}
