import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { touchesOf, type Touch } from '@bouwberaad/shared/edit/touch.ts';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { done, type Result } from '@bouwberaad/shared/lib/result.ts';
import { META, typeAt } from '@bouwberaad/shared/model/layout.ts';
import { recordMap } from '@bouwberaad/shared/model/read.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import { encodeSync, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import type { Claim } from '../store/store.ts';
import { judge, type Verdict } from './gate/gate.ts';
import { causeOf, recordHistory } from './history.ts';
import { Presence } from './presence.ts';
import { Saver, type SaverOptions } from './saver.ts';

/** What a room needs of a connection. */
export interface Member {
  /** A frame for this person; what it says is durable. */
  send(frame: Uint8Array): void;
  /** Holds back reading from the socket while too much waits to be saved. */
  pause(paused: boolean): void;
}

export interface RoomOptions {
  readonly doc: string;
  readonly ydoc: Y.Doc;
  readonly claims: readonly Claim[];
  readonly log: SaverOptions['log'];
  readonly clock: Clock;
  readonly onStalled: (stalled: boolean, reason: string) => void;
  /** So many rows were written to the log. */
  readonly onSaved: (rows: number) => void;
}

/** The server itself, as an author of updates. */
export const SERVER = 'server';

/** Where a transaction of the live document comes from. */
type Origin = { readonly by: string; readonly member: Member | null; readonly cause?: string };

/** One live document: judged, applied, saved, and only then sent on. */
export class Room {
  readonly doc: string;
  readonly ydoc: Y.Doc;
  readonly presence: Presence;
  /** What was loaded, as a state vector. */
  readonly #loaded: ReadonlyMap<number, number>;
  readonly #saver: Saver;
  readonly #onSaved: (rows: number) => void;
  readonly #clock: Clock;
  readonly #claims: Map<number, string>;
  readonly #members = new Set<Member>();
  /** The last moment that was asked for: of thousands of edits a second many share one. */
  #asked = { ms: NaN, iso: '' };
  #made: Uint8Array[] = [];
  /** What Yjs itself took out of a text that an edit left formats without effect in; no origin is known of it. */
  #tidied: Uint8Array[] = [];

  constructor(options: RoomOptions) {
    this.doc = options.doc;
    this.ydoc = options.ydoc;
    this.#loaded = Y.decodeStateVector(Y.encodeStateVector(options.ydoc));
    this.#clock = options.clock;
    this.#onSaved = options.onSaved;
    this.#claims = new Map(options.claims.map(({ client, person }) => [client, person]));
    this.presence = new Presence((client) => this.#claims.get(client));
    this.#saver = new Saver({
      doc: options.doc,
      log: options.log,
      // Who is in the room is told nothing: what waits is not acknowledged, and that is how a client notices.
      onStalled: options.onStalled,
      onPaused: (paused) => {
        for (const member of this.#members) member.pause(paused);
      },
    });
    this.ydoc.on('update', (update: Uint8Array, from: unknown) =>
      (from === null ? this.#tidied : this.#made).push(update),
    );
  }

  get memberCount(): number {
    return this.#members.size;
  }

  /** Nothing waits to be saved. */
  get idle(): boolean {
    return this.#saver.idle;
  }

  /** Rises when a backup is put back: what browsers kept of an older one is not to be sent here. */
  get generation(): number {
    return Number(this.meta('generation') ?? 1);
  }

  join(member: Member): void {
    this.#members.add(member);
    if (this.#saver.paused) member.pause(true);
  }

  leave(member: Member): void {
    this.#members.delete(member);
  }

  /** What a newcomer lacks, handed over once all of it is durable. */
  answer(stateVector: Uint8Array, reply: (state: Uint8Array) => void): void {
    const state = Y.encodeStateAsUpdate(this.ydoc, stateVector);
    this.#saver.after(() => {
      reply(state);
    }, state.byteLength);
  }

  /** The state vector of somebody who has this one, and what was loaded besides. */
  withLoaded(stateVector: Uint8Array): Uint8Array {
    const joined = Y.decodeStateVector(stateVector);
    for (const [client, clock] of this.#loaded) joined.set(client, Math.max(clock, joined.get(client) ?? 0));
    return Y.encodeStateVector(joined);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.ydoc);
  }

  /** Whether the live document holds everything up to these clocks. */
  holds(reaches: ReadonlyMap<number, number>): boolean {
    return [...reaches].every(([client, clock]) => Y.getState(this.ydoc.store, client) >= clock);
  }

