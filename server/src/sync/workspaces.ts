import type { Doc } from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';

/** What the rest of the server may do with the live workspaces. Opening and unloading is not its concern. */
export interface Workspaces {
  /** Reads the live document; `look` must be synchronous and must not write. */
  read<T>(table: string, look: (doc: Doc) => T): Promise<T>;
  /**
   * Applies an edit as the server on behalf of `by`, past the gate, and resolves when it is durable. Problems are those
   * of `applyEdit`. One edit is one transaction: what belongs together goes in one batch.
   */
  edit(table: string, edit: Edit, by: string): Promise<Result<undefined>>;
}
