import { crc32, inflateRawSync } from 'node:zlib';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';

/**
 * A workbook is a zip, and a zip can lie. This reads the central directory, inflates each wanted part to no more than
 * it claims, and lays the parts down again uncompressed: what the workbook library then reads is exactly what was
 * measured here, whatever local headers or overlapping parts the file holds.
 */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes of all wanted parts together, inflated. */
  readonly bytes: number;
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** Problems: `notAWorkbook`, `encrypted`, `tooLarge`. */
export function repack(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limits: ZipLimits,
): Result<Uint8Array> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(file, limits.entries);
  if (!entries.ok) return entries;
  if (entries.value.some(({ flags }) => (flags & ENCRYPTED) !== 0))
    return problem('encrypted', ENCRYPTED_TEXT);
  const parts = entries.value.filter(({ name }) => wanted(name));
  if (new Set(parts.map(({ name }) => name)).size < parts.length) return damaged('two parts of one name');
  // Parts that share bytes are how a small file inflates without end.
  if (parts.reduce((sum, { compressed }) => sum + compressed, 0) > file.length) return tooLarge();
  if (parts.reduce((sum, { size }) => sum + size, 0) > limits.bytes) return tooLarge();
  const inflated: { name: string; data: Buffer }[] = [];
  for (const entry of parts) {
    const data = inflate(file, entry);
    if (!data.ok) return data;
    inflated.push({ name: entry.name, data: data.value });
  }
  return ok(writeStored(inflated));
}

function readDirectory(file: Buffer, most: number): Result<Entry[]> {
  const end = findEnd(file);
  if (end === null) return damaged('no end of central directory');
  const count = file.readUInt16LE(end + 10);
  if (count > most) return tooLarge();
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    // Zip64 marks its fields with all ones and would land far outside: no workbook of a size that we take needs it.
    if (at + 46 > end || file.readUInt32LE(at) !== CENTRAL) return damaged('central directory');
    const nameLength = file.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    if (next > end) return damaged('central directory');
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
      flags: file.readUInt16LE(at + 8),
      method: file.readUInt16LE(at + 10),
      compressed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    });
    at = next;
  }
  return ok(entries);
}

function findEnd(file: Buffer): number | null {
  const from = Math.max(0, file.length - END_LENGTH - MAX_COMMENT);
  for (let at = file.length - END_LENGTH; at >= from; at -= 1) if (file.readUInt32LE(at) === END) return at;
  return null;
}

function inflate(file: Buffer, entry: Entry): Result<Buffer> {
  if (entry.offset + 30 > file.length || file.readUInt32LE(entry.offset) !== LOCAL)
    return damaged(entry.name);
  const start =
    entry.offset + 30 + file.readUInt16LE(entry.offset + 26) + file.readUInt16LE(entry.offset + 28);
  const raw = file.subarray(start, start + entry.compressed);
  if (raw.length < entry.compressed) return damaged(entry.name);
  if (entry.method === STORED) return raw.length === entry.size ? ok(raw) : damaged(entry.name);
  if (entry.method !== DEFLATED) return damaged(entry.name);
  try {
    const data = inflateRawSync(raw, { maxOutputLength: Math.max(1, entry.size) });
    return data.length === entry.size ? ok(data) : damaged(entry.name);
  } catch (error) {
    // More bytes than the directory claims: a header that lies is a bomb until proven otherwise.
    return isTooLong(error) ? tooLarge() : damaged(entry.name);
  }
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function writeStored(parts: readonly { readonly name: string; readonly data: Buffer }[]): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of parts) {
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(title.length, 22);
    chunks.push(uint32(LOCAL), common, title, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(uint32(CENTRAL), Buffer.from([20, 0]), common, tail, title);
    offset += 30 + title.length + data.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, list, end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const ENCRYPTED_TEXT =
  'Dit werkboek is met een wachtwoord beveiligd. Haal de beveiliging eraf en kies het bestand opnieuw.';
const tooLarge = (): Result<never> =>
  problem(
    'tooLarge',
    'Dit werkboek wordt uitgepakt te groot om te lezen. Bewaar alleen het blad met de plannen in een nieuw werkboek.',
  );
const damaged = (at: string): Result<never> =>
  problem(
    'notAWorkbook',
    'Dit bestand is geen Excel-werkboek, of het is beschadigd. Bewaar het in Excel opnieuw als .xlsx.',
    at,
  );
