import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { recordMap } from '@bouwberaad/shared/model/read.ts';
import { CLOSE } from '@bouwberaad/shared/protocol/sync.ts';
import { BackupWorld, generationOf, restore } from '../../../../server/test/backup-world.ts';
import { person, startSyncServer } from '../../../../server/test/sync-server.ts';
import type { KeptEdit, Keeping, KeptRefusal } from './keeping.ts';
import { WorkspaceLink } from './workspace-link.ts';

const cleanup: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

const a = person('a');

/** What one browser keeps through being closed: plans by generation of its own, and the outbox. */
class Device {
  plans: Uint8Array | null = null;
  readonly outbox = new Map<number, KeptEdit>();
  readonly refusals = new Map<number, KeptRefusal>();
  discarded = 0;

  keeping(): Keeping {
    return {
      plans: {
        attach: (doc) => {
          const had = this.plans !== null;
          if (this.plans !== null) Y.applyUpdate(doc, this.plans);
          doc.on('update', () => {
            this.plans = Y.encodeStateAsUpdate(doc);
          });
          return Promise.resolve(had);
        },
        discard: () => {
          this.plans = null;
          this.discarded += 1;
        },
      },
      outbox: {
        put: (number, kept) => void this.outbox.set(number, kept),
        remove: (numbers) => {
          for (const number of numbers) this.outbox.delete(number);
        },
      },
      refusals: {
        put: (number, kept) => void this.refusals.set(number, kept),
        remove: (numbers) => {
          for (const number of numbers) this.refusals.delete(number);
        },
      },
      adopt: () => {
        const left = { edits: [...this.outbox.values()], refusals: [...this.refusals.values()] };
        this.outbox.clear();
        this.refusals.clear();
        return Promise.resolve(left);
      },
    };
  }
}

/** Where the server is now: for a page it is the same address before and after. */
interface Address {
  url: string;
}

const ADDRESS = 'ws://bouwberaad.example/sync';

function link(address: Address, device: Device): WorkspaceLink {
  class There extends WebSocket {
    constructor(url: string | URL) {
      super(String(url).replace(ADDRESS, address.url));
    }
  }
  const made = new WorkspaceLink({
    url: ADDRESS,
    table: 'west',
    token: 'a',
    clock: systemClock,
    rights: () => ({ actor: a, rules: { editing: 'own', observersAnnotate: false, audience: 'tafel' } }),
    keeping: Promise.resolve(device.keeping()),
    WebSocket: There as unknown as typeof globalThis.WebSocket,
    onChange: () => undefined,
    onDocument: () => undefined,
  });
  cleanup.push(() => {
    made.destroy();
  });
  return made;
}

const project = (id: string): Edit => ({
  type: 'createRecord',
  root: 'projects',
  id,
  fields: { name: id, organisation: 'org-a', by: 'a', at: '2026-11-24T10:00:00.000Z' },
});
const likely = (id: string, from: number | null, to: number): Edit => ({
  type: 'setField',
  path: `projects/${id}/likelihood`,
  from,
  to,
});

/**
 * A table whose backup was made when it held `early`, and then went on: `late` was made and saved after the backup, and
 * with it the machine was lost. What comes back is served as another server.
 */
async function restoredTable() {
  const world = new BackupWorld();
  cleanup.push(() => world.remove());
  const store = await world.open('embedded');
  await store.directory.put('table', {
    id: 'west',
    name: 'West',
    kind: 'local',
    parent: null,
    municipalities: [],
    settings: { audience: 'tafel', editing: 'own', observersAnnotate: false },
  });
  const old = await startSyncServer(store, [a]);
  const device = new Device();
  const address: Address = { url: old.url };
  const browser = link(address, device);
  await vi.waitFor(() => {
    expect(browser.loaded).toBe(true);
  });
  expect(browser.edit(project('early')).ok).toBe(true);
  expect(browser.edit(likely('early', null, 50)).ok).toBe(true);
  await saved(browser);
  const file = await world.backUp(store);
  expect(browser.edit(project('late')).ok).toBe(true);
  expect(browser.edit(likely('early', 50, 60)).ok).toBe(true);
  await saved(browser);
  return {
    device,
    browser,
    address,
    lose: () => old.stop(),
    /** The backup is put back elsewhere and served at the same address. */
    putBack: async () => {
      await old.stop();
      const target = await world.open('embedded');
      expect(await restore(target, file, { now: systemClock.now() })).toMatchObject({ ok: true });
      const generation = await generationOf(target, 'west');
      const server = await startSyncServer(target, [a]);
      cleanup.push(() => server.stop());
      address.url = server.url;
      return { server, generation };
    },
  };
}

