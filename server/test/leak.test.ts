import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ContractClient } from './contract-client.ts';
import { startServer, tempDir, type ServerProcess } from './server-process.ts';

/**
 * Plans stricter than their table's audience, in a workbook that somebody imported: their names arrive at nobody else,
 * by no channel. A channel that is not in this list has no business knowing plans.
 */
const WORKBOOK = readFileSync(new URL('../test-fixtures/import/diwi-import.xlsx', import.meta.url));
const TABLE = 'deventer';
const READERS = ['voorzitter', 'gemeente', 'corporatie', 'markt', 'provincie', 'toehoorder'];

const cleanup: (() => unknown)[] = [];
let server: ServerProcess;
let importId = '';
/** Names of the plans that were not shared: unique, unlike their numbers. */
let hidden: readonly string[] = [];
let before = 0;

const homesOf = async (client: ContractClient): Promise<number> => {
  const { projects } = await client.get<{ projects: { blocks: { homes: number | null }[] }[] }>(
    `tables/${TABLE}/projects`,
  );
  return projects.flatMap(({ blocks }) => blocks).reduce((sum, { homes }) => sum + (homes ?? 0), 0);
};

beforeAll(async () => {
  const dir = tempDir();
  cleanup.push(dir.remove);
  server = await startServer({}, dir.path);
  cleanup.push(server.kill);
  const secretary = await ContractClient.signIn(server.url, 'secretaris', cleanup);
  before = await homesOf(secretary);
  const { id } = await secretary.upload<{ id: string }>(TABLE, WORKBOOK);
  importId = id;
  const { notShared } = await secretary.get<{ notShared: { name: string }[] }>(
    `tables/${TABLE}/imports/${id}`,
  );
  hidden = notShared.map(({ name }) => name);
  await secretary.post(`tables/${TABLE}/imports/${id}/confirm`, {});
}, 60_000);

afterAll(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

function expectNothingHidden(text: string): void {
  expect(text.length).toBeGreaterThan(0);
  expect(hidden.filter((name) => text.includes(name))).toEqual([]);
}

describe('a hidden plan never arrives', () => {
  test('there are some to hide, and the one who brought them sees which', () => {
    expect(hidden).toHaveLength(42);
  });

  const channels = [
    ['cell', `tables/${TABLE}/projects`],
    ['figure', `tables/${TABLE}/insights`],
    ['register', `tables/${TABLE}/register`],
    ['reference dates', `tables/${TABLE}/reference-dates`],
    ['export as JSON', `tables/${TABLE}/exports/table.json`],
    ['export as CSV', `tables/${TABLE}/exports/projects.csv`],
    ['export as GeoJSON', `tables/${TABLE}/exports/projects.geojson`],
    ['my actions', 'me/actions'],
    ['tables', 'tables'],
    ['table', `tables/${TABLE}`],
  ] as const;
  test.each(channels)('by %s', async (_channel, path) => {
    for (const who of READERS) {
      const client = await ContractClient.signIn(server.url, who, cleanup);
      const { status, text } = await client.text(path);
      expect(status, `${who} ${path}`).toBe(200);
      expectNothingHidden(text);
    }
  });

  test('by the history of the plans that came in the same file', async () => {
    const client = await ContractClient.signIn(server.url, 'markt', cleanup);
    const { projects } = await client.get<{ projects: { id: string; externalId: string | null }[] }>(
      `tables/${TABLE}/projects`,
    );
    const imported = projects.filter(({ externalId }) => /^\d+$/.test(externalId ?? ''));
    for (const { id } of imported) {
      const { status, text } = await client.text(`tables/${TABLE}/history?path=projects/${id}`);
      expect(status).toBe(200);
      expectNothingHidden(text);
    }
  });

  test('by the preview of somebody else', async () => {
    for (const who of READERS) {
      const client = await ContractClient.signIn(server.url, who, cleanup);
      const { status, text } = await client.text(`tables/${TABLE}/imports/${importId}`);
      expect([403, 404]).toContain(status);
      expectNothingHidden(text);
    }
  });

  test('by the document: cells, comments, undo and search are all made of it; nor by awareness', async () => {
    for (const who of READERS) {
      const client = await ContractClient.signIn(server.url, who, cleanup);
      const provider = client.provider(TABLE);
      await vi.waitFor(() => {
        expect(provider.synced).toBe(true);
      }, 10_000);
      const roots = [...provider.doc.share.keys()].map((root) => [root, provider.doc.getMap(root).toJSON()]);
      expectNothingHidden(JSON.stringify(roots));
      expectNothingHidden(JSON.stringify([...provider.awareness.getStates()]));
      provider.destroy();
    }
  });

  test('by the live wire', async () => {
    for (const who of READERS) {
      const client = await ContractClient.signIn(server.url, who, cleanup);
      const socket = client.live();
      expectNothingHidden(
        JSON.stringify(await socket.timeout(10_000).emitWithAck('join', { table: TABLE, after: 0 })),
      );
      socket.close();
    }
  });

  test('by a sum: the homes at the table grew by those that were shared, and by no others', async () => {
    const client = await ContractClient.signIn(server.url, 'markt', cleanup);
    const { projects } = await client.get<{
      projects: { externalId: string | null; blocks: { homes: number | null }[] }[];
    }>(`tables/${TABLE}/projects`);
    const imported = projects.filter(({ externalId }) => /^\d+$/.test(externalId ?? ''));
    expect(imported).toHaveLength(18);
    const homes = imported
      .flatMap(({ blocks }) => blocks)
      .reduce((sum, block) => sum + (block.homes ?? 0), 0);
    expect(await homesOf(client)).toBe(before + homes);
  });
});
