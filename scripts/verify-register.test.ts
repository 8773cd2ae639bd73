import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMPTY_HEAD, headAfter, makeEntry } from '@bouwberaad/shared/register/chain.ts';

const script = new URL('./verify-register.ts', import.meta.url).pathname;
const first = makeEntry({
  table: 'west',
  head: EMPTY_HEAD,
  type: 'meetingOpened',
  at: '2026-11-24T13:00:00.000Z',
  actor: 'chair',
  body: { meeting: 'm1' },
  salt: 's1',
});
const second = makeEntry({
  table: 'west',
  head: headAfter(first),
  type: 'meetingClosed',
  at: '2026-11-24T14:00:00.000Z',
  actor: 'chair',
  body: { meeting: 'm1' },
  salt: 's2',
});
const head = headAfter(second).hash;
const forged = { ...first, event: { ...first.event, actor: 'somebody' } };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-register-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function verify(content: unknown, ...more: string[]): Promise<{ code: number; said: string }> {
  const file = join(folder, 'register.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, file, ...more], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

test('a register that holds: exit 0, with its head', async () => {
  const { code, said } = await verify({ events: [first, second], head });
  expect(said).toContain(head);
  expect(said).toContain('2 events');
  expect(code).toBe(0);
});

test('against the printed head, in groups as it is printed', async () => {
  expect(
    await verify({ events: [first, second], head }, '--head', head.toUpperCase().replace(/(.{4})/g, '$1 ')),
  ).toMatchObject({ code: 0 });
  const { code, said } = await verify({ events: [first], head: headAfter(first).hash }, '--head', head);
  expect(said).toContain('at event 1 (head)');
  expect(code).toBe(1);
});

test.each([
  ['a changed event', { events: [forged, second], head }, 'at event 2 (broken)'],
  ['a changed body', { events: [{ ...first, body: { meeting: 'm2' } }, second], head }, 'at event 1 (body)'],
  ['a cut tail', { events: [first], head }, 'at event 1 (head)'],
  ['a missing event', { events: [second], head }, 'at event 1 (gap)'],
])('%s: exit 1, and where it breaks', async (_what, content, where) => {
  const { code, said } = await verify(content);
  expect(said).toContain(where);
  expect(code).toBe(1);
});

test.each([
  ['no JSON', '{'],
  ['no register', '{"events": 7}'],
  ['nothing to compare with', { events: [first, second] }],
])('%s: exit 2', async (_what, content) => {
  expect((await verify(content)).code).toBe(2);
});
