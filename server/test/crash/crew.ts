import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Random } from '../../src/demo/random.ts';
import type { Ledger } from './ledger.ts';
import { WireClient } from './wire-client.ts';
import { Writer, type Trace } from './writer.ts';

export const TABLE = 'deventer';

/** Whose clients they are; two of them are two tabs of one person. */
const PEOPLE = ['gemeente', 'gemeente', 'corporatie', 'provincie', 'secretaris'] as const;
const PLAIN = 'markt';
export const CHAIR = 'voorzitter';
export const EVERYBODY = [...new Set([...PEOPLE, PLAIN, CHAIR])];

/** A writer who has so much unsaved waits for the server: nobody types on for hours. */
const MOST_UNSAVED = 40;
const BUSY_MS = { least: 4, most: 24 } as const;

/** A browser tab: who writes, and over what. */
interface Tab {
  readonly who: string;
  readonly writer: Writer;
  readonly wire: WireClient<Trace>;
}

export interface CrewOptions {
  readonly host: () => string;
  readonly tokens: ReadonlyMap<string, string>;
  readonly random: Random;
  readonly ledger: Ledger;
}

/** Several clients of the wire and one plain provider, all writing all the time. */
export class Crew {
  readonly #options: CrewOptions;
  readonly #plain: WebsocketProvider;
  readonly #plainWriter: Writer;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #wrongs: string[] = [];
  #tabs: Tab[] = [];
  #writing = false;
  #count = 0;
  #made = 0;

  constructor(options: CrewOptions) {
    this.#options = options;
    const { random, host, tokens } = options;
    for (const who of PEOPLE) this.#open(who);
    this.#tabs[0]?.writer.beginShared();
    this.#plain = new WebsocketProvider(`ws://${host()}/sync`, `${TABLE}/workspace`, new Y.Doc(), {
      params: { token: tokens.get(PLAIN) ?? '' },
      disableBc: true,
      maxBackoffTime: 60,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    this.#plain.on('closed', ({ code, reason }) =>
      this.#wrongs.push(`the plain provider was sent away: ${code} ${reason}`),
    );
    const { doc } = this.#plain;
    this.#plainWriter = new Writer('plain', PLAIN, doc, random.fork('plain'), (_trace, change) => {
      doc.transact(change, 'edit');
    });
    this.#plainWriter.begin();
  }

  /** Edits made so far, saved or not. */
  get made(): number {
    return this.#made + this.#writers().reduce((sum, { made }) => sum + made, 0);
  }

  get unsaved(): number {
    return this.#tabs.reduce((sum, { wire }) => sum + wire.unsaved, 0);
  }

  /** How often a server told one of them that it restarts. */
  get goodbyes(): number {
    return this.#tabs.reduce((sum, { wire }) => sum + wire.goodbyes, 0);
  }

  /** No connection is left that could still deliver something. */
  get gone(): boolean {
    return this.#tabs.every(({ wire }) => wire.gone) && !this.#plain.wsconnected;
  }

  get synced(): boolean {
    return this.#tabs.every(({ wire }) => wire.synced) && this.#plain.synced;
  }

  get wrongs(): readonly string[] {
    return [...this.#wrongs, ...this.#tabs.flatMap(({ wire }) => [...wire.wrongs, ...wire.miscounts])];
  }

  docs(): ReadonlyMap<string, Y.Doc> {
    return new Map([
      ...this.#tabs.map(({ writer }) => [writer.name, writer.doc] as const),
      ['the plain provider', this.#plain.doc],
    ]);
  }

  write(): void {
    this.#writing = true;
    for (const writer of this.#writers()) this.#soon(writer);
  }

  rest(): void {
    this.#writing = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** A tab dies with all that it had not saved, and the person opens another one. */
  loseTab(): void {
    const lost = this.#options.random.pick(this.#tabs);
    lost.wire.end();
    this.#wrongs.push(...lost.wire.wrongs, ...lost.wire.miscounts);
    this.#made += lost.writer.made;
    this.#tabs = this.#tabs.filter((tab) => tab !== lost);
    const opened = this.#open(lost.who);
    if (this.#writing) this.#soon(opened.writer);
  }

  end(): void {
    this.rest();
    for (const { wire } of this.#tabs) wire.end();
    this.#plain.destroy();
    // Its presence has a clock of its own, which only the document ends.
    this.#plain.doc.destroy();
  }

  /** What they have of each other that this document lacks: it was shown to somebody before it was durable. */
  seenTooEarly(doc: Y.Doc): string[] {
    const early: string[] = [];
    for (const [name, own] of this.docs()) {
      for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(own))) {
        const held = Y.getState(doc.store, client);
        if (client !== own.clientID && clock > held)
          early.push(`${name} has seen ${clock} structs of client ${client}, of which ${held} are there`);
      }
    }
    return early;
  }

  #open(who: string): Tab {
    const name = `w${++this.#count}`;
    const { host, tokens, random, ledger } = this.#options;
    const wire = new WireClient<Trace>({
      host,
      token: tokens.get(who) ?? '',
      table: TABLE,
      name,
      onSaved: (traces) => {
        ledger.add(traces);
      },
    });
    const writer = new Writer(name, who, wire.doc, random.fork(name), (trace, change) => {
      wire.edit(trace, change);
    });
    const tab = { who, writer, wire };
    this.#tabs.push(tab);
    writer.begin();
    wire.connect();
    return tab;
  }

  #writers(): Writer[] {
    return [...this.#tabs.map(({ writer }) => writer), this.#plainWriter];
  }

  #soon(writer: Writer): void {
    const { random } = this.#options;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        if (!this.#writing || !this.#writers().includes(writer)) return;
        const tab = this.#tabs.find((one) => one.writer === writer);
        const mayWrite = tab === undefined ? this.#plain.wsconnected : tab.wire.unsaved < MOST_UNSAVED;
        for (let left = random.between(1, 3); mayWrite && left > 0; left--) writer.write();
        this.#soon(writer);
      },
      random.between(BUSY_MS.least, BUSY_MS.most),
    );
    this.#timers.add(timer);
  }
}
