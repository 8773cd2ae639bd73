import { crc32 } from 'node:zlib';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import type { DirectoryKind, HistoryRow, OutgoingMessage, ReferenceDate } from '../store.ts';

/**
 * A backup is one file: a gzip stream of lines, each a JSON object of one `kind`. First the header, last the trailer.
 * Every line begins with the CRC-32 of the rest of it, so that damage has a line number; the trailer holds the sha256 of
 * all that stands before it, and how many there are of each kind. Bytes are base64. docs/backup.md says it for people.
 */
export const FORMAT = 1;

export interface Header {
  readonly kind: 'header';
  readonly product: 'bouwberaad';
  readonly format: number;
  /** The layout of the workspaces (shared/model/layout.ts). */
  readonly layout: number;
  /** ISO 8601, UTC: when it was begun. */
  readonly at: string;
}

export interface DirectoryLine {
  readonly kind: 'directory';
  readonly of: DirectoryKind;
  /** Without the one large field that some have; `bytes` is that. */
  readonly record: unknown;
  readonly bytes: string | null;
}

/** A workspace at one moment. `state` is its newest sound checkpoint, `updates` what the log holds besides. */
export interface WorkspaceLine {
  readonly kind: 'workspace';
  readonly table: string;
  readonly state: string | null;
  readonly updates: readonly string[];
  readonly claims: readonly (readonly [client: number, person: string])[];
  /** Checkpoints that did not match their checksum; newer ones than `state`. */
  readonly damaged: number;
}

export interface HistoryLine {
  readonly kind: 'history';
  readonly table: string;
  readonly rows: readonly HistoryRow[];
}

export interface RegisterLine {
  readonly kind: 'register';
  readonly table: string;
  readonly entries: readonly RegisterEntry[];
}

export interface ReferenceDateLine {
  readonly kind: 'referenceDate';
  readonly date: Omit<ReferenceDate, 'bytes'>;
  readonly bytes: string;
}

export interface OutgoingLine {
  readonly kind: 'outgoing';
  readonly message: OutgoingMessage;
}

export type RecordLine =
  DirectoryLine | WorkspaceLine | HistoryLine | RegisterLine | ReferenceDateLine | OutgoingLine;

/** Records, workspaces, history rows, register events, reference dates, messages. */
export type Counts = Readonly<Record<RecordLine['kind'], number>>;

export interface Trailer {
  readonly kind: 'trailer';
  readonly counts: Counts;
  /** sha256 (hex) of all bytes before this line, uncompressed. */
  readonly sha256: string;
}

export type Line = Header | RecordLine | Trailer;

export const NOTHING: Counts = {
  directory: 0,
  workspace: 0,
  history: 0,
  register: 0,
  referenceDate: 0,
  outgoing: 0,
};

export function countLine(counts: Counts, line: RecordLine): Counts {
  return { ...counts, [line.kind]: counts[line.kind] + sizeOf(line) };
}

function sizeOf(line: RecordLine): number {
  if (line.kind === 'history') return line.rows.length;
  return line.kind === 'register' ? line.entries.length : 1;
}

const SUM = '{"crc":"';
/** `{"crc":"01234567",` */
const HEAD_LENGTH = SUM.length + 8 + 2;

export function encodeLine(line: Line): Buffer {
  const rest = JSON.stringify(line).slice(1);
  return Buffer.from(`${SUM}${sumOf(Buffer.from(rest))}",${rest}\n`);
}

/** Null: this is not what was written. `bytes` without the line's end. */
export function decodeLine(bytes: Buffer): Line | null {
  const rest = bytes.subarray(HEAD_LENGTH);
  if (bytes.subarray(0, HEAD_LENGTH).toString('latin1') !== `${SUM}${sumOf(rest)}",`) return null;
  try {
    // Written by `encodeLine`, as the sum tells.
    return JSON.parse(`{${rest.toString('utf8')}`) as Line;
  } catch {
    return null;
  }
}

function sumOf(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(8, '0');
}

/**
 * How every backup begins: gzip, deflate, no name, no time, system unknown (RFC 1952). gzip has no checksum of these ten
 * bytes, and the system differs between machines; so they are always the same and compared as a whole.
 */
export const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff]);

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

export function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
