import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchChromium } from './chromium.ts';
import type { PersonId } from './people.ts';
import { startServer, type TestServer } from './server.ts';
import { embeddedPlace, type StorePlace } from './stores.ts';
import { visit, type Visitor, type VisitorOptions } from './visitor.ts';

/** What a failed test leaves to look at. */
const PICTURES = fileURLToPath(new URL('../../../.cache/e2e', import.meta.url));

/** The product and its visitors, for the tests of one file. */
export interface House {
  readonly server: TestServer;
  /** Somebody with a browser of their own, who is not signed in. Goes away after the test. */
  visit(options?: VisitorOptions): Promise<Visitor>;
  /** The same, signed in. */
  enter(person: PersonId, options?: VisitorOptions): Promise<Visitor>;
}

/** Starts the product before the tests of this file and ends it after. A test in which a page had a fault fails. */
export function useHouse(place: () => Promise<StorePlace> = embeddedPlace): House {
  let server: TestServer | null = null;
  let browser: Browser | null = null;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    server = await startServer(await place());
    browser = await launchChromium();
  });

  afterEach(async ({ task }) => {
    const present = visitors;
    visitors = [];
    if (task.result?.state === 'fail') {
      await keepPictures(present, task.name);
      console.error(house.server.log());
    }
    await Promise.all(present.map(({ context }) => context.close()));
    expect(present.flatMap(({ faults }) => faults.seen)).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const house: House = {
    get server() {
      if (server === null) throw new Error('the server has not been started');
      return server;
    },
    async visit(options) {
      if (browser === null) throw new Error('the browser has not been started');
      const visitor = await visit(browser, options?.origin ?? house.server.url, options);
      visitors.push(visitor);
      return visitor;
    },
    async enter(person, options) {
      const visitor = await house.visit(options);
      await visitor.signIn(person);
      return visitor;
    },
  };
  return house;
}

async function keepPictures(visitors: readonly Visitor[], name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const file = name.replaceAll(/[^\w-]+/g, '-').slice(0, 80);
  const pages = visitors.flatMap(({ context }) => context.pages());
  for (const [index, page] of pages.entries()) {
    const path = join(PICTURES, `${file}-${String(index + 1)}.png`);
    // The page may be what broke.
    await page.screenshot({ path }).catch(() => undefined);
  }
}
