import { createContext } from 'svelte';
import type { Doc, XmlFragment } from 'yjs';
import { problemOf } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { touchesOf } from '@bouwberaad/shared/edit/touch.ts';
import { systemClock, toIso } from '@bouwberaad/shared/lib/clock.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import { formatPath, parsePath, type RootName } from '@bouwberaad/shared/model/layout.ts';
import type { Role } from '@bouwberaad/shared/model/organisation.ts';
import type { Plans, RecordIn } from '@bouwberaad/shared/model/read.ts';
import { factsOf } from '@bouwberaad/shared/policy/facts.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import { mayEdit } from '@bouwberaad/shared/policy/may-edit.ts';
import type { Actor, Permission, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import type { OrganisationView, Peer, SaveState, SessionView } from '#lib/ui/session-view.ts';
import { keepInBrowser, type BrowserKeeping } from './browser-keeping.ts';
import { Carets } from './carets.ts';
import { Council } from './council.svelte.ts';
import { LiveRecords } from './live-records.svelte.ts';
import { peersOf } from './peers.ts';
import type { Refusal } from './refusals.ts';
import { RoomWatch, type RoomTrouble } from './room-watch.ts';
import { NO_TABLE, type OrganisationInfo, type Participant, type TableInfo } from './table-info.ts';
import { richTextAt } from './rich-text.ts';
import { Undo } from './undo.svelte.ts';
import { WorkspaceLink, type Ended } from './workspace-link.ts';

export interface TableSessionOptions {
  readonly info: TableInfo;
  readonly me: {
    readonly id: string;
    readonly name: string;
    readonly organisation: string;
    readonly role: Role;
  };
  /** Asks the server anew about the table; null when it does not answer. */
  readonly reload?: () => Promise<TableInfo | null>;
  /** `ws://host/sync`; of the page's own origin when absent. */
  readonly url?: string;
}

/** `failed`: nothing is kept. */
export type KeepingTrouble = 'failed' | RoomTrouble;

/** Saving that takes longer than this, with a connection, is said to falter. */
const STALLED_AFTER_MS = 4000;

/** How long the plans wait for what may be done with them. */
const RIGHTS_WITHIN_MS = 4000;

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, millis);
  });

/** One open table: its plans, its people, what may be done and what is saved. Every screen below its layout reads this. */
export class TableSession implements SessionView {
  readonly undo: Undo;
  /** What the table decides: meetings, rounds, decisions. */
  readonly council: Council;
  readonly #link: WorkspaceLink;
  readonly #records: LiveRecords;
  readonly #options: TableSessionOptions;
  #info: TableInfo = $state.raw(NO_TABLE);
  readonly #people = $derived(new Map(this.#info.participants.map((person) => [person.id, person])));
  readonly #organisations = $derived(
    new Map(this.#info.organisations.map((organisation) => [organisation.id, organisation])),
  );
  /** Counts what happens on the link, so that a screen that reads it looks again. */
  #pulse = $state(0);
  #stalled = $state(false);
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #kept: BrowserKeeping;
  #keepingFailed = $state(false);
  #roomTrouble: RoomTrouble | null = $state(null);
  readonly #room: RoomWatch;

