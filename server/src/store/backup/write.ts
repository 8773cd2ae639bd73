import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { collect, type CollectOptions } from './collect.ts';
import { type Counts, countLine, encodeLine, FORMAT, GZIP_HEAD, NOTHING } from './format.ts';

export interface BackupOptions extends CollectOptions {
  /** Where it is written; nothing may be there yet. */
  readonly file: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/**
 * Writes everything that is kept to one file, for the eyes of its owner alone. It has its name once it is whole and
 * synced to the disk. Problems: `exists`, `unwritable` (the folder, the disk), `unreadable` (the store).
 */
export async function writeBackup(options: BackupOptions): Promise<Result<Counts>> {
  const { file } = options;
  if (await isThere(file)) return problem('exists', `There is a file ${file} already; it is left as it is.`);
  const part = `${file}.part`;
  const written: { counts: Counts } = { counts: NOTHING };
  try {
    await pipeline(
      Readable.from(lines(options, written)),
      createGzip(),
      withPlainHead,
      createWriteStream(part, { mode: 0o600, flush: true }),
    );
    await rename(part, file);
    await syncFolder(dirname(file));
    return ok(written.counts);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    if (!(error instanceof Error)) throw error;
    return 'syscall' in error
      ? problem('unwritable', `The backup can't be written to ${file}: ${error.message}`)
      : problem('unreadable', `The data could not be read: ${error.message}`);
  }
}

async function* lines(options: BackupOptions, written: { counts: Counts }): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const header = encodeLine({
    kind: 'header',
    product: 'bouwberaad',
    format: FORMAT,
    layout: LAYOUT,
    at: options.at,
  });
  hash.update(header);
  yield header;
  for await (const record of collect(options)) {
    written.counts = countLine(written.counts, record);
    const line = encodeLine(record);
    hash.update(line);
    yield line;
  }
  yield encodeLine({ kind: 'trailer', counts: written.counts, sha256: hash.digest('hex') });
}

/** Puts the same ten bytes in front on every machine. */
async function* withPlainHead(gzipped: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let skip = GZIP_HEAD.length;
  yield GZIP_HEAD;
  for await (const chunk of gzipped) {
    const rest = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** A new name is on the disk once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
