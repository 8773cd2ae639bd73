import { readVarUint as readCount } from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { isDone } from '@bouwberaad/shared/edit/is-done.ts';
import { touchesOf } from '@bouwberaad/shared/edit/touch.ts';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import { done, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { formatPath, LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import {
  carriesUpdate,
  CLOSE,
  decodeHello,
  decodeRefused,
  FRAME,
  SYNC,
  type Refused,
} from '@bouwberaad/shared/protocol/sync.ts';
import { Outbox, type Waiting } from './outbox.ts';

/** An edit that did not hold, kept so that nothing is lost. */
export interface Refusal {
  readonly id: string;
  readonly edit: Edit;
  readonly path: string;
  /** A denial of the policy, a problem of `applyEdit` (`stale`: somebody changed it meanwhile), or the gate's reason. */
  readonly code: string;
  readonly at: number;
}

export interface LinkOptions {
  /** `ws://host/sync` */
  readonly url: string;
  readonly table: string;
  /** Only for programs; a browser has its cookie. */
  readonly token?: string;
  readonly clock: Clock;
  readonly rights: () => { readonly actor: Actor; readonly rules: TableRules };
  readonly WebSocket?: typeof globalThis.WebSocket;
  /** Something that a screen shows may have changed: connection, outbox, refusals, presence. */
  readonly onChange: () => void;
  /** The document was replaced by a fresh one. */
  readonly onDocument: (doc: Y.Doc) => void;
}

/** Closed for good: signed out, no seat, no such table, or a newer layout. */
export type Ended = 'signedOut' | 'notAllowed' | 'noSuchTable' | 'outdated';

/** How one's own edits are tagged on the local document. */
export const OWN = { own: true } as const;

/**
 * The line between one browser and one table: the local document, y-websocket's own provider with our frames, and the
 * outbox. After a refusal the document is thrown away, a fresh one with a new client id is fetched, and the outbox is
 * replayed on it edit by edit; only what fails is shown.
 */
export class WorkspaceLink {
  readonly #options: LinkOptions;
  readonly #outbox = new Outbox();
  #line: Line;
  #next: Line | null = null;
  #refusals: Refusal[] = [];
  #refusalCount = 0;
  /** Edits that the server named in a refusal, by their number in the outbox. */
  readonly #named = new Map<number, Refused>();
  #fruitless = 0;
  #ended: Ended | null = null;
  #lost: number | null;
  #destroyed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#lost = options.clock.now();
    this.#line = this.#open();
    this.#line.start();
  }

  get doc(): Y.Doc {
    return this.#line.doc;
  }

  get awareness(): WebsocketProvider['awareness'] {
    return this.#line.provider.awareness;
  }

  get online(): boolean {
    return this.#line.provider.wsconnected;
  }

  /** The whole document has come once. */
  get loaded(): boolean {
    return this.#line.loaded;
  }

  get ended(): Ended | null {
    return this.#ended;
  }

  /** Since when there is no connection, or null. */
  get lostAt(): number | null {
    return this.#lost;
  }

  get waiting(): readonly Waiting[] {
    return this.#outbox.entries;
  }

  /** Frames, of named edits or of rich text, that the server has not yet said to have saved. */
  get unacknowledged(): number {
    return this.#line.sent - this.#line.saved;
  }

  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }

  /** The server's clock minus ours, in milliseconds. */
  get skew(): number {
    return this.#line.skew;
  }

  /** Does an edit here and sends it; it stays in the outbox until the server has saved it. */
  edit(edit: Edit): Result<undefined> {
    const { actor, rules } = this.#options.rights();
    const permission = mayApply(this.doc, edit, actor, rules);
    if (!permission.ok) return problem(permission.code, permission.code, pathOf(edit));
    const before = this.#line.sent;
    const applied = applyEdit(this.doc, edit, OWN);
    if (!applied.ok) return applied;
    this.#outbox.add(edit, this.#options.clock.now(), this.#line.sent > before ? this.#line.sent : null);
    this.#options.onChange();
    return done;
  }

  dismiss(id: string): void {
    this.#refusals = this.#refusals.filter((refusal) => refusal.id !== id);
    this.#options.onChange();
  }

  retryNow(): void {
    if (this.#ended === null) this.#line.provider.connect();
  }

  destroy(): void {
    this.#destroyed = true;
    this.#line.destroy();
    this.#next?.destroy();
  }

  #open(): Line {
    const line: Line = new Line(this.#options, {
      opened: () => {
        if (line === this.#line) this.#outbox.connected();
      },
      pushed: (frame) => {
        if (line === this.#line) this.#outbox.pushed(frame);
      },
      saved: (count) => {
        if (line !== this.#line) return;
        this.#outbox.saved(count);
        if (count > 0) this.#fruitless = 0;
        this.#options.onChange();
      },
      changed: () => {
        if (line === this.#line)
          this.#lost = line.provider.wsconnected ? null : (this.#lost ?? this.#options.clock.now());
        this.#options.onChange();
      },
      loaded: () => {
        if (line === this.#next) this.#swap(line);
        this.#options.onChange();
      },
      closed: (code, reason, refused) => {
        this.#closed(line, code, reason, refused);
      },
    });
    return line;
  }

  #closed(line: Line, code: number, reason: string, refused: Refused | null): void {
    if (this.#destroyed) return;
    const ended = endOf(code, refused?.code ?? reason);
    if (ended !== null) {
      this.#ended = ended;
      this.#options.onChange();
      return;
    }
    if (line === this.#line) this.#setAside(refused);
    else line.destroy();
    this.#next = this.#open();
    this.#next.start();
  }

  /** The edit that the server named is not sent again: it would only be refused again. */
  #setAside(refused: Refused | null): void {
    const { entries } = this.#outbox;
    const named =
      refused === null || refused.path === ''
        ? undefined
        : entries.find(({ edit }) => touchesPath(edit, refused.path));
    // A refusal that names nothing of ours, twice: without giving up the oldest edit this would go on for ever.
    const entry = named ?? (++this.#fruitless >= 2 ? entries[0] : undefined);
    if (entry === undefined) return;
    this.#named.set(entry.number, {
      code: refused?.code ?? 'refused',
      path: refused?.path === undefined || refused.path === '' ? pathOf(entry.edit) : refused.path,
    });
  }

  /** The fresh document is here: replay what waits on it, then show it. */
  #swap(line: Line): void {
    const old = this.#line;
    this.#line = line;
    this.#next = null;
    this.#lost = line.provider.wsconnected ? null : this.#lost;
    line.provider.awareness.setLocalState(old.provider.awareness.getLocalState());
    old.destroy();
    for (const entry of this.#outbox.drain()) this.#replay(entry);
    this.#named.clear();
    this.#options.onDocument(line.doc);
  }

  #replay(entry: Waiting): void {
    // The fresh document holds only what is saved: what it holds already needs no second time.
    if (isDone(this.doc, entry.edit)) return;
    const named = this.#named.get(entry.number);
    if (named !== undefined) {
      this.#refuse(entry, named.code, named.path);
      return;
    }
    const result = this.edit(entry.edit);
    if (!result.ok) this.#refuse(entry, result.code, result.at ?? pathOf(entry.edit));
  }

  #refuse(entry: Waiting, code: string, path: string): void {
    this.#refusals = [
      ...this.#refusals,
      { id: String(++this.#refusalCount), edit: entry.edit, path, code, at: this.#options.clock.now() },
    ];
  }
}

interface LineEvents {
  readonly opened: () => void;
  readonly pushed: (frame: number) => void;
  readonly saved: (count: number) => void;
  readonly changed: () => void;
  readonly loaded: () => void;
  readonly closed: (code: number, reason: string, refused: Refused | null) => void;
}

/** One document with its provider; lives until a refusal. */
class Line {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  sent = 0;
  saved = 0;
  skew = 0;
  loaded = false;
  #refused: Refused | null = null;

  constructor(options: LinkOptions, events: LineEvents) {
    const params: Record<string, string> = { saved: '1', layout: String(LAYOUT) };
    if (options.token !== undefined) params['token'] = options.token;
    this.provider = new WebsocketProvider(options.url, `${options.table}/workspace`, this.doc, {
      params,
      disableBc: true,
      connect: false,
      WebSocketPolyfill: this.#countingSocket(options.WebSocket ?? globalThis.WebSocket, events),
    });
    this.#listen(options.clock, events);
  }

  start(): void {
    // A first state is only told to others once it has changed: y-protocols takes clock 0 for nothing.
    this.provider.awareness.setLocalStateField('cell', null);
    this.provider.connect();
  }

  destroy(): void {
    this.provider.destroy();
    this.doc.destroy();
  }

  /** y-websocket says nothing of what it sends; the count of update-carrying frames is what `saved` speaks of. */
  #countingSocket(Base: typeof globalThis.WebSocket, events: LineEvents): typeof globalThis.WebSocket {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the class below has a `this` of its own
    const line = this;
    return class extends Base {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        line.sent = 0;
        line.saved = 0;
        events.opened();
      }

      override send(data: Uint8Array<ArrayBuffer>): void {
        super.send(data);
        if (!carriesUpdate(data)) return;
        line.sent += 1;
        if (data[1] === SYNC.step2) events.pushed(line.sent);
      }
    };
  }

  #listen(clock: Clock, events: LineEvents): void {
    const { provider } = this;
    provider.messageHandlers[FRAME.hello] = (_encoder, decoder) => {
      this.skew = decodeHello(decoder).serverMillis - clock.now();
    };
    provider.messageHandlers[FRAME.saved] = (_encoder, decoder) => {
      this.saved = readCount(decoder);
      events.saved(this.saved);
    };
    provider.messageHandlers[FRAME.refused] = (_encoder, decoder) => {
      this.#refused = decodeRefused(decoder);
    };
    provider.on('status', events.changed);
    provider.on('sync', (synced) => {
      if (!synced || this.loaded) return;
      this.loaded = true;
      events.loaded();
    });
    provider.on('closed', ({ code, reason }) => {
      events.closed(code, reason, this.#refused);
    });
    provider.awareness.on('change', events.changed);
  }
}

function endOf(code: number, reason: string): Ended | null {
  if (code === CLOSE.notSignedIn) return 'signedOut';
  if (code === CLOSE.noSuchDocument) return 'noSuchTable';
  if (code === CLOSE.layoutTooOld) return 'outdated';
  return code === CLOSE.notAllowed && reason === 'noParticipant' ? 'notAllowed' : null;
}

/** The first place that an edit writes, to name it by. */
export function pathOf(edit: Edit): string {
  const touch = touchesOf(edit)[0];
  return touch === undefined ? '' : formatPath(touch.place);
}

function touchesPath(edit: Edit, path: string): boolean {
  return touchesOf(edit).some(({ place }) => {
    const touched = formatPath(place);
    return touched === path || path.startsWith(`${touched}/`);
  });
}
