import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { endpointsOf } from './app.ts';
import type { Endpoint } from './endpoint.ts';
import { serve, type Served } from './test/serve.ts';

let west: Served;
let routes: readonly Endpoint[];
beforeAll(async () => {
  west = await serve({
    limits: {
      requestsPerMinute: 1e9,
      failedSignInsPerQuarter: 1e9,
      linksPerQuarter: 1e9,
      linksToOnePerQuarter: 1e9,
    },
  });
  routes = endpointsOf(west.ports);
});
afterAll(() => west.stop());

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'west',
    '__proto__',
    'constructor',
    '..',
    '%00',
    '2026-11-24',
    'projects/x',
    '-1',
    '1e9',
    'NaN',
    '9'.repeat(400),
  ),
);
const query = fc.dictionary(
  fc.constantFrom('at', 'after', 'from', 'to', 'since', 'path', 'head', 'all', 'x', '__proto__'),
  word,
  { maxKeys: 4 },
);
const body = fc.option(
  fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        email: word,
        name: word,
        audience: word,
        editing: fc.jsonValue(),
        parent: word,
        municipalities: fc.array(word),
      },
      { requiredKeys: [] },
    ),
  ),
);

describe('whatever is sent', () => {
  it('is answered or refused with a reason, never with a bug', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.constantFrom('chair', 'admin', null),
        word,
        query,
        body,
        async (pick, who, param, asked, sent) => {
          const route = routes[pick % routes.length];
          if (route === undefined || route.path === '/sessions') return;
          const path = route.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(param.toWellFormed()));
          const search = new URLSearchParams(
            Object.entries(asked).map(([key, value]) => [key, value.toWellFormed()]),
          );
          const answer = await west.call(
            who,
            route.method.toUpperCase(),
            `${path}?${search.toString()}`,
            route.method === 'get' ? undefined : sent,
          );
          if (answer.status >= 500)
            throw new Error(`${route.method} ${path}: ${answer.status} ${west.lines.at(-1) ?? ''}`);
          if (answer.status >= 400 && answer.code === null)
            throw new Error(`${route.method} ${path}: ${answer.status} without a code`);
        },
      ),
      { numRuns: 400 },
    );
  }, 60_000);
});
