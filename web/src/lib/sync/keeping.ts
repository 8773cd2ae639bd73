import type { Doc } from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';

/** What is kept of one tab, by number; nothing waits for it. */
export interface Keep<Value> {
  put(number: number, value: Value): void;
  remove(numbers: readonly number[]): void;
}

/** An edit on this device that the server has not yet said to have saved. */
export interface KeptEdit {
  readonly edit: Edit;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of one that was adopted: where it is kept until it is done again. */
  readonly number?: number;
}

/** An edit that was refused, until its author has done something with it. */
export interface KeptRefusal {
  readonly edit: Edit;
  readonly path: string;
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text?: string;
  /** Of one that was adopted: where it is kept now. */
  readonly number?: number;
}

/** What tabs that are gone left, oldest first; kept under the numbers that come along, until those are removed. */
export interface Left {
  readonly edits: readonly KeptEdit[];
  readonly refusals: readonly KeptRefusal[];
}

/** What this device keeps of one person's work at one table, through a reload and a closed lid. */
export interface Keeping {
  readonly plans: {
    /** Fills the document with what is kept and keeps what comes; `true` when there were plans. */
    attach(doc: Doc): Promise<boolean>;
    /** What is kept is not right any more: begin a new generation, and tell the other tabs. */
    discard(): void;
  };
  readonly outbox: Keep<KeptEdit>;
  readonly refusals: Keep<KeptRefusal>;
  /** Takes over what tabs that are gone have left. It stays kept: the page may be closed before it gets to it. */
  adopt(): Promise<Left>;
}
