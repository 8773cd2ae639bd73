import type * as Y from 'yjs';
import { createRandom, type Random } from '../../src/demo/random.ts';
import { historyAt } from '../../src/store/contract/history-at.ts';
import { openStore } from '../../src/store/open.ts';
import { loadDocument } from '../../src/sync/load.ts';
import { docOf } from '../../src/sync/rooms.ts';
import { Chair } from './chair.ts';
import { CHAIR, Crew, EVERYBODY, TABLE } from './crew.ts';
import { Front, slowLine } from './front.ts';
import { readRegister, signIn } from './house-client.ts';
import { difference, Ledger } from './ledger.ts';
import type { Store } from '../../src/store/store.ts';
import type { CrashPlace } from './place.ts';
import { elapse, until } from './until.ts';
import { spawnServer, startVictim } from './victim.ts';
import { WireClient } from './wire-client.ts';

export interface OrdealOptions {
  readonly place: CrashPlace;
  readonly kills: number;
  /** How the server ends each time: SIGKILL, or SIGTERM while everybody goes on writing. */
  readonly by?: 'kill' | 'stop';
  /** Of everything that is chosen by chance; the machine's own timing comes on top. */
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly kills: number;
  /** Of them before the server was ready: it was finishing what the one before had left. */
  readonly whileStarting: number;
  readonly made: number;
  readonly saved: number;
  /** Edits that no kill had let through yet and that their clients brought again. */
  readonly broughtAgain: number;
  readonly registerEvents: number;
  /** How often a client that is there at the end was told of a restart. */
  readonly goodbyes: number;
  /** The most memory that any of the servers had. */
  readonly peakMegabytes: number | null;
  /** Rows of the log at the end that no checkpoint has absorbed. */
  readonly logRows: number;
  /** What went wrong, in words; empty when nothing did. */
  readonly wrongs: readonly string[];
}

/** Longest that the load goes on before a kill. Most come early, while rooms are opened and logs compacted. */
const LOAD_MS = 1000;
const KILLED_WHILE_STARTING = 0.15;
const TAB_LOST = 0.1;
/** Who stops a server waits this long before pulling the plug (docs/contract.md). */
const STOP_MS = 10_000;
/** 360 MB were measured after 200 kills and 38,000 edits; a buffer without a bound shows far above it. */
export const MEMORY_MB = 600;
/** Compaction begins at 200 rows when a room is opened; between two openings the load makes a few hundred more. */
const LOG_ROWS = 3000;

/** Kills a server again and again under load, and looks after each kill, before any client is back, at what it still has. */
export async function runOrdeal(options: OrdealOptions): Promise<Outcome> {
  const front = await Front.start(slowLine(createRandom(`line ${options.seed}`)));
  const ordeal = new Ordeal(options, front);
  try {
    return await ordeal.run();
  } finally {
    await ordeal.end();
    await front.stop();
  }
}

type Running = Awaited<ReturnType<typeof startVictim>>;

class Ordeal {
  readonly #options: OrdealOptions;
  readonly #front: Front;
  readonly #random: Random;
  readonly #ledger = new Ledger();
  readonly #wrongs: string[] = [];
  readonly #tokens = new Map<string, string>();
  #crew: Crew | null = null;
  #chair: Chair | null = null;
  #server: Running | null = null;
  #kills = 0;
  #whileStarting = 0;
  #broughtAgain = 0;
  #peak: number | null = null;
  /** How long the last start took. */
  #startMs = 0;

  constructor(options: OrdealOptions, front: Front) {
    this.#options = options;
    this.#front = front;
    this.#random = createRandom(`crash ${options.seed}`);
  }

