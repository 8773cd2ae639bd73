import * as Y from 'yjs';
import { createRandom } from '../../src/demo/random.ts';
import type { Store } from '../../src/store/store.ts';
import type { DoorOptions } from '../../src/sync/door.ts';
import { MemoryStore } from '../memory-store.ts';
import { person, startSyncServer } from '../sync-server.ts';
import { Front, type Meddle } from './front.ts';
import { difference, Ledger } from './ledger.ts';
import { WireClient } from './wire-client.ts';
import { Writer, type Trace } from './writer.ts';

const TABLE = 'west';

/** Somewhere to keep a room of which it is known all the time what is in it. */
export interface Watched extends Pick<Store, 'updates' | 'checkpoints'> {
  /** Exactly what has been written. */
  readonly durable: Y.Doc;
  /** Takes nothing. */
  failing: boolean;
}

/** A real store, watched. */
export function watched({ updates, checkpoints }: Pick<Store, 'updates' | 'checkpoints'>): Watched {
  const durable = new Y.Doc();
  return {
    durable,
    failing: false,
    checkpoints,
    updates: {
      ...updates,
      append: async (group) => {
        await updates.append(group);
        for (const update of group.updates) Y.applyUpdate(durable, update);
      },
    },
  };
}

/** A store that is looked into all the time: `durable` holds exactly what has been written to it. */
export class WatchedStore extends MemoryStore implements Watched {
  readonly durable = new Y.Doc();

  constructor() {
    super();
    const { append } = this.updates;
    Object.assign(this.updates, {
      append: async (group: Parameters<typeof append>[0]) => {
        await append(group);
        for (const update of group.updates) Y.applyUpdate(this.durable, update);
      },
    });
  }
}

export interface Seat {
  readonly wire: WireClient<Trace>;
  readonly writer: Writer;
}

export interface SmallRoomOptions {
  readonly people: readonly string[];
  readonly meddle?: Meddle;
  readonly limits?: Pick<DoorOptions, 'keepAliveMs'>;
  /** In memory when it is absent. */
  readonly store?: Watched;
  readonly onWarning?: (message: string) => void;
}

/**
 * A room in this process, its clients behind a front. At every `saved` and at everything that a client gets to see the
 * store is looked into: what is claimed has to be in it at that very moment.
 */
export async function startSmallRoom({
  people,
  meddle,
  limits = {},
  store = new WatchedStore(),
  onWarning = () => undefined,
}: SmallRoomOptions) {
  const accounts = people.map((id) => person(id, { role: 'chair' }));
  const server = await startSyncServer(store, accounts, {}, { ...limits, onWarning });
  const front = await Front.start(meddle);
  front.openTo(server.url.replace('ws://', 'http://'));
  const wrongs: string[] = [];
  const notDurable: string[] = [];
  const ledger = new Ledger();
  const seats: Seat[] = [];

  /** Another tab of somebody. */
  function join(who: string): Seat {
    const name = `${who}${seats.length + 1}`;
    const wire = new WireClient<Trace>({
      host: () => front.host,
      token: who,
      table: TABLE,
      name,
      onSaved: (traces) => {
        ledger.add(traces);
        notDurable.push(...ledger.missingIn(store.durable).map((one) => `not durable at saved: ${one}`));
      },
    });
    wire.doc.on('update', (_update, origin) => {
      if (origin !== wire) return;
      for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(wire.doc)))
        if (client !== wire.doc.clientID && clock > Y.getState(store.durable.store, client))
          wrongs.push(`${name} saw ${clock} structs of client ${client} too early`);
    });
    const writer = new Writer(name, who, wire.doc, createRandom(name), (trace, change) => {
      wire.edit(trace, change);
    });
    wire.connect();
    seats.push({ wire, writer });
    return { wire, writer };
  }

  for (const who of people) join(who).writer.begin();
  return {
    server,
    store,
    front,
    ledger,
    seats,
    join,
    /** Refused, sent away, seen too early. */
    wrongs: (): string[] => [...wrongs, ...seats.flatMap(({ wire }) => wire.wrongs)],
    /** `saved` for what was not durable. */
    notDurable: (): string[] => notDurable,
    /** `saved` that counts what was never sent, or less than before. */
    miscounts: (): string[] => seats.flatMap(({ wire }) => wire.miscounts),
    /** Null when everybody, the server and the store hold the same. */
    differences: async (): Promise<string | null> => {
      const live = await server.rooms.read(TABLE, (doc) => difference(doc, store.durable));
      const others = seats.map(({ wire }) => difference(wire.doc, store.durable));
      return live ?? others.find((one) => one !== null) ?? null;
    },
    stop: async (): Promise<void> => {
      // A room does not close before everything in it is saved.
      store.failing = false;
      for (const { wire } of seats) wire.end();
      await front.stop();
      await server.stop();
    },
  };
}
