import type { DirectoryKind, DirectoryRecords } from './store.ts';

/**
 * Values are kept as JSON text in both stores, not in a database's own types: keys with dots or dollars, nested lists,
 * and text that UTF-8 cannot hold come back exactly as they went in.
 */
export function toText(value: unknown): string {
  return JSON.stringify(value ?? null);
}

export function fromText(text: string): unknown {
  return JSON.parse(text) as unknown;
}

/** A record of the directory as it is kept: its text, and beside it the one large field that some have. */
export interface RecordText {
  readonly text: string;
  readonly bytes: Uint8Array | null;
}

export function toRecordText(record: DirectoryRecords[DirectoryKind]): RecordText {
  if (!('rows' in record)) return { text: toText(record), bytes: null };
  const { rows, ...rest } = record;
  return { text: toText(rest), bytes: rows };
}

export function fromRecordText<K extends DirectoryKind>(
  kind: K,
  { text, bytes }: RecordText,
): DirectoryRecords[K] {
  const record = fromText(text) as DirectoryRecords[K];
  return kind === 'import' ? { ...record, rows: bytes ?? new Uint8Array() } : record;
}
