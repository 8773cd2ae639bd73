import { sameJson, type Json } from '../lib/json.ts';
import type { Block } from '../model/block.ts';
import type { BlockValues } from './last-import.ts';

export type Verdict = 'same' | 'kept' | 'update' | 'conflict';

/** Three values decide: what the last import wrote, what stands here, what the file has. */
export function judge(last: Json | undefined, live: Json, file: Json): Verdict {
  if (sameJson(live, file)) return 'same';
  if (last === undefined) return isEmpty(live) ? 'update' : 'conflict';
  if (sameJson(file, last)) return 'kept';
  return sameJson(live, last) ? 'update' : 'conflict';
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

export function valuesOf(block: Block): BlockValues {
  const { year, homes, dwelling, segment, targetGroup, land } = block;
  return { kind: block.kind ?? 'build', year, homes, dwelling, segment, targetGroup, land };
}
