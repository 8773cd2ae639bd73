import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { commandOf, type BodyOf, type EventType } from '@bouwberaad/shared/register/bodies.ts';
import { EMPTY_HEAD, headAfter, makeEntry, type Head } from '@bouwberaad/shared/register/chain.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { fold } from '@bouwberaad/shared/register/fold.ts';
import { emptyRegister, type RegisterState } from '@bouwberaad/shared/register/state.ts';
import { veil } from '@bouwberaad/shared/register/veil.ts';
import type { MeetingPorts } from './ports.ts';

/** An event that is about to be recorded. */
export type Draft = {
  [T in EventType]: { readonly type: T; readonly actor: string; readonly body: BodyOf<T> };
}[EventType];

type LedgerPorts = Pick<MeetingPorts, 'register' | 'clock' | 'newSalt' | 'publish'>;

/** How many commands of a table are remembered by their id. */
const REMEMBERED = 1000;

/**
 * The register of one table as this process knows it: its state, its head, and which commands led to which events. It is
 * never ahead of the store; when another process was quicker it catches up.
 */
export class Ledger {
  readonly #table: string;
  readonly #ports: LedgerPorts;
  #head: Head = EMPTY_HEAD;
  #state: RegisterState = emptyRegister;
  #unsaid: RegisterEntry[] = [];
  #begun = false;
  readonly #commands = new Map<string, number>();

  constructor(table: string, ports: LedgerPorts) {
    this.#table = table;
    this.#ports = ports;
  }

  get state(): RegisterState {
    return this.#state;
  }

  get head(): Head {
    return this.#head;
  }

  /** The event that this person's command led to, if it has been carried out. */
  eventOf(person: string, command: string): number | null {
    return this.#commands.get(`${person} ${command}`) ?? null;
  }

  /** Reads what the store has and this process has not. What was there at the first reading is nobody's news. */
  async catchUp(): Promise<void> {
    this.#absorb(await this.#ports.register.read(this.#table, this.#head.seq));
    if (!this.#begun) this.#unsaid = [];
    this.#begun = true;
  }

  /** The entry, once it is durable; null when the number was taken meanwhile: catch up and decide again. */
  async append({ type, actor, body }: Draft): Promise<RegisterEntry | null> {
    const { register, clock, newSalt } = this.#ports;
    const at = toIso(clock.now());
    const entry = makeEntry({ table: this.#table, head: this.#head, type, at, actor, body, salt: newSalt() });
    if (!(await register.append(entry))) return null;
    this.#absorb([entry]);
    return entry;
  }

  /** Tells what was added since the last time; at the end of a hidden ballot also what its positions were. */
  tell(): void {
    const added = this.#unsaid;
    this.#unsaid = [];
    if (added.length > 0) this.#ports.publish(this.#table, veil(added, this.#state));
  }

  /** Events after `after` that may be told now. */
  async read(after: number): Promise<RegisterEntry[]> {
    return veil(await this.#ports.register.read(this.#table, after), this.#state);
  }

  /** Adds events to what is told next: those whose text may be told from now on. */
  async unveil(seqs: readonly number[]): Promise<void> {
    const first = Math.min(...seqs);
    const entries = await this.#ports.register.read(this.#table, first - 1);
    const waiting = new Set(this.#unsaid.map(({ event }) => event.seq));
    this.#unsaid = [
      ...entries.filter(({ event }) => seqs.includes(event.seq) && !waiting.has(event.seq)),
      ...this.#unsaid,
    ];
  }

  #absorb(entries: readonly RegisterEntry[]): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    this.#state = fold(entries, this.#state);
    this.#head = headAfter(last);
    this.#unsaid.push(...entries);
    for (const entry of entries) this.#remember(entry);
  }

  #remember(entry: RegisterEntry): void {
    const command = commandOf(entry);
    if (command === null) return;
    this.#commands.set(`${entry.event.actor} ${command}`, entry.event.seq);
    const oldest = this.#commands.size > REMEMBERED ? this.#commands.keys().next().value : undefined;
    if (oldest !== undefined) this.#commands.delete(oldest);
  }
}