  async run(): Promise<Outcome> {
    const { kills } = this.#options;
    let server = await this.#start();
    for (const who of EVERYBODY) this.#tokens.set(who, await signIn(server.url, who));
    this.#front.openTo(server.url);
    const crew = new Crew({
      host: () => this.#front.host,
      tokens: this.#tokens,
      random: this.#random.fork('crew'),
      ledger: this.#ledger,
    });
    this.#crew = crew;
    this.#chair = new Chair(this.#front.host, this.#token(CHAIR), TABLE);
    crew.write();
    while (this.#kills < kills && this.#wrongs.length === 0) {
      await elapse(LOAD_MS * this.#random.next() ** 2);
      await this.#kill(server, crew);
      // Half of the times at the store itself, so that the clients meet a server that is still tidying up.
      const atStore = this.#random.chance(0.5);
      if (atStore) await this.#auditStore(crew);
      server = await this.#start();
      if (!atStore) await this.#auditServer(server, crew);
      this.#front.openTo(server.url);
      if (this.#random.chance(TAB_LOST)) crew.loseTab();
      this.#progress();
    }
    if (this.#wrongs.length > 0) return this.#outcome(crew, 0);
    await this.#finish(server, crew);
    return this.#outcome(crew, await this.#lookAtStore(crew));
  }

  async end(): Promise<void> {
    this.#crew?.end();
    this.#chair?.end();
    await this.#server?.kill();
  }

  async #start(): Promise<Running> {
    const { env, config } = this.#options.place;
    const began = performance.now();
    this.#server = await startVictim(env, config.dataDir);
    this.#startMs = performance.now() - began;
    return this.#server;
  }

  async #kill(server: Running, crew: Crew): Promise<void> {
    this.#peak = Math.max(this.#peak ?? 0, server.peakMegabytes() ?? 0) || null;
    if (this.#options.by === 'stop') {
      await this.#stop(server);
      this.#front.refuse();
    } else {
      await server.kill();
      this.#front.shut();
    }
    this.#kills += 1;
    if (server.complaints() !== '') this.#wrongs.push(`the server complained: ${server.complaints()}`);
    await until('the clients notice', () => crew.gone);
    this.#broughtAgain += crew.unsaved;
    const { kills, by } = this.#options;
    while (by !== 'stop' && this.#kills < kills && this.#random.chance(KILLED_WHILE_STARTING)) {
      const { env, config } = this.#options.place;
      const starting = spawnServer(env, config.dataDir);
      await elapse(this.#startMs * this.#random.next());
      await starting.kill();
      this.#kills += 1;
      this.#whileStarting += 1;
    }
  }

  /** With nobody else connected: what it has now, it has from its disk. */
  async #auditServer(server: Running, crew: Crew): Promise<void> {
    const found = await this.#download(server);
    this.#wrongs.push(...found.wrongs);
    this.#compare(found.doc, crew);
    await this.#auditRegister(server);
  }

  /** With no server: what the next one will load. */
  async #auditStore(crew: Crew): Promise<void> {
    await this.#usingStore(async (store) => {
      const { ydoc, damage } = await loadDocument(store, docOf(TABLE));
      if (damage.checkpoints + damage.rows.length > 0 || damage.fatal !== null)
        this.#wrongs.push(`damaged: ${JSON.stringify(damage)}`);
      this.#compare(ydoc, crew);
      this.#wrongs.push(...(this.#chair?.wrongIn(await store.register.read(TABLE, 0)) ?? []));
    });
  }

  #compare(doc: Y.Doc, crew: Crew): void {
    this.#wrongs.push(...this.#ledger.missingIn(doc).map((one) => `lost: ${one}`));
    this.#wrongs.push(...crew.seenTooEarly(doc), ...crew.wrongs);
  }

  async #auditRegister(server: Running): Promise<void> {
    const { events, head } = await readRegister(server.url, this.#token(CHAIR), TABLE);
    this.#wrongs.push(...(this.#chair?.wrongIn(events, head) ?? []));
  }

  /** Everything that the server has, as somebody gets it who comes for the first time. */
  async #download(server: Running): Promise<{ readonly doc: Y.Doc; readonly wrongs: readonly string[] }> {
    const auditor = new WireClient<never>({
      host: () => new URL(server.url).host,
      token: this.#token(CHAIR),
      table: TABLE,
      name: 'the auditor',
      onSaved: () => undefined,
    });
    auditor.connect();
    try {
      await until('the auditor has everything', () => auditor.synced);
    } catch (error) {
      throw new Error(`${auditor.wrongs.join()} ${auditor.drops} drops; server: ${server.complaints()}`, {
        cause: error,
      });
    } finally {
      auditor.end();
    }
    return { doc: auditor.doc, wrongs: [...auditor.wrongs, ...auditor.miscounts] };
  }

  /** No more edits: everybody gets everything, and an orderly stop. */
  async #finish(server: Running, crew: Crew): Promise<void> {
    this.#chair?.end();
    crew.rest();
    await until('everything is saved', () => crew.synced && crew.unsaved === 0);
    const { doc } = await this.#settle(server, crew);
    this.#wrongs.push(...this.#ledger.missingIn(doc).map((one) => `lost at the end: ${one}`), ...crew.wrongs);
    for (const [name, own] of crew.docs()) {
      const other = difference(own, doc);
      if (other !== null) this.#wrongs.push(`${name} and the server do not agree: ${other}`);
    }
    await this.#auditRegister(server);
    await this.#stop(server);
  }

  async #stop(server: Running): Promise<void> {
    const { code, ms } = await server.stop();
    if (code !== 0) this.#wrongs.push(`stopped with ${code ?? 'a signal'}: ${server.complaints()}`);
    if (ms > STOP_MS) this.#wrongs.push(`it took ${ms} ms to stop`);
  }

  /** What the plain provider wrote last is under way: nobody tells it that it has arrived. */
  async #settle(server: Running, crew: Crew): Promise<{ readonly doc: Y.Doc }> {
    let found = await this.#download(server);
    const agree = (): boolean =>
      [...crew.docs().values()].every((own) => difference(own, found.doc) === null);
    for (let left = 40; left > 0 && !agree(); left--) {
      await elapse(50);
      found = await this.#download(server);
    }
    return found;
  }

  /** After an orderly stop: the log and the history. Answers the rows that no checkpoint has absorbed. */
  async #lookAtStore(crew: Crew): Promise<number> {
    return this.#usingStore(async (store) => {
      const doc = docOf(TABLE);
      const loaded = await loadDocument(store, doc);
      const [own] = crew.docs().values();
      const other = own === undefined ? 'nobody is left' : difference(own, loaded.ydoc);
      if (other !== null) this.#wrongs.push(`the store and the clients do not agree: ${other}`);
      const [plans, annotations] = [
        await historyAt(store.history, doc, 'projects'),
        await historyAt(store.history, doc, 'annotations'),
      ];
      this.#wrongs.push(...this.#ledger.wrongInHistory(loaded.ydoc, [...plans, ...annotations]));
      const rows = loaded.rows.length + loaded.absorbed.length;
      if (rows > LOG_ROWS) this.#wrongs.push(`${rows} rows in the log`);
      return rows;
    });
  }

  async #usingStore<T>(look: (store: Store) => Promise<T>): Promise<T> {
    const opened = await openStore(this.#options.place.config);
    if (!opened.ok) throw new Error(opened.message);
    try {
      return await look(opened.value);
    } finally {
      await opened.value.close();
    }
  }

  #outcome(crew: Crew, logRows: number): Outcome {
    if (this.#peak !== null && this.#peak > MEMORY_MB) this.#wrongs.push(`${this.#peak} MB of memory`);
    return {
      kills: this.#kills,
      whileStarting: this.#whileStarting,
      made: crew.made,
      saved: this.#ledger.count,
      broughtAgain: this.#broughtAgain,
      goodbyes: crew.goodbyes,
      registerEvents: this.#chair?.confirmed.size ?? 0,
      peakMegabytes: this.#peak,
      logRows,
      wrongs: this.#wrongs,
    };
  }

  #progress(): void {
    if (this.#kills % 10 !== 0) return;
    this.#options.say(`… ${this.#kills} kills, ${this.#ledger.count} edits shown as saved, none lost`);
  }

  #token(who: string): string {
    return this.#tokens.get(who) ?? '';
  }
}