async function saved(browser: WorkspaceLink): Promise<void> {
  await vi.waitFor(() => {
    expect(browser.waiting).toHaveLength(0);
    expect(browser.unacknowledged).toBe(0);
  });
}

test('a browser that was closed with plans of before and work not sent: the plans go, the work is replayed', async () => {
  const { device, browser, address, putBack, lose } = await restoredTable();
  await lose();
  await vi.waitFor(() => {
    expect(browser.online).toBe(false);
  });
  // On the train: one on what the backup holds as well, one on what it lost, one new.
  expect(browser.edit(likely('early', 60, 70)).ok).toBe(true);
  expect(browser.edit(likely('late', null, 80)).ok).toBe(true);
  expect(browser.edit(project('new')).ok).toBe(true);
  browser.destroy();
  expect(device.outbox.size).toBe(3);

  const { server, generation } = await putBack();
  const reopened = link(address, device);
  await vi.waitFor(() => {
    expect(reopened.doc.getMap('meta').get('generation')).toBe(generation);
    expect(reopened.waiting).toHaveLength(0);
  }, 10_000);
  expect(device.discarded).toBe(1);
  const there = await server.rooms.read('west', (doc) => doc.getMap('projects').toJSON());
  expect(Object.keys(there).sort()).toEqual(['early', 'new']);
  expect(there).toMatchObject({ early: { likelihood: 50 } });
  // What stood on something that the backup does not hold is shown to its author, not set and not lost.
  expect(reopened.refusals.map(({ path }) => path).sort()).toEqual([
    'projects/early/likelihood',
    'projects/late/likelihood',
  ]);
  expect(recordMap(reopened.doc, 'projects', 'late')).toBeNull();
  expect(device.outbox.size).toBe(0);
});

test('a page that stays open meets the restored table when it is back, goes on there, and no edit is blamed', async () => {
  const { browser, device, putBack } = await restoredTable();
  const { server, generation } = await putBack();
  await vi.waitFor(() => {
    expect(browser.doc.getMap('meta').get('generation')).toBe(generation);
  }, 10_000);
  expect(device.discarded).toBe(1);
  expect(recordMap(browser.doc, 'projects', 'late')).toBeNull();
  expect(browser.edit(likely('early', 50, 55)).ok).toBe(true);
  await saved(browser);
  expect(browser.refusals).toEqual([]);
  expect(
    await server.rooms.read('west', (doc) => recordMap(doc, 'projects', 'early')?.get('likelihood')),
  ).toBe(55);
});

test.each(['1', ''])(
  'who says that its plans are of before is sent away unread (saved=%s)',
  async (wantsSaved) => {
    const { device, browser, putBack } = await restoredTable();
    browser.destroy();
    const kept = device.plans ?? new Uint8Array();
    const { server } = await putBack();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, kept);
    const closed = new Promise<number>((resolve) => {
      const provider = new WebsocketProvider(server.url, 'west/workspace', doc, {
        params: { token: 'a', generation: '1', saved: wantsSaved },
        disableBc: true,
        WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      });
      cleanup.push(() => {
        provider.destroy();
      });
      provider.messageHandlers[120] = () => undefined;
      provider.on('closed', ({ code }) => {
        resolve(code);
      });
    });
    expect(await closed).toBe(CLOSE.outlived);
    expect(await server.rooms.read('west', (live) => [...live.getMap('projects').keys()])).toEqual(['early']);
  },
);
