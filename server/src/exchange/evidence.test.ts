import express from 'express';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '@bouwberaad/shared/lib/clock.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import type { FileRecord } from '../store/store.ts';
import { fileType } from './file-kind.ts';
import { EVIDENCE_LIMIT, fileRoutes } from './file-routes.ts';
import { zipOf } from './test-zip.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const JPEG = bytes('\xff\xd8\xff\xe0 a photo');
const kept = new Map<string, FileRecord>();
let url = '';
let role: Actor['role'] = 'member';
const server = createServer(
  express().use(
    fileRoutes({
      actorOf: () =>
        Promise.resolve({ person: 'bas', organisation: 'bouw', kind: 'developer', municipality: null, role }),
      directory: {
        get: (_kind, id) => Promise.resolve((kept.get(id) ?? null) as never),
        put: (_kind, record) => {
          kept.set(record.id, record as FileRecord);
          return Promise.resolve();
        },
      },
      clock: fixedClock('2026-11-24T13:00:00.000Z'),
      newId: () => `f${kept.size}`,
      mayGive: (actor) =>
        actor.role === 'observer' ? { ok: false, code: 'observer', who: ['member'] } : { ok: true },
    }),
  ),
);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function give(content: Uint8Array, name: string, type = 'image/jpeg') {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)], { type }), name);
  const response = await fetch(`${url}/tables/west/files`, { method: 'POST', body: form });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe('evidence', () => {
  test('is kept as it came, and given to who sits at the table so that it cannot run', async () => {
    role = 'member';
    const { status, json } = await give(JPEG, "bouwplaats é 'noord'.jpg");
    expect(status).toBe(201);
    expect(json).toMatchObject({ name: "bouwplaats é 'noord'.jpg", type: 'image/jpeg', size: JPEG.length });
    const got = await fetch(`${url}/tables/west/files/${String(json['id'])}`);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(JPEG);
    expect(got.headers.get('content-type')).toBe('image/jpeg');
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(got.headers.get('content-disposition')).toBe(
      `inline; filename="bouwplaats _ 'noord'.jpg"; filename*=UTF-8''bouwplaats%20%C3%A9%20%27noord%27.jpg`,
    );
  });

  test('what is no picture is only ever downloaded', async () => {
    const { json } = await give(bytes('%PDF-1.7 <script>'), 'besluit.pdf', 'application/pdf');
    const got = await fetch(`${url}/tables/west/files/${String(json['id'])}`);
    expect(got.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  test('a page that calls itself a photo is refused; so is a name with folders in it made plain', async () => {
    expect(await give(bytes('<html><script>'), 'foto.jpg')).toMatchObject({
      status: 415,
      json: { code: 'wrongKind' },
    });
    expect(await give(bytes('<svg onload=x>'), 'foto.svg', 'image/svg+xml')).toMatchObject({ status: 415 });
    expect((await give(JPEG, '..\\..\\\u202egpj.exe\r\n.jpg')).json['name']).not.toMatch(/[\\/\u202e\r\n]/);
  });

  test('too much, nothing, and who may not', async () => {
    const large = Buffer.concat([JPEG, Buffer.alloc(EVIDENCE_LIMIT)]);
    expect(await give(large, 'groot.jpg')).toMatchObject({ status: 413 });
    const empty = await fetch(`${url}/tables/west/files`, { method: 'POST', body: new FormData() });
    expect(empty.status).toBe(400);
    role = 'observer';
    expect((await give(JPEG, 'x.jpg')).status).toBe(403);
    role = null;
    expect((await fetch(`${url}/tables/west/files/f0`)).status).toBe(403);
    role = 'observer';
    expect((await fetch(`${url}/tables/west/files/f0`)).status).toBe(200);
    // Another table's file is not found by its id.
    expect((await fetch(`${url}/tables/twente/files/f0`)).status).toBe(404);
    expect((await fetch(`${url}/tables/west/files/..%2Ff0`)).status).toBe(404);
  });
});

describe('what a file is, by its bytes', () => {
  const office = (...names: string[]): Uint8Array => zipOf(names.map((name) => ({ name, data: '<x/>' })));
  test.each<[string, Uint8Array, string, string | null]>([
    ['png', bytes('\x89PNG\r\n\x1a\n'), 'x', 'image/png'],
    ['webp', bytes('RIFF....WEBPVP8 '), 'x', 'image/webp'],
    ['heic', bytes('....ftypheic....'), 'x', 'image/heic'],
    ['mp4', bytes('....ftypmp42....'), 'x.heic', null],
    ['gif', bytes('GIF89a'), 'x.png', null],
    ['text', Buffer.from('één regel'), 'x.TXT', 'text/plain'],
    ['text without that name', Buffer.from('één regel'), 'x.html', null],
    ['no text', bytes('\xff\xfe\x00'), 'x.txt', null],
    ['nothing', bytes(''), 'x.jpg', null],
    [
      'letter',
      office('[Content_Types].xml', 'word/document.xml'),
      'x',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [
      'workbook',
      office('[Content_Types].xml', 'xl/workbook.xml'),
      'x',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    [
      'workbook with macros',
      office('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin'),
      'x.xlsx',
      null,
    ],
    ['zip', office('a.txt'), 'x.docx', null],
  ])('%s', (_what, content, name, type) => {
    expect(fileType(content, name)).toBe(type);
  });
});
