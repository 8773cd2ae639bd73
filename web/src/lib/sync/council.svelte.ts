import type { Socket } from 'socket.io-client';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import type {
  Answer,
  ClientToServer,
  Command,
  JoinAnswer,
  RegisterMessage,
  ServerToClient,
} from '@bouwberaad/shared/protocol/live.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { emptyRegister, type RegisterState } from '@bouwberaad/shared/register/state.ts';
import type { Verified } from '@bouwberaad/shared/register/verify.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import type * as CouncilParts from './council-parts.ts';

/** A command without what every command has: its id and its table. */
export type CommandBody = Command extends infer C
  ? C extends Command
    ? Omit<C, 'id' | 'table'>
    : never
  : never;

/** What a register is checked and kept with, and the line to it. */
type Parts = typeof CouncilParts;

/** How long a command waits for its answer before the person is told that there is none. */
const ANSWER_MS = 10_000;

/**
 * What the table decides: its register, kept here and checked here, and the line on which commands go. State is the
 * fold of the events, by the same function as on the server; nothing is believed that the chain does not carry.
 */
export class Council {
  readonly #table: string;
  readonly #url: string | undefined;
  /** The table's settings or its people changed. */
  readonly #onNotice: () => void;
  #socket: Socket<ServerToClient, ClientToServer> | null = null;
  #entries: RegisterEntry[] = [];
  #destroyed = false;
  #state: RegisterState = $state.raw(emptyRegister);
  #check: Result<Verified> | null = $state.raw(null);
  #online = $state(false);
  #loaded = $state(false);

  constructor(table: string, onNotice: () => void, url?: string) {
    this.#table = table;
    this.#onNotice = onNotice;
    this.#url = url;
    void this.#connect();
  }

  get state(): RegisterState {
    return this.#state;
  }

  get online(): boolean {
    return this.#online;
  }

  /** The register has come once. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether the chain holds, checked on this device; null before the register came. */
  get check(): Result<Verified> | null {
    return this.#check;
  }

  get entries(): readonly RegisterEntry[] {
    void this.#state;
    return this.#entries;
  }

  /**
   * Sends a command and waits for what the server answers. Without a connection nothing is queued: a position or an
   * opening is said now or not at all.
   */
  async command(body: CommandBody): Promise<Answer> {
    const socket = this.#socket;
    if (socket === null || !socket.connected) return offline;
    const command = { ...body, id: newId(), table: this.#table };
    try {
      return (await socket.timeout(ANSWER_MS).emitWithAck('command', command)) as Answer;
    } catch {
      return offline;
    }
  }

  destroy(): void {
    this.#destroyed = true;
    this.#socket?.close();
  }

  /** Loaded when it is needed: no page waits for it. */
  async #connect(): Promise<void> {
    const parts = await import('./council-parts.ts');
    if (this.#destroyed) return;
    const { io, LIVE_PATH } = parts;
    const options = { path: LIVE_PATH, transports: ['websocket'], auth: { tables: [this.#table] } };
    const socket: Socket<ServerToClient, ClientToServer> =
      this.#url === undefined ? io(options) : io(this.#url, options);
    this.#socket = socket;
    socket.on('connect', () => {
      this.#online = true;
      // What was changed while nobody could tell us: rights taken away, a page that opened on what this device kept.
      this.#onNotice();
      socket.emit('join', { table: this.#table, after: 0 }, (answer) => {
        this.#joined(parts, answer);
      });
    });
    socket.on('disconnect', () => {
      this.#online = false;
    });
    socket.on('notice', ({ table }) => {
      if (table === this.#table) this.#onNotice();
    });
    socket.on('register', (message) => {
      this.#received(parts, message);
    });
  }

  #joined(parts: Parts, answer: JoinAnswer): void {
    if (!answer.ok) return;
    this.#entries = [...answer.events];
    this.#refresh(parts, answer.head);
    this.#loaded = true;
  }

  /** What is known already comes again when text that was hidden may be told: it takes the old one's place. */
  #received(parts: Parts, { table, events }: RegisterMessage): void {
    if (table !== this.#table) return;
    for (const entry of events) {
      const at = this.#entries.findIndex(({ event }) => event.seq === entry.event.seq);
      if (at >= 0) this.#entries[at] = entry;
      else this.#entries.push(entry);
    }
    this.#entries.sort((a, b) => a.event.seq - b.event.seq);
    this.#refresh(parts);
  }

  #refresh({ fold, verifyChain }: Parts, head?: string): void {
    this.#state = fold(this.#entries);
    this.#check = verifyChain(this.#entries, head);
  }
}

const offline: Answer = {
  ok: false,
  code: 'offline',
  message: 'Er is geen verbinding. Er is niets verstuurd.',
};
