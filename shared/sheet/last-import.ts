import type { Json } from '../lib/json.ts';
import type { BlockField, Source } from './sheet.ts';

export type BlockValues = Readonly<Partial<Record<BlockField | 'kind', Json>>>;

/**
 * What the last import put into a project. Without it nobody can tell a value that was changed here from one that the
 * file has changed. It travels in the project's `source`, so that it becomes durable with the import itself.
 */
export interface LastImport {
  readonly fields: Readonly<Record<string, Json>>;
  /** By block id. */
  readonly blocks: Readonly<Record<string, BlockValues>>;
}

/** A key that no heading of a workbook has. */
const KEY = '~ingevoerd';
/** How a file without numbers calls this project, so that it is found again when its name changes here. */
const NAME_KEY = '~sleutel';

export function readLastImport(source: Source | null): LastImport | null {
  const text = source?.[KEY];
  if (typeof text !== 'string') return null;
  try {
    const last = JSON.parse(text) as Partial<LastImport> | null;
    return typeof last?.fields === 'object' && typeof last.blocks === 'object' ? (last as LastImport) : null;
  } catch {
    return null;
  }
}

/** The columns of the file alone, as they are shown and written back. */
export function columnsOf(source: Source | null): Source {
  const { [KEY]: _last, [NAME_KEY]: _name, ...columns } = source ?? {};
  return columns;
}

/** As long as the field can hold: a project of hundreds of blocks goes without, and its next changes are conflicts. */
export function withLastImport(columns: Source, last: LastImport, nameKey: string | null = null): Source {
  const named = nameKey === null ? columns : { ...columns, [NAME_KEY]: nameKey };
  const whole = { ...named, [KEY]: JSON.stringify(last) };
  return JSON.stringify(whole).length <= 65_536 ? whole : named;
}

/** The key of a file without numbers under which this project came in. */
export function nameKeyOf(source: unknown): string | null {
  if (typeof source !== 'object' || source === null) return null;
  const key = (source as Readonly<Record<string, unknown>>)[NAME_KEY];
  return typeof key === 'string' ? key : null;
}
