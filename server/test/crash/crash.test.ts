import { expect, test } from 'vitest';
import { crashPlace, STORES } from './place.ts';
import { runOrdeal } from './ordeal.ts';

/** A slice of `npm run crash`, which kills 200 times. The rules are those of docs/spec/sync.md. */
const KILLS = 5;
/** Chosen by hand: it kills servers that serve and one that starts. */
const SEED = 3;

test.for(STORES)(
  'D1 D2 D3 D10 D11 on the %s store: nothing shown as saved or to others is lost when the server is killed, and all agree after',
  { timeout: 120_000 },
  async (store, context) => {
    const mongo = process.env['TEST_MONGODB_URL'];
    const maySkip = process.env['ALLOW_SKIP_MONGO'] === '1';
    if (store === 'mongo' && mongo === undefined)
      context.skip(maySkip, 'no TEST_MONGODB_URL, and ALLOW_SKIP_MONGO=1');
    const place = crashPlace(store, mongo);
    const outcome = await runOrdeal({ place, kills: KILLS, seed: SEED, say: () => undefined });
    expect(outcome.wrongs).toEqual([]);
    expect(outcome.kills).toBe(KILLS);
    expect(outcome.whileStarting).toBeGreaterThan(0);
    // So much that the result says something.
    expect(outcome.saved).toBeGreaterThan(100);
    expect(outcome.broughtAgain).toBeGreaterThan(0);
    expect(outcome.registerEvents).toBeGreaterThan(0);
    await place.remove();
  },
);
