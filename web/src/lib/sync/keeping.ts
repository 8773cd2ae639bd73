import type { Doc } from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';

/** An edit on this device that the server has not yet said to have saved. */
export interface KeptEdit {
  readonly edit: Edit;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of one that was adopted: where it is kept until it is done again. */
  readonly number?: number;
}

/** What this device keeps of one person's work at one table, through a reload and a closed lid. */
export interface Keeping {
  readonly plans: {
    /** Fills the document with what is kept and keeps what comes; `true` when there were plans. */
    attach(doc: Doc): Promise<boolean>;
    /** What is kept is not right any more: begin a new generation, and tell the other tabs. */
    discard(): void;
  };
  readonly outbox: {
    put(number: number, kept: KeptEdit): void;
    remove(numbers: readonly number[]): void;
  };
  /**
   * Takes over what tabs that are gone have left, oldest first. It stays kept, under the numbers that come along, until
   * those are removed: the page may be closed before it gets to them.
   */
  adopt(): Promise<readonly KeptEdit[]>;
}