  constructor(options: TableSessionOptions) {
    this.#options = options;
    this.#info = options.info;
    this.#kept = keepInBrowser({
      person: options.me.id,
      table: options.info.id,
      onDiscard: () => {
        this.#link.renew();
      },
      onFailure: () => {
        this.#keepingFailed = true;
      },
    });
    this.#room = new RoomWatch({
      storage: navigator.storage,
      clock: systemClock,
      onTrouble: (trouble) => {
        this.#roomTrouble = trouble;
      },
    });
    this.#link = new WorkspaceLink({
      keeping: this.#kept.keeping,
      url: options.url ?? `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`,
      table: options.info.id,
      clock: systemClock,
      rights: () => ({ actor: this.actor, rules: this.rules }),
      // A server that does not answer this must not keep the plans away.
      renewRights: () => Promise.race([this.#reload(), pause(RIGHTS_WITHIN_MS)]),
      onChange: () => {
        this.#pulse += 1;
      },
      onDocument: (doc) => {
        this.#records.attach(doc);
        this.#pulse += 1;
      },
    });
    this.#records = new LiveRecords(this.#link.doc);
    this.council = new Council(options.info.id, () => void this.#reload());
    this.undo = new Undo(
      (edit) => this.#link.edit(edit),
      (edit) => problemOf(this.#link.doc, edit),
    );
    this.#timer = setInterval(() => {
      const oldest = this.#link.waiting[0];
      // Typed text as well, and what others write while something of ours is kept here.
      if (oldest !== undefined) void this.#room.grew();
      this.#stalled =
        this.#link.online && oldest !== undefined && systemClock.now() - oldest.at > STALLED_AFTER_MS;
    }, 1000);
  }

  destroy(): void {
    clearInterval(this.#timer);
    this.council.destroy();
    this.#kept.stop();
    this.#records.destroy();
    this.#link.destroy();
  }

  /** Settings or people changed: from now on the screens judge by the new ones, as the server does. */
  async #reload(): Promise<void> {
    const info = await this.#options.reload?.();
    if (info !== undefined && info !== null) this.#info = info;
  }

  get #me(): TableSessionOptions['me'] {
    const { me } = this.#options;
    return { ...me, role: this.#people.get(me.id)?.role ?? me.role };
  }

  // Who and where

  get info(): TableInfo {
    return this.#info;
  }

  get table(): SessionView['table'] {
    return this.info;
  }

  get me(): SessionView['me'] {
    return {
      id: this.#me.id,
      name: this.#me.name,
      role: this.#me.role,
      organisation: this.#organisationView(this.#me.organisation),
    };
  }

  get actor(): Actor {
    const own = this.#organisations.get(this.#me.organisation);
    return {
      person: this.#me.id,
      organisation: this.#me.organisation,
      kind: own?.kind ?? 'other',
      municipality: own?.municipality ?? null,
      role: this.#me.role,
    };
  }

  get rules(): TableRules {
    return this.info.settings;
  }

  get people(): readonly Participant[] {
    return this.info.participants;
  }

  get organisations(): readonly OrganisationInfo[] {
    return this.info.organisations;
  }

  /** A person's name; for someone who is not at this table any more, the id. */
  nameOf(person: string | null): string {
    return person === null ? '' : (this.#people.get(person)?.name ?? person);
  }

  /** A person's or an organisation's name. */
  partyName(id: string | null): string {
    return id === null ? '' : (this.#people.get(id)?.name ?? this.#organisations.get(id)?.name ?? id);
  }

  organisationOf(person: string | null): OrganisationInfo | null {
    const seat = person === null ? undefined : this.#people.get(person);
    return (seat === undefined ? undefined : this.#organisations.get(seat.organisation)) ?? null;
  }

  organisation(id: string | null): OrganisationInfo | null {
    return id === null ? null : (this.#organisations.get(id) ?? null);
  }

  // The plans

  /** The whole table has come once; before that, lists are empty because nothing is known yet. */
  get loaded(): boolean {
    void this.#pulse;
    return this.#link.loaded;
  }

  all<R extends RootName>(root: R): readonly RecordIn<R>[] {
    return this.#records.all(root);
  }

  get<R extends RootName>(root: R, id: string): RecordIn<R> | null {
    return this.#records.get(root, id);
  }

  /** Records that were taken away: nothing is ever just gone. */
  removed<R extends RootName>(root: R): readonly RecordIn<R>[] {
    return this.#records.removed(root);
  }

  /** The co-edited text at a path, for an editor or to be read; another one after a refusal. */
  richText(path: string): XmlFragment | null {
    void this.#pulse;
    return richTextAt(this.#link.doc, path);
  }

  /** Carets in co-edited text; an editor takes them anew with its text. */
  carets(): Carets {
    return new Carets(this.#link.awareness);
  }

  /** What a function that needs the whole document works out from it as it is now; it must not write. */
  read<T>(look: (doc: Doc) => T): T {
    void this.#pulse;
    return look(this.#link.doc);
  }

  get plans(): Plans {
    return {
      projects: this.all('projects'),
      bottlenecks: this.all('bottlenecks'),
      targets: this.all('targets'),
    };
  }

  // What I do

  /** Who and when, for a record that is made now. */
  stamp(): { by: string; at: string } {
    return { by: this.#me.id, at: toIso(this.now()) };
  }

  /** Now, by the server's clock. */
  now(): number {
    return systemClock.now() + this.#link.skew;
  }

  /** Does an edit. A problem means that nothing happened; its code is a denial's or one of `applyEdit`. */
  edit(edit: Edit): Result<undefined> {
    const result = this.#link.edit(edit);
    if (!result.ok) return result;
    this.undo.did(edit);
    void this.#room.grew();
    return result;
  }

  /** May I do this? For buttons: the same function decides at the server. */
  may(edit: Edit): Permission {
    void this.#pulse;
    return mayApply(this.#link.doc, edit, this.actor, this.rules);
  }

  /** May I write the field at this path? For cells. */
  mayWrite(path: string): Permission {
    const place = parsePath(path);
    if (place === null) return { ok: false, code: 'serverOnly', who: ['server'] };
    const touch = { place, kind: 'set', value: null } as const;
    return mayEdit(touch, this.actor, factsOf(this.#link.doc, touch), this.rules);
  }

  // Whether it is saved

  get online(): boolean {
    void this.#pulse;
    return this.#link.online;
  }

  get ended(): Ended | null {
    void this.#pulse;
    return this.#link.ended;
  }

  /** The server does not open these plans: what it has stored of them is damaged. */
  get damaged(): boolean {
    void this.#pulse;
    return this.#link.damaged;
  }

  /** The server speaks a newer layout: what is done here waits for the app that replaces this one. */
  get outdated(): boolean {
    void this.#pulse;
    return this.#link.outdated;
  }

  get saveState(): SaveState {
    void this.#pulse;
    if (this.#link.refusals.length > 0) return 'refused';
    const waits = this.#link.waiting.length > 0;
    if (!this.#link.online) return waits ? 'unsaved' : 'saved';
    if (this.#stalled) return 'stalled';
    return waits || this.#link.unacknowledged > 0 ? 'saving' : 'saved';
  }

  get unsavedCount(): number {
    void this.#pulse;
    return this.#link.waiting.length;
  }

  /** Paths that an edit of mine has written and the server has not saved yet, for the marks on cells. */
  get unsavedPaths(): ReadonlySet<string> {
    void this.#pulse;
    return new Set(
      this.#link.waiting.flatMap(({ edit }) => touchesOf(edit).map(({ place }) => formatPath(place))),
    );
  }

  get waiting(): readonly { readonly edit: Edit; readonly at: number }[] {
    void this.#pulse;
    return this.#link.waiting;
  }

  /** Why work without a connection might not survive here; null when it does, as far as the browser says. */
  get keepingTrouble(): KeepingTrouble | null {
    return this.#keepingFailed ? 'failed' : this.#roomTrouble;
  }

  get since(): Date | null {
    void this.#pulse;
    return this.#link.lostAt === null ? null : new Date(this.#link.lostAt);
  }

  get refusals(): readonly Refusal[] {
    void this.#pulse;
    return this.#link.refusals;
  }

  dismissRefusal(id: string): void {
    this.#link.dismiss(id);
  }

  /** The words of a refusal are on the clipboard: they need not outlive this page. */
  copiedRefusal(id: string): void {
    this.#link.copied(id);
  }

  retryNow(): void {
    this.#link.retryNow();
  }

  // Who else is here

  /** Everybody else at this table now, one entry a person: the one who is in a cell goes before their other tabs. */
  get peers(): readonly Peer[] {
    void this.#pulse;
    const own = { client: this.#link.doc.clientID, person: this.#me.id };
    return peersOf(this.#link.awareness.getStates(), own, (id) => this.#organisationView(id).name);
  }

  /** Tells the others which cell or field I am in, and whether I type there. */
  setCell(path: string | null, typing = false): void {
    this.#link.awareness.setLocalStateField('cell', path);
    this.#link.awareness.setLocalStateField('typing', typing);
  }

  #organisationView(id: string): OrganisationView {
    const known = this.#organisations.get(id);
    return { id, name: known?.name ?? id, kind: known?.kind ?? 'other' };
  }
}

/** Set once by the layout of a table. */
export const [getTableSession, setTableSession] = createContext<TableSession>();
