import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Role } from '@bouwberaad/shared/model/organisation.ts';
import { exportRoutes } from './export-routes.ts';
import { importRoutes } from './routes.ts';
import { TestDesk } from './test-desk.ts';

const example = readFileSync(new URL('../../test-fixtures/import/diwi-import.xlsx', import.meta.url));

const exportTable = (id: string) =>
  id === 'west' ? { id, name: 'West', audience: 'tafel' as const, municipalities: [], names: {} } : null;

let desk: TestDesk;
let server: Server;
let base = '';

beforeEach(async () => {
  desk = new TestDesk();
  const app = express();
  app.use(express.json());
  const deps = {
    // For the test the role is the person; without one nobody is signed in or the table is unknown.
    actorOf: (request: express.Request, table: string) => {
      const role = request.get('x-role') as Role | undefined;
      return Promise.resolve(
        role === undefined || table !== 'west'
          ? null
          : { person: role, organisation: 'o', kind: 'other' as const, municipality: null, role },
      );
    },
    mayImport: ({ role }: { role: Role | null }) =>
      role === 'chair' || role === 'secretary'
        ? { ok: true as const }
        : { ok: false as const, code: 'notOfficer' as const, who: ['chair' as const] },
  };
  app.use(
    '/api/v1',
    importRoutes(desk.open(), deps),
    exportRoutes({ ...deps, workspaces: desk.workspaces, clock: desk.clock, tableOf: exportTable }),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/tables/west`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function upload(
  bytes: Uint8Array,
  role: Role | null = 'secretary',
  field = 'file',
): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(bytes)]), 'Plannen Zwolle – november.xlsx');
  const response = await fetch(`${base}/imports`, {
    method: 'POST',
    body: form,
    headers: role === null ? {} : { 'x-role': role },
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

async function ask(
  path: string,
  role: Role = 'secretary',
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${base}/${path}`, {
    ...init,
    headers: { 'x-role': role, 'content-type': 'application/json' },
  });
  return { status: response.status, body: await response.json() };
}

describe('over HTTP', () => {
  test('upload, look, confirm', async () => {
    const { status, body } = await upload(example);
    expect([status, body]).toMatchObject([
      201,
      {
        creates: 18,
        updates: 0,
        conflicts: 0,
        unchanged: 0,
        notShared: 42,
        totals: { projects: 60, blocks: 126, homesBuilt: 5408 },
      },
    ]);
    const id = String(body['id']);
    expect(await ask(`imports/${id}`)).toMatchObject({
      status: 200,
      body: { file: 'Plannen Zwolle – november.xlsx', state: 'previewed' },
    });
    expect(await ask(`imports/${id}/confirm`, 'secretary', { share: 'all' })).toEqual({
      status: 200,
      body: { applied: 60 },
    });
    expect(await ask(`imports/${id}/confirm`, 'secretary', {})).toEqual({
      status: 200,
      body: { applied: 60 },
    });
    expect(await ask(`imports/${id}`)).toMatchObject({
      body: { state: 'applied', applied: 60, unchanged: { length: 60 } },
    });
  });

  test('who may not, gets a reason', async () => {
    expect(await upload(example, null)).toMatchObject({
      status: 403,
      type: expect.stringContaining('problem+json') as string,
      body: { code: 'notAllowed' },
    });
    expect(await upload(example, 'member')).toMatchObject({
      status: 403,
      body: { code: 'notAllowed', detail: expect.stringContaining('secretaris') as string },
    });
    const { body } = await upload(example);
    expect(await ask(`imports/${String(body['id'])}`, 'chair')).toMatchObject({
      status: 404,
      body: { code: 'unknownImport' },
    });
    expect(await ask(`imports/${String(body['id'])}/confirm`, 'chair', {})).toMatchObject({ status: 404 });
  });

  test.each([
    ['no file in the form', () => upload(example, 'secretary', 'bijlage'), 400, 'noFile'],
    ['no workbook', () => upload(Buffer.from('hallo')), 422, 'notAWorkbook'],
    ['more than 20 MB', () => upload(new Uint8Array(20 * 1024 * 1024 + 1)), 413, 'tooLarge'],
    ['no form at all', async () => ask('imports', 'secretary', { file: 'x' }), 400, 'malformed'],
    [
      'a decision that is none',
      async () =>
        ask(`imports/${String((await upload(example)).body['id'])}/confirm`, 'secretary', { share: 7 }),
      400,
      'malformed',
    ],
  ])('%s is refused in words', async (_, act, status, code) => {
    expect(await act()).toMatchObject({ status, body: { code } });
  });
});

describe('plans out', () => {
  beforeEach(() => {
    const project = new Y.Map<unknown>(
      Object.entries({
        name: '=HYPERLINK("x")',
        externalId: 'A;1',
        by: 's',
        removed: false,
        lat: 52.5,
        lng: 6.1,
        municipality: '0193',
        source: { Wijk: 'Zuid', '~ingevoerd': '{}' },
      }),
    );
    project.set(
      'blocks',
      new Y.Map([['b', new Y.Map<unknown>(Object.entries({ kind: 'build', year: 2028, homes: 40 }))]]),
    );
    desk.doc.getMap('projects').set('p', project);
  });

  const get = async (name: string, role: Role = 'observer') => {
    const response = await fetch(`${base}/exports/${name}`, { headers: { 'x-role': role } });
    return { type: response.headers.get('content-type'), text: await response.text() };
  };

  test('CSV that a spreadsheet opens and does not run', async () => {
    const { type, text } = await get('projects.csv');
    expect(type).toContain('text/csv');
    const [head, line] = text.split('\r\n');
    expect(head?.endsWith(';Bouw zonder jaar;2028')).toBe(true);
    expect(line?.startsWith(`"A;1";"'=HYPERLINK(""x"")";Zwolle;`)).toBe(true);
    expect(line?.endsWith(';40;0;0;40')).toBe(true);
  });

  test('GeoJSON with a point', async () => {
    expect(JSON.parse((await get('projects.geojson')).text)).toMatchObject({
      type: 'FeatureCollection',
      features: [{ geometry: { type: 'Point', coordinates: [6.1, 52.5] }, properties: { homes: 40 } }],
    });
  });

  test('the whole table, without our bookkeeping', async () => {
    const { text } = await get('table.json');
    expect(JSON.parse(text)).toMatchObject({
      layout: 1,
      projects: [{ id: 'p', source: { Wijk: 'Zuid' }, blocks: [{ homes: 40 }] }],
      bottlenecks: [],
    });
    expect(text).not.toContain('ingevoerd');
  });

  test.each([
    ['diwi.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['projects.csv', 'text/csv; charset=utf-8'],
    ['projects.geojson', 'application/geo+json'],
    ['table.json', 'application/json; charset=utf-8'],
  ])('%s is kept under its name, by nobody in between', async (name, type) => {
    const { headers } = await fetch(`${base}/exports/${name}`, { headers: { 'x-role': 'observer' } });
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      type,
      `attachment; filename=west-${name}`,
    ]);
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test('only for participants', async () => {
    const response = await fetch(`${base}/exports/table.json`);
    expect(response.status).toBe(403);
  });
});