  /** Judges an update and, when it may be, applies it. `durable` runs when it and all before it is saved. */
  receive(
    update: Uint8Array,
    fullState: boolean,
    actor: Actor,
    rules: TableRules,
    member: Member,
    durable: () => void,
  ): Verdict {
    const verdict = judge(update, {
      doc: this.ydoc,
      actor,
      rules,
      fullState,
      ownerOf: (client) => this.#claims.get(client),
    });
    if (verdict.kind !== 'accepted') return verdict;
    const claims = verdict.claims.map((client) => ({ client, person: actor.person }));
    for (const { client, person } of claims) this.#claims.set(client, person);
    this.#commit(verdict.touches, { by: actor.person, member }, claims, durable, (origin) => {
      Y.applyUpdate(this.ydoc, verdict.update, origin);
    });
    return verdict;
  }

  /** A person announces a client id before writing under it. False: it is somebody else's. */
  claim(client: number, person: string): boolean {
    const owner = this.#claims.get(client);
    if (owner !== undefined) return owner === person;
    this.#claims.set(client, person);
    this.#saver.add({ updates: [], history: [], claims: [{ client, person }], release: () => undefined });
    return true;
  }

  /** The server's own edit; resolves when it is durable. */
  edit(edit: Edit, by: string): Promise<Result<undefined>> {
    return new Promise((resolve) => {
      let result: Result<undefined> = done;
      this.#commit(
        touchesOf(edit),
        { by, member: null, ...causeOf(edit) },
        this.#claimOwn(),
        () => {
          resolve(result);
        },
        (origin) => {
          result = applyEdit(this.ydoc, edit, origin);
        },
      );
    });
  }

  /** Runs when everything up to now is durable. */
  after(release: () => void): void {
    this.#saver.after(release);
  }

  settled(): Promise<void> {
    return this.#saver.settled();
  }

  #moment(): string {
    const ms = this.#clock.now();
    if (ms !== this.#asked.ms) this.#asked = { ms, iso: toIso(ms) };
    return this.#asked.iso;
  }

  #claimOwn(): Claim[] {
    const client = this.ydoc.clientID;
    if (this.#claims.get(client) === SERVER) return [];
    this.#claims.set(client, SERVER);
    return [{ client, person: SERVER }];
  }

  #commit(
    touches: readonly Touch[],
    origin: Origin,
    claims: Claim[],
    durable: () => void,
    change: (origin: Origin) => void,
  ): void {
    const history = recordHistory(this.ydoc, touches, origin.by, this.#moment(), origin.cause);
    this.#made = [];
    this.#tidied = [];
    change(origin);
    const own = this.#made;
    this.#made = [];
    const added = this.#complete(touches, origin.member) ? this.#made : [];
    const tidied = this.#tidied;
    const updates = [...own, ...tidied, ...added];
    this.#saver.add({
      updates,
      claims: added.length > 0 ? [...claims, ...this.#claimOwn()] : claims,
      history: own.length > 0 ? history() : [],
      release: () => {
        this.#sendOn(own, origin.member);
        this.#sendOn([...tidied, ...added], null);
        durable();
        this.#onSaved(updates.length);
      },
    });
  }

  /**
   * A record made without all its nested types (a program that knows less of the layout) gets them from the server in
   * the same commit: clients never make them, as two who do would lose one's text.
   */
  #complete(touches: readonly Touch[], member: Member | null): boolean {
    // Most edits make nothing, and a transaction costs as much as judging one.
    if (member === null || !touches.some(({ kind }) => kind === 'create')) return false;
    this.ydoc.transact(
      () => {
        for (const { kind, place } of touches) {
          const map =
            kind === 'create' && place.block === undefined
              ? recordMap(this.ydoc, place.root, place.record)
              : null;
          for (const [key, field] of map === null ? [] : Object.entries(typeAt(place).fields)) {
            if (map?.has(key) !== false) continue;
            if (field.kind === 'richText') map.set(key, new Y.XmlFragment());
            if (field.kind === 'records') map.set(key, new Y.Map());
          }
        }
      },
      { by: SERVER, member: null } satisfies Origin,
    );
    return this.#made.length > 0;
  }

  #sendOn(updates: readonly Uint8Array[], except: Member | null): void {
    for (const update of updates) {
      this.tell(encodeSync(SYNC.update, update), except);
    }
  }

  /** A frame that needs no saving (presence), for everyone in the room but one. */
  tell(frame: Uint8Array, except: Member | null): void {
    for (const member of this.#members) if (member !== except) member.send(frame);
  }

  meta(key: string): unknown {
    return this.ydoc.getMap(META).get(key);
  }
}
