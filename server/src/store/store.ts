import type { Organisation, Person, Seat, Table } from '@bouwberaad/shared/model/organisation.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';

/**
 * What the product keeps, and how. Two implementations (embedded, mongo), one contract suite on both. Every promise
 * that resolves means durable: written and synced to disk, on MongoDB by a majority with its journal.
 */
export interface Store {
  readonly updates: UpdateLog;
  readonly checkpoints: Checkpoints;
  readonly history: History;
  readonly register: Register;
  readonly referenceDates: ReferenceDates;
  readonly directory: Directory;
  readonly outgoing: Outgoing;
  readonly whole: Whole;
  /** Rejects with a plain reason when it can't be reached or written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** One commit of the saver: everything in it becomes durable together or not at all. */
export interface Group {
  readonly doc: string;
  readonly updates: readonly Uint8Array[];
  readonly history: readonly HistoryRow[];
  readonly claims: readonly Claim[];
}

/** A client id belongs to the person who first used it. */
export interface Claim {
  readonly client: number;
  readonly person: string;
}

export interface UpdateLog {
  /** When it rejects, try the same object again: a group whose answer was lost is recognised, and stands there once. */
  append(group: Group): Promise<void>;
  /** All rows that no checkpoint has absorbed yet, oldest first. Replaying a row that one has absorbed is harmless. */
  tail(doc: string): Promise<readonly LogRow[]>;
  /** Takes away exactly these rows, once a checkpoint that contains them is durable. History and claims stay. */
  drop(doc: string, rows: readonly string[]): Promise<void>;
  claims(doc: string): Promise<readonly Claim[]>;
}

export interface LogRow {
  readonly id: string;
  readonly update: Uint8Array;
  /** These are not the bytes that were written. Absent: they are, or nothing tells (rows of before there were sums). */
  readonly damaged?: true;
}

/** A document's whole state at a moment, with its checksum. */
export interface Checkpoint {
  readonly doc: string;
  readonly state: Uint8Array;
  /** sha256 (hex) of `state`. */
  readonly sha256: string;
  readonly at: string;
  /** Absent where it was not said, or is damaged itself. */
  readonly madeOf?: MadeOf;
}

/** What a checkpoint was made of, so that somebody can tell what is lost with it. */
export interface MadeOf {
  /** Rows that the log had then. They leave it only after the next checkpoint: with this one damaged they are needed. */
  readonly rows: readonly string[];
  /** There was no checkpoint before: these rows are all there is. */
  readonly onlyRows: boolean;
  /** Damaged rows that it does without. */
  readonly without: readonly string[];
}

export interface Checkpoints {
  put(checkpoint: Checkpoint): Promise<void>;
  /** Newest first; at least the last two are kept, so that a damaged one is not the end. */
  list(doc: string): Promise<readonly Checkpoint[]>;
}

/** One touched part of a workspace. For a new record `path` is the record's and `to` its fields. */
export interface HistoryRow {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly by: string;
  readonly at: string;
  /** What it was part of, where the server did it for somebody: `import:<id>`, `decision:<id>`. */
  readonly cause?: string;
}

/** A row with its place in the order in which they were written: a cursor for the next page. */
export interface FoundRow extends HistoryRow {
  readonly id: string;
}

/** Which rows; what is left out does not narrow. */
export interface HistorySearch {
  /** Rows at the path, below it, and the making of the record that it lies in. A root's name is a path too. */
  readonly path?: string;
  /** A person. */
  readonly by?: string;
  /** At this moment (ISO 8601, UTC) or later. */
  readonly since?: string;
  /** Written before, or after, the row with this id. */
  readonly before?: string;
  readonly after?: string;
  readonly limit: number;
}

export interface History {
  /** The latest `limit` rows that are searched for, newest first. */
  find(doc: string, search: HistorySearch): Promise<readonly FoundRow[]>;
}

export interface Register {
  /** `false` when this table already has an event with that sequence number: read again and decide again. */
  append(entry: RegisterEntry): Promise<boolean>;
  /** Events after `seq`, in order, all of them. */
  read(table: string, after: number): Promise<readonly RegisterEntry[]>;
  /** Forgets the body and salt of one event; the chain stays whole. */
  erase(table: string, seq: number): Promise<void>;
}

/** The frozen plans of a table on a day: compressed canonical JSON. */
export interface ReferenceDate {
  readonly table: string;
  readonly id: string;
  readonly name: string;
  readonly at: string;
  /** sha256 (hex) of the canonical JSON before compression. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export interface ReferenceDates {
  /** A date is frozen: putting its id again changes nothing. */
  put(date: ReferenceDate): Promise<void>;
  /** Oldest first. */
  list(table: string): Promise<readonly Omit<ReferenceDate, 'bytes'>[]>;
  get(table: string, id: string): Promise<ReferenceDate | null>;
}

/** What the directory keeps, by kind. A seat's id is `<table>/<person>`; secrets are kept as their sha256. */
export interface DirectoryRecords {
  organisation: Organisation;
  person: Person;
  table: Table;
  seat: Seat & { readonly id: string };
  session: { readonly id: string; readonly person: string; readonly expires: number };
  signInLink: { readonly id: string; readonly person: string; readonly expires: number };
  import: ImportRecord;
  importPart: ImportPart;
  file: FileRecord;
  visit: Visit;
  calendarKey: CalendarKey;
  /** A small text of the installation itself: its secret, the day of the demo. */
  setting: { readonly id: string; readonly value: string };
}

/** An upload from its preview to the end of its application, and after it for who wants to take it back. */
export interface ImportRecord {
  readonly id: string;
  readonly table: string;
  readonly by: string;
  readonly at: string;
  readonly file: string;
  readonly state: 'previewed' | 'confirmed' | 'applied' | 'reverting' | 'reverted';
  readonly share: 'all' | readonly string[];
  /** What was chosen at its confirmation, as JSON text. */
  readonly choices?: string;
  /** Projects created or changed, once it is applied. */
  readonly applied?: number;
  /** What became of it when it was taken back, as JSON text. */
  readonly reverted?: string;
  /** The parsed file, as lines of JSON text compressed with gzip. */
  readonly rows: Uint8Array;
}

/**
 * What belongs to an import and is too large for its record: the file as it came (`<import>:file`), what its preview showed
 * (`<import>:seen`), and for each chunk that was applied how to take it back (`<import>:undo:<chunk>`).
 */
export interface ImportPart {
  readonly id: string;
  readonly content: Uint8Array;
}

/** A photo or document that somebody gave as evidence. Never in a workspace. */
export interface FileRecord {
  /** `<table>/<random id>`. */
  readonly id: string;
  readonly table: string;
  readonly by: string;
  readonly at: string;
  /** As the person called it. */
  readonly name: string;
  /** Its media type, as its first bytes say. */
  readonly type: string;
  readonly content: Uint8Array;
}

/** What opens a person's feed of actions; `id` is the digest of the key, `at` when it was made. */
export interface CalendarKey {
  readonly id: string;
  readonly person: string;
  readonly at: string;
}

/** When somebody looks at a table. `id` is `<table>/<person>`. */
export interface Visit {
  readonly id: string;
  readonly table: string;
  /** The last sign of this visit, ISO 8601 in UTC. */
  readonly at: string;
  /** The last sign of the visit before this one; null: there was none. */
  readonly since: string | null;
}

export type DirectoryKind = keyof DirectoryRecords;

export interface Directory {
  get<K extends DirectoryKind>(kind: K, id: string): Promise<DirectoryRecords[K] | null>;
  /** By id. */
  list<K extends DirectoryKind>(kind: K): Promise<readonly DirectoryRecords[K][]>;
  /** Those whose id begins with `prefix` (a person's, a table's), by id. */
  below<K extends DirectoryKind>(kind: K, prefix: string): Promise<readonly DirectoryRecords[K][]>;
  put<K extends DirectoryKind>(kind: K, record: DirectoryRecords[K]): Promise<void>;
  /** Removes and returns it, for exactly one of those who ask at the same time. */
  take<K extends DirectoryKind>(kind: K, id: string): Promise<DirectoryRecords[K] | null>;
}

/** A message to somebody, sent once per key. */
export interface OutgoingMessage {
  readonly key: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
  readonly state: 'waiting' | 'sent' | 'held';
}

export interface Outgoing {
  /** `false` when the key is known: it is queued or sent already. */
  queue(message: OutgoingMessage): Promise<boolean>;
  mark(key: string, state: OutgoingMessage['state']): Promise<void>;
  /** Oldest first. */
  list(state: OutgoingMessage['state']): Promise<readonly OutgoingMessage[]>;
}

/** What concerns all that is kept at once: a copy of it, and putting a copy in its place. */
export interface Whole {
  /** A document as it was at one moment, however much is written meanwhile. */
  snapshot(doc: string): Promise<Snapshot>;
  /** Nothing is kept here yet. */
  isEmpty(): Promise<boolean>;
  /**
   * Takes everything away and lets `fill` write anew through this store, which nobody else may use meanwhile. When it
   * rejects, or the process dies in it, who opens the store next finds what was there before (embedded), or is refused
   * with `halfRestored` until it has been done again (MongoDB, whose transactions don't hold this much).
   */
  replace(fill: () => Promise<void>): Promise<void>;
}

export interface Snapshot {
  /** Newest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** What the newest checkpoint may lack, oldest first. */
  readonly rows: readonly LogRow[];
  /** At least those of that moment. */
  readonly claims: readonly Claim[];
  /** All of it up to that moment, oldest first, in portions; to be read once. */
  readonly history: AsyncIterable<readonly HistoryRow[]>;
}
