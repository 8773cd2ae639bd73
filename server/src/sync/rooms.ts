import type { Doc } from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import { LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import type { Store } from '../store/store.ts';
import { Compactor } from './compactor.ts';
import { limits } from './limits.ts';
import { DocumentDamaged, type Damage, type Stored } from './load.ts';
import { openDocument, type Opened } from './opening.ts';
import { Room, SERVER } from './room.ts';
import type { Workspaces } from './workspaces.ts';

export interface SyncLog {
  warn(message: string, about?: Record<string, unknown>): void;
  error(message: string, about?: Record<string, unknown>): void;
}

export interface RoomsOptions {
  readonly store: Pick<Store, 'updates' | 'checkpoints'>;
  readonly clock: Clock;
  readonly log: SyncLog;
  /** Called once after a workspace has come into memory: what was decided or confirmed and not yet applied is applied now. */
  readonly onOpen?: (table: string) => void;
}

interface Open {
  readonly room: Room;
  readonly compactor: Compactor;
}

interface Slot {
  readonly open: Promise<Open>;
  /** Uses that keep it in memory: sessions, and server work under way. */
  users: number;
  timer: NodeJS.Timeout | null;
}

/** All live documents: opened once however many ask at the same time, kept while used, unloaded after. */
export class Rooms implements Workspaces {
  readonly #options: RoomsOptions;
  readonly #slots = new Map<string, Slot>();
  readonly #damage = new Map<string, string>();
  #stopped = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  /**
   * The room, kept in memory until `release` is called. Who is the first to ask gets what is stored before the room is
   * made of it (`onStored`), which goes on once that resolves.
   */
  async acquire(
    table: string,
    onStored?: (stored: Stored) => Promise<void>,
  ): Promise<{ room: Room; release: () => void }> {
    if (this.#stopped) throw new Error('The rooms are closed.');
    let slot = this.#slots.get(table);
    if (slot === undefined) {
      slot = { open: this.#open(table, onStored), users: 0, timer: null };
      this.#slots.set(table, slot);
    }
    const mine = slot;
    mine.users += 1;
    if (mine.timer !== null) clearTimeout(mine.timer);
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      mine.users -= 1;
      if (mine.users === 0) this.#unloadLater(table, mine);
    };
    try {
      return { room: (await mine.open).room, release };
    } catch (error) {
      // A failed load is not remembered: the next one who asks tries again.
      if (this.#slots.get(table) === mine) this.#slots.delete(table);
      throw error;
    }
  }

  async read<T>(table: string, look: (doc: Doc) => T): Promise<T> {
    return this.#using(table, (room) => look(room.ydoc));
  }

  async edit(table: string, edit: Edit, by: string): Promise<Result<undefined>> {
    return this.#using(table, (room) => room.edit(edit, by));
  }

  /** Live rooms and how many people are in each. */
  counts(): ReadonlyMap<string, number> {
    return new Map([...this.#slots].map(([table, slot]) => [table, slot.users]));
  }

  /** Tables of which something stored was found damaged when they were opened, and what. */
  damage(): ReadonlyMap<string, string> {
    return this.#damage;
  }

  /** Saves what is left, and leaves short logs behind. Sessions have been ended by then. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const slots = [...this.#slots.values()];
    this.#slots.clear();
    for (const slot of slots) if (slot.timer !== null) clearTimeout(slot.timer);
    await Promise.all(
      slots.map(async (slot) => {
        const { room, compactor } = await slot.open;
        await room.settled();
        await compactor.finish();
      }),
    );
  }

  async #using<T>(table: string, work: (room: Room) => T | Promise<T>): Promise<T> {
    const { room, release } = await this.acquire(table);
    try {
      return await work(room);
    } finally {
      release();
    }
  }

  async #open(table: string, onStored?: (stored: Stored) => Promise<void>): Promise<Open> {
    const { store, clock, log, onOpen } = this.#options;
    const doc = docOf(table);
    const opened = await this.#load(table, onStored);
    const { ydoc, claims } = opened;
    const room = new Room({
      doc,
      ydoc,
      claims,
      log: store.updates,
      clock,
      onStalled: (stalled, reason) => {
        log.warn(stalled ? 'saving falters' : 'saving works again', { doc, reason });
      },
      onSaved: (rows) => {
        compactor.saved(rows);
      },
    });
    const compactor = new Compactor({ store, clock, log, room }, opened);
    // Kept before anybody gets to see it: the next opening is to find this generation and not to make another.
    if (opened.lost) await compactor.anew();
    if (room.meta('layout') === undefined) await begin(room);
    if (onOpen !== undefined) setImmediate(onOpen, table);
    // A crash leaves a long log behind: the next one who opens the room should not wait for it again.
    setImmediate(() => {
      compactor.saved(0);
    });
    return { room, compactor };
  }

  async #load(table: string, onStored?: (stored: Stored) => Promise<void>): Promise<Opened> {
    const { store, clock, log } = this.#options;
    const doc = docOf(table);
    try {
      const opened = await openDocument(doc, { store, clock, onStored });
      const found = wordsOf(opened.damage, opened.lost);
      if (found === null) this.#damage.delete(table);
      else {
        this.#damage.set(table, found);
        const { checkpoints, rows } = opened.damage;
        log.error(opened.lost ? 'saved edits are lost' : 'stored plans are damaged', {
          doc,
          found,
          checkpoints,
          rows,
        });
      }
      return opened;
    } catch (error) {
      if (error instanceof DocumentDamaged) {
        this.#damage.set(table, `It cannot be opened: ${error.message}. Put a backup back.`);
        log.error('a table cannot be opened', { doc, reason: error.message });
      }
      throw error;
    }
  }

  #unloadLater(table: string, slot: Slot): void {
    if (this.#stopped) return;
    slot.timer = setTimeout(() => {
      void this.#unload(table, slot);
    }, limits.unloadAfterMs);
    slot.timer.unref();
  }

  async #unload(table: string, slot: Slot): Promise<void> {
    const { room, compactor } = await slot.open;
    const mayGo = (): boolean => slot.users === 0 && room.idle && this.#slots.get(table) === slot;
    // A room that has left writes nothing: its checkpoint would be put over one that knows more.
    if (!mayGo()) return;
    await compactor.finish();
    // Somebody may have come meanwhile.
    if (!mayGo()) return;
    this.#slots.delete(table);
    room.ydoc.destroy();
  }
}

/** A table's workspace, as the store and the wire name it. */
export function docOf(table: string): string {
  return `${table}/workspace`;
}

async function begin(room: Room): Promise<void> {
  await room.edit(
    {
      type: 'batch',
      name: 'begin',
      edits: [
        { type: 'setMeta', key: 'layout', value: LAYOUT },
        { type: 'setMeta', key: 'generation', value: 1 },
      ],
    },
    SERVER,
  );
}

/** For whoever runs the server; null when everything was as it was written. */
function wordsOf({ checkpoints, rows, given }: Damage, lost: boolean): string | null {
  if (lost)
    return `${rows.length} rows of the log are damaged or missing: what was saved in them is lost, the rest was opened as a new generation. The history still tells what was written.`;
  if (given.length > 0)
    return `${given.length} rows of the log are damaged; the plans were opened without them before.`;
  if (checkpoints > 0)
    return `${checkpoints} checkpoints are damaged; the log held everything, nothing is lost.`;
  return null;
}
