import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { systemClock, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Role } from '@bouwberaad/shared/model/organisation.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import type { Store } from '../src/store/store.ts';
import { Door, type DoorOptions } from '../src/sync/door.ts';
import { Rooms } from '../src/sync/rooms.ts';

export interface TestPerson extends Omit<Actor, 'role'> {
  role: Role | null;
}

export function person(id: string, more: Partial<TestPerson> = {}): TestPerson {
  return {
    person: id,
    organisation: `org-${id}`,
    kind: 'developer',
    municipality: null,
    role: 'member',
    ...more,
  };
}

export interface SyncServerOptions extends Pick<DoorOptions, 'keepAliveMs'> {
  readonly clock?: Clock;
  /** What the rooms log. */
  readonly onWarning?: (message: string) => void;
}

/** A sync server on a free port, with these people (their ids are their tokens). */
export async function startSyncServer(
  store: Pick<Store, 'updates' | 'checkpoints'>,
  people: readonly TestPerson[],
  rules: Partial<TableRules> = {},
  { clock = systemClock, onWarning = () => undefined, ...limits }: SyncServerOptions = {},
) {
  const rooms = new Rooms({ store, clock, log: { warn: onWarning, error: onWarning } });
  const door = new Door({
    ...limits,
    rooms,
    clock,
    log: { warn: () => undefined },
    identify: (_request, token) =>
      Promise.resolve(
        token !== null && people.some(({ person: id }) => id === token)
          ? { person: token, session: token }
          : null,
      ),
    admit: (id, table) => {
      const actor = people.find(({ person: known }) => known === id);
      if (table !== 'west' && table !== 'east') return 'unknownTable';
      if (actor === undefined || actor.role === null) return 'notAllowed';
      return {
        person: { id, name: id.toUpperCase(), organisation: actor.organisation, role: actor.role },
        rights: () => ({
          actor,
          rules: { editing: 'own', observersAnnotate: false, audience: 'tafel', ...rules },
        }),
      };
    },
  });
  const http = createServer();
  http.on('upgrade', (request, socket, head) => {
    door.handleUpgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}/sync`;
  const providers: WebsocketProvider[] = [];
  return {
    url,
    rooms,
    door,
    /** A plain provider that knows nothing of us. */
    connect(token: string, table = 'west', doc = new Y.Doc()): { doc: Y.Doc; provider: WebsocketProvider } {
      const provider = new WebsocketProvider(url, `${table}/workspace`, doc, {
        params: { token },
        disableBc: true,
        WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      });
      providers.push(provider);
      return { doc, provider };
    },
    async stop(): Promise<void> {
      for (const provider of providers) provider.destroy();
      door.close();
      await rooms.stop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** A project as a program outside makes it. */
export function projectMap(by: string, fields: Record<string, unknown> = {}): Y.Map<unknown> {
  const map = new Y.Map<unknown>(
    Object.entries({ name: 'Rivierpoort', by, at: '2026-11-24T10:00:00.000Z', removed: false, ...fields }),
  );
  map.set('blocks', new Y.Map());
  map.set('notes', new Y.XmlFragment());
  return map;
}
