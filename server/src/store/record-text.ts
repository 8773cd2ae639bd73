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

/** The one field of a kind of record that may be large. */
type LargeField = 'rows' | 'content';
const LARGE: Partial<Readonly<Record<DirectoryKind, LargeField>>> = {
  import: 'rows',
  importPart: 'content',
  file: 'content',
};

export function toRecordText(record: DirectoryRecords[DirectoryKind]): RecordText {
  const { record: rest, bytes } = withoutBytes(record);
  return { text: toText(rest), bytes };
}

/** The record without its large field, and that. */
export function withoutBytes(record: DirectoryRecords[DirectoryKind]): {
  readonly record: object;
  readonly bytes: Uint8Array | null;
} {
  if ('rows' in record) {
    const { rows, ...rest } = record;
    return { record: rest, bytes: rows };
  }
  if ('content' in record) {
    const { content, ...rest } = record;
    return { record: rest, bytes: content };
  }
  return { record, bytes: null };
}

export function fromRecordText<K extends DirectoryKind>(
  kind: K,
  { text, bytes }: RecordText,
): DirectoryRecords[K] {
  const record = fromText(text) as DirectoryRecords[K];
  const large = LARGE[kind];
  return large === undefined ? record : { ...record, [large]: bytes ?? new Uint8Array() };
}
