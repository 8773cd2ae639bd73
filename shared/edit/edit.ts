import type { Json } from '../lib/json.ts';
import type { RootName } from '../model/layout.ts';

/**
 * Everything that can be done to a workspace, as data. What a person did, what the outbox keeps, what undo names and
 * what the history shows is the same thing. Ids and moments are in the arguments, so that an edit can be replayed.
 */
export type Edit =
  SetField | SetYearHomes | CreateRecord | AddBlock | RemoveRecord | SetMeta | TypeText | Batch;

export type FieldValues = Readonly<Record<string, Json>>;

/** A scalar field of a record or a block gets another value; `from` is the value that the person saw. */
export interface SetField {
  readonly type: 'setField';
  readonly path: string;
  readonly from: Json;
  readonly to: Json;
}

/**
 * A year cell of the grid. `block` is the one build block of that year, or the id for the block to be made when there
 * is none (its splits are unknown then). Several blocks in one year are edited in the drawer, one by one.
 */
export interface SetYearHomes {
  readonly type: 'setYearHomes';
  readonly project: string;
  readonly year: number;
  readonly block: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly by: string;
  readonly at: string;
}

/** A record with all its nested types, in one transaction. */
export interface CreateRecord {
  readonly type: 'createRecord';
  readonly root: RootName;
  readonly id: string;
  /** By the names of product.md, with `by` and `at`. */
  readonly fields: FieldValues;
  /** Only for projects: its blocks by id. */
  readonly blocks?: Readonly<Record<string, FieldValues>>;
}

export interface AddBlock {
  readonly type: 'addBlock';
  readonly project: string;
  readonly block: string;
  readonly fields: FieldValues;
}

/** Nobody deletes: a record or block is marked as removed, or brought back. */
export interface RemoveRecord {
  readonly type: 'removeRecord';
  readonly path: string;
  readonly removed: boolean;
  /** Taking back what was made: only as long as it still holds these values. What somebody made of it since stays. */
  readonly expect?: FieldValues;
}

/** The server's own scalars: markers of what has been applied. */
export interface SetMeta {
  readonly type: 'setMeta';
  readonly key: string;
  readonly value: string | number | boolean;
}

/**
 * Somebody typed in rich text. The words themselves are in the document, where they merge; this says where, so that the
 * outbox can tell what is not saved yet. Applying it writes nothing.
 */
export interface TypeText {
  readonly type: 'typeText';
  readonly path: string;
}

/** Several edits that are one for the person: a paste, an import, a decision. Applied in order, in one transaction. */
export interface Batch {
  readonly type: 'batch';
  /** What undo and the history call it. */
  readonly name: string;
  readonly edits: readonly Exclude<Edit, Batch>[];
  /**
   * What of it may stand when another part can't: each cell (a paste), or all of one record (a change to many plans).
   * Absent: all or nothing.
   */
  readonly loose?: 'cells' | 'records';
}
