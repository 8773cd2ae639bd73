import type { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { applyEdit, problemOf } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { done, problem, type Problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import { CLOSE, type Refused } from '@bouwberaad/shared/protocol/sync.ts';
import { pathOf, touchesPath } from './edit-paths.ts';
import type { KeptEdit, Keeping } from './keeping.ts';
import { Line, type LineOptions } from './line.ts';
import { Outbox, type Waiting } from './outbox.ts';
import { Refusals, type Refusal } from './refusals.ts';
import { replayed } from './replay.ts';
import { plainText, richTextAt, textsChanged } from './rich-text.ts';

export interface LinkOptions extends LineOptions {
  readonly rights: () => { readonly actor: Actor; readonly rules: TableRules };
  /** The server judged otherwise than `rights` do: they are asked anew, before what waits is judged by them. */
  readonly renewRights?: () => Promise<void>;
  /** Null or absent: nothing is kept here. */
  readonly keeping?: Promise<Keeping | null>;
  /** Something that a screen shows may have changed: connection, outbox, refusals, presence. */
  readonly onChange: () => void;
  /** The document was replaced by a fresh one. */
  readonly onDocument: (doc: Y.Doc) => void;
}

/** Closed for good: signed out, no seat, or no such table. */
export type Ended = 'signedOut' | 'notAllowed' | 'noSuchTable';

/** What the server said of an edit; `whole`: not which part of it. */
interface Named extends Refused {
  readonly whole: boolean;
}

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
  readonly #refusals = new Refusals();
  /** Edits that the server named in a refusal, by their number in the outbox. */
  readonly #named = new Map<number, Named>();
  #fruitless = 0;
  #ended: Ended | null = null;
  #outdated = false;
  #damaged = false;
  #lost: number | null;
  #destroyed = false;
  #keeping: Keeping | null = null;
  #adopted: readonly KeptEdit[] = [];

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#lost = options.clock.now();
    this.#line = this.#open();
    void this.#begin();
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

  /** What the server has stored of these plans is damaged, and it does not open them. */
  get damaged(): boolean {
    return this.#damaged;
  }

  /** The server speaks a newer layout than this app: work goes on here, and is sent by the app that replaces it. */
  get outdated(): boolean {
    return this.#outdated;
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
    return this.#refusals.all;
  }

  /** The server's clock minus ours, in milliseconds. */
  get skew(): number {
    return this.#line.skew;
  }

  /** Does an edit here and sends it; it stays in the outbox until the server has saved it. */
  edit(edit: Edit): Result<undefined> {
    const denied = this.#denialOf(edit);
    if (denied !== null) return denied;
    const before = this.#line.sent;
    const applied = applyEdit(this.doc, edit, OWN);
    if (!applied.ok) return applied;
    this.#outbox.add(edit, this.#options.clock.now(), this.#line.sent > before ? this.#line.sent : null);
    this.#options.onChange();
    return done;
  }

  #denialOf(edit: Edit): Problem | null {
    const { actor, rules } = this.#options.rights();
    const permission = mayApply(this.doc, edit, actor, rules);
    return permission.ok ? null : problem(permission.code, permission.code, pathOf(edit));
  }

  dismiss(id: string): void {
    this.#refusals.dismiss(id);
    this.#options.onChange();
  }

  /** Its author has it elsewhere now; it is shown as long as this page is open. */
  copied(id: string): void {
    this.#refusals.copied(id);
  }

  retryNow(): void {
    if (this.#ended === null) (this.#next ?? this.#line).provider.connect();
  }

  destroy(): void {
    this.#destroyed = true;
    this.#line.destroy();
    this.#next?.destroy();
  }

  /** Before anything is sent: what this device kept is shown, and what was not sent from it waits again. */
  async #begin(): Promise<void> {
    this.#keeping = (await this.#options.keeping) ?? null;
    if (this.#destroyed) return;
    this.#outbox.keepIn(this.#keeping?.outbox ?? null);
    this.#refusals.keepIn(this.#keeping?.refusals ?? null);
    if (await this.#attach(this.#line)) this.#line.showKept();
    const left = await this.#keeping?.adopt();
    this.#adopted = left?.edits ?? [];
    this.#refusals.takeOver(left?.refusals ?? []);
    if (this.#line.loaded) this.#takeAdopted();
    this.#line.start();
  }

  /** A browser that can't keep plans goes on without. */
  async #attach(line: Line): Promise<boolean> {
    try {
      return (await this.#keeping?.plans.attach(line.doc)) ?? false;
    } catch {
      return false;
    }
  }

  /** What another page of this person left unsent; what the document holds already only waits for its acknowledgement. */
  #takeAdopted(): void {
    const adopted = this.#adopted;
    this.#adopted = [];
    for (const { edit, at } of adopted) {
      const held = this.#redo(edit);
      // On a document from the server it is saved; on one from this device it goes along with the next full push.
      if (held !== null && !this.online) this.#outbox.add(held, at, null);
    }
    this.#keeping?.outbox.remove(adopted.flatMap(({ number }) => number ?? []));
  }

  /** Another tab of this person has thrown the kept plans away: so does this one. */
  renew(): void {
    if (this.#next !== null || this.#ended !== null) return;
    void this.#reopen(false);
  }

  /** A fresh document; what was kept of the old one goes. */
  async #reopen(denied: boolean): Promise<void> {
    const line = this.#open();
    this.#next = line;
    await this.#attach(line);
    if (denied) await this.#options.renewRights?.();
    if (this.#next === line && !this.#destroyed) line.start();
  }

  #open(): Line {
    const line: Line = new Line(this.#options, {
      opened: () => {
        if (line === this.#line) this.#outbox.connected();
      },
      welcomed: () => {
        // A server can be put back to the layout that it had.
        this.#outdated = false;
        this.#damaged = false;
        this.#options.onChange();
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
        else if (this.#adopted.length > 0) this.#takeAdopted();
        this.#options.onChange();
      },
      dropped: (code, reason) => {
        this.#damaged = code === CLOSE.storeDown && reason === 'damaged';
      },
      closed: (code, reason, refused) => {
        this.#closed(line, code, reason, refused);
      },
      taken: () => {
        this.#closed(line, CLOSE.clientTaken, 'clientTaken', null);
      },
      outlived: () => {
        this.#closed(line, CLOSE.outlived, 'outlived', null);
      },
    });
    line.doc.on('update', (_update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (line === this.#line && transaction.local && origin !== OWN) this.#typed(transaction);
    });
    return line;
  }

  /** An editor wrote in the document by itself; the provider, which heard of it first, has sent it. */
  #typed(transaction: Y.Transaction): void {
    const frame = this.online ? this.#line.sent : null;
    for (const path of textsChanged(transaction)) this.#outbox.typed(path, this.#options.clock.now(), frame);
    this.#options.onChange();
  }

  #closed(line: Line, code: number, reason: string, refused: Refused | null): void {
    if (this.#destroyed) return;
    if (code === CLOSE.layoutTooOld) {
      this.#outdated = true;
      this.#options.onChange();
      return;
    }
    const ended = endOf(code, refused?.code ?? reason);
    if (ended !== null) {
      this.#ended = ended;
      this.#options.onChange();
      return;
    }
    if (line !== this.#line) line.destroy();
    // A backup was put back, somebody has this client id already: no edit is to blame for that.
    else if (code !== CLOSE.outlived && code !== CLOSE.clientTaken) this.#setAside(refused);
    this.#keeping?.plans.discard();
    void this.#reopen(code === CLOSE.notAllowed);
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
      whole: named === undefined,
    });
  }

  /** The fresh document is here: replay what waits on it, then show it. */
  #swap(line: Line): void {
    const old = this.#line;
    this.#line = line;
    this.#next = null;
    this.#lost = line.provider.wsconnected ? null : this.#lost;
    line.provider.awareness.setLocalState(old.provider.awareness.getLocalState());
    const drained = this.#outbox.drain();
    for (const entry of drained) this.#replay(entry, old.doc);
    this.#outbox.forget(drained);
    old.destroy();
    this.#named.clear();
    this.#options.onDocument(line.doc);
  }

  #replay(entry: Waiting, old: Y.Doc): void {
    if (entry.edit.type === 'typeText') {
      this.#keepWords(entry, entry.edit.path, old);
      return;
    }
    const held = this.#redo(entry.edit, this.#named.get(entry.number));
    const { sent, saved } = this.#line;
    // The fresh document may hold it from this device only: it waits until the full push of this connection is saved.
    if (held !== null && (sent === 0 || saved < sent))
      this.#outbox.add(held, entry.at, sent === 0 ? null : sent);
  }

  /**
   * Does what can still be done of an edit; what can't is kept as refused, and so is what the server named. Answers what
   * the document held already.
   */
  #redo(edit: Edit, named?: Named): Edit | null {
    const { held, stands, falls } = replayed(this.doc, edit, (part) =>
      named !== undefined && (named.whole || touchesPath(part, named.path))
        ? problem(named.code, named.code, named.path)
        : (this.#denialOf(part) ?? problemOf(this.doc, part)),
    );
    for (const { edit: part, problem: why } of falls) this.#refuse(part, why.code, why.at ?? pathOf(part));
    const result = stands === null ? done : this.edit(stands);
    if (stands !== null && !result.ok) this.#refuse(stands, result.code, result.at ?? pathOf(stands));
    return held;
  }

  /** Letters can't be put among what others typed meanwhile: what the fresh document does not hold is kept to copy. */
  #keepWords(entry: Waiting, path: string, old: Y.Doc): void {
    const [typed, live] = [richTextAt(old, path), richTextAt(this.doc, path)];
    const text = typed === null ? '' : plainText(typed);
    if (text === '' || (live !== null && plainText(live) === text)) return;
    this.#refuse(entry.edit, this.#named.get(entry.number)?.code ?? 'textApart', path, text);
  }

  #refuse(edit: Edit, code: string, path: string, text?: string): void {
    const copy = text === undefined ? {} : { text };
    this.#refusals.add({ edit, path, code, at: this.#options.clock.now(), ...copy });
  }
}

function endOf(code: number, reason: string): Ended | null {
  if (code === CLOSE.notSignedIn) return 'signedOut';
  if (code === CLOSE.noSuchDocument) return 'noSuchTable';
  return code === CLOSE.notAllowed && reason === 'noParticipant' ? 'notAllowed' : null;
}
