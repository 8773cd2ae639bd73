import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { META, ROOT_NAMES } from '@bouwberaad/shared/model/layout.ts';
import { commands } from '@bouwberaad/shared/protocol/live.ts';
import { CLOSE, FRAME } from '@bouwberaad/shared/protocol/sync.ts';
import { actionListDescriptions, actionListRoutes } from '../exchange/action-list-routes.ts';
import { fileDescriptions, fileRoutes } from '../exchange/file-routes.ts';
import { icsDescriptions } from '../exchange/ics-routes.ts';
import { importDescriptions } from '../exchange/import-schemas.ts';
import { exportDescriptions, exportRoutes } from '../exchange/export-routes.ts';
import { importRoutes } from '../exchange/routes.ts';
import type { Imports } from '../exchange/imports.ts';
import { describeConfig } from '../config.ts';
import { endpointsOf } from './app.ts';
import { API, describeApi, type OpenApiDocument } from './openapi.ts';
import { serve, type Served } from './test/serve.ts';

const contract = readFileSync(new URL('../../../docs/contract.md', import.meta.url), 'utf8');

const exchangeDescriptions = [
  ...importDescriptions,
  ...exportDescriptions,
  ...fileDescriptions,
  ...actionListDescriptions,
  ...icsDescriptions,
];

/** A section by its heading, to the next. */
function section(heading: string): string {
  const [, text = ''] = contract.split(`\n## ${heading}\n`);
  return text.split('\n## ')[0] ?? '';
}

/** The cells of a table's rows, without its head. */
function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `') || /^\| \d/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

let west: Served;
let document: OpenApiDocument;
beforeAll(async () => {
  west = await serve();
  document = describeApi([...endpointsOf(west.ports), ...exchangeDescriptions]);
});
afterAll(() => west.stop());

describe('docs/contract.md', () => {
  it('lists every setting as config describes it', () => {
    const described = describeConfig().map(({ name, byDefault, meaning, later }) => [
      `\`${name}\``,
      byDefault,
      later ? `${meaning}. _Later_` : meaning,
    ]);
    expect(rows(section('Settings'))).toEqual(described);
  });

  it('lists every route that OpenAPI lists, and no other', () => {
    const listed = rows(section('HTTP')).map(([route, summary]) => [route, summary]);
    const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { summary?: string }>).map(([method, { summary }]) => [
        `\`${method.toUpperCase()} ${path.slice(API.length + 1)}\``,
        summary,
      ]),
    );
    expect(listed).toEqual(described);
  });

  it('names every frame and close code, every root and every command', () => {
    const sync = section('Synchronisation');
    const numbers = rows(sync).map(([number]) => Number(number));
    expect(numbers).toEqual([FRAME.hello, FRAME.saved, FRAME.refused, FRAME.claim, ...Object.values(CLOSE)]);
    for (const root of [...ROOT_NAMES, META]) expect(sync, root).toContain(`\`${root}\``);
    expect(rows(section('Live')).map(([name]) => name)).toEqual(
      Object.keys(commands).map((name) => `\`${name}\``),
    );
  });
});

describe('what exchange answers', () => {
  it('is what is described of it, route by route', async () => {
    const actorOf = () => Promise.resolve(null);
    const unused = new Proxy({}, { get: () => () => Promise.reject(new Error('not asked')) });
    const mayImport = () => ({ ok: true }) as const;
    const deps = { actorOf, mayImport };
    const more = await serve({
      more: [
        { router: importRoutes(unused as Imports, deps), describes: importDescriptions },
        {
          router: exportRoutes({ actorOf, workspaces: west.rooms, clock: west.clock, tableOf: () => null }),
          describes: exportDescriptions,
        },
        {
          router: fileRoutes({
            actorOf,
            directory: west.store.directory,
            clock: west.clock,
            newId: () => 'x',
            mayGive: mayImport,
          }),
          describes: fileDescriptions,
        },
        {
          router: actionListRoutes({
            actorOf,
            workspaces: west.rooms,
            names: { name: () => null, organisation: () => null },
          }),
          describes: actionListDescriptions,
        },
      ],
    });
    for (const { method, path, open } of exchangeDescriptions) {
      if (open) continue;
      const there = await more.call(
        'chair',
        method.toUpperCase(),
        path.replace('{table}', 'west').replace('{id}', 'i1'),
      );
      // Nobody sits there for these routers: the route answered, not the 404 after it.
      expect([path, there.status, there.code]).toEqual([path, 403, 'notAllowed']);
    }
    await more.stop();
  });
});

describe('OpenAPI', () => {
  it('is answered to everybody, as it is', async () => {
    const answer = await west.call(null, 'GET', '/openapi.json');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual(JSON.parse(JSON.stringify(describeApi(endpointsOf(west.ports)))));
  });

  it('says what a plan is from the model, and refers to what is not there never', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '');
    const schemas = document.components?.schemas ?? {};
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(schemas, name).toHaveProperty(name);
    expect(schemas['Project']).toMatchObject({
      properties: {
        likelihood: { type: ['integer', 'null'], minimum: 10, maximum: 100 },
        blocks: { type: 'array', items: { $ref: '#/components/schemas/Block' } },
      },
    });
    expect(schemas['Project']).not.toHaveProperty('properties.notes');
  });

  it('says how to sign in, where one must, and how it refuses', () => {
    const paths = document.paths ?? {};
    expect(paths['/api/v1/tables']?.get).toMatchObject({
      security: [{ bearer: [] }, { cookie: [] }],
      responses: { 401: { description: 'notSignedIn' } },
    });
    expect(paths['/api/v1/sign-in']?.get?.security).toEqual([]);
    expect(paths['/api/v1/tables/{table}/projects']?.get?.responses).toMatchObject({
      403: {
        description: 'notAllowed',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
      404: { description: 'unknownTable, unknownReferenceDate' },
    });
  });
});
