import type { RegisterEvent } from '@bouwberaad/shared/register/event.ts';
import type { Collection, Db, ObjectId } from 'mongodb';
import type { Claim, OutgoingMessage, ReferenceDate } from '../store.ts';

/** Bytes in the document itself or, when they are many, the name of a row of parts. */
export type Kept = Uint8Array | PartsRef;

export interface PartsRef {
  readonly parts: string;
  readonly size: number;
}

export interface PartDocument {
  readonly _id: string;
  readonly parts: string;
  readonly n: number;
  readonly bytes: Uint8Array;
}

/** A row's bytes, or which stretch of the group's `pack` they are. */
export type KeptRow = Uint8Array | { readonly from: number; readonly size: number };

/** One commit of the saver: one inserted document, so all of it or nothing. */
export interface GroupDocument {
  readonly _id: ObjectId;
  readonly doc: string;
  /** The order of the log. Rises within a document, may have gaps, is never given twice. */
  readonly seq: number;
  /** Whether it may still hold rows; `false` takes it out of the index that the tail is read from. */
  readonly live: boolean;
  /** The updates by their number in the group; one that was dropped is unset. */
  readonly rows: Readonly<Record<string, KeptRow>>;
  /** How many rows it was born with. */
  readonly count: number;
  /** The sum of each of them; absent in groups of before there were sums. */
  readonly sums?: readonly number[];
  /** All rows behind one another, when together they don't fit in this document. */
  readonly pack: PartsRef | null;
  readonly history: readonly HistoryDocument[];
  /** `[was, became]` of every history row, when together they don't fit in this document. */
  readonly values: PartsRef | null;
  readonly claims: readonly Claim[];
}

export interface HistoryDocument {
  readonly path: string;
  readonly by: string;
  readonly at: string;
  readonly cause?: string;
  /** JSON text; absent when the values stand apart. */
  readonly was?: string;
  readonly became?: string;
}

export interface CheckpointDocument {
  readonly _id: ObjectId;
  readonly doc: string;
  readonly seq: number;
  readonly state: Kept;
  readonly sha256: string;
  readonly at: string;
  /** Sealed text, see `../sums.ts`. */
  readonly madeOf?: string;
}

export interface RegisterDocument {
  readonly table: string;
  readonly seq: number;
  readonly event: RegisterEvent;
  readonly salt: string | null;
  /** JSON text. */
  readonly body: string | null;
}

export interface ReferenceDateDocument extends Omit<ReferenceDate, 'bytes'> {
  readonly _id: string;
  readonly bytes: Kept;
}

export interface DirectoryDocument {
  readonly _id: string;
  readonly kind: string;
  readonly id: string;
  readonly text: string;
  readonly bytes: Kept | null;
  /** Another one with every write, so that what was read is what is removed. */
  readonly revision: string;
}

export interface OutgoingDocument extends Omit<OutgoingMessage, 'key'> {
  readonly _id: string;
}

export interface Collections {
  readonly groups: Collection<GroupDocument>;
  readonly checkpoints: Collection<CheckpointDocument>;
  readonly register: Collection<RegisterDocument>;
  readonly referenceDates: Collection<ReferenceDateDocument>;
  readonly directory: Collection<DirectoryDocument>;
  readonly outgoing: Collection<OutgoingDocument>;
  readonly parts: Collection<PartDocument>;
  readonly installation: Collection<InstallationDocument>;
}

/** `schema` holds the version of the data, `probe` counts pings; `restoring` is there while everything is replaced. */
export interface InstallationDocument {
  readonly _id: 'schema' | 'probe' | 'restoring';
  readonly n: number;
}

export function collectionsOf(db: Db): Collections {
  return {
    groups: db.collection('groups'),
    checkpoints: db.collection('checkpoints'),
    register: db.collection('register'),
    referenceDates: db.collection('referenceDates'),
    directory: db.collection('directory'),
    outgoing: db.collection('outgoing'),
    parts: db.collection('parts'),
    installation: db.collection('installation'),
  };
}
