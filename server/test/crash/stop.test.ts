import { expect, test } from 'vitest';
import { crashPlace } from './place.ts';
import { runOrdeal } from './ordeal.ts';

test('D4: SIGTERM under load ends with exit 0 in time, nothing acknowledged is lost and nobody is sent away for good', async () => {
  const place = crashPlace('embedded', undefined);
  const outcome = await runOrdeal({ place, kills: 3, by: 'stop', seed: 1, say: () => undefined });
  expect(outcome.wrongs).toEqual([]);
  expect(outcome.saved).toBeGreaterThan(50);
  expect(outcome.goodbyes).toBeGreaterThan(3);
  await place.remove();
}, 60_000);
