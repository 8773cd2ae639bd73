import type { Json } from '../lib/json.ts';
import type { BlockValues } from './last-import.ts';

/** One field that a file would change. `path` is where, in the workspace. */
export interface Change {
  readonly kind: 'field' | 'addBlock' | 'removeBlock';
  readonly path: string;
  readonly field: string;
  /** The block it is about, as it stands here (a new one as the file has it). */
  readonly block: BlockValues | null;
  /** At the table now. */
  readonly from: Json;
  /** In the file. */
  readonly to: Json;
  readonly rows: readonly number[];
  /** The sum of a list that it comes from (`homes:2028`): the next import remembers it under that name. */
  readonly remembered?: string;
}
