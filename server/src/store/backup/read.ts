import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import { done, ok, type Problem, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import {
  type Counts,
  countLine,
  decodeLine,
  FORMAT,
  GZIP_HEAD,
  type Header,
  type Line,
  NOTHING,
  type RecordLine,
  type Trailer,
} from './format.ts';

export interface BackupContents {
  readonly header: Header;
  readonly counts: Counts;
}

/** What is done with each record. A problem ends the reading. */
export type Take = (record: RecordLine) => Promise<Result<undefined>> | Result<undefined>;

/**
 * Reads a backup to its end, record by record, and checks every checksum on the way. Only when it answers `ok` was the
 * file whole: what was taken before that may have come from a damaged one. Problems, with the line in `at`:
 * `unreadable` (no such file), `notABackup`, `newer` (of a later version), `damaged`, `cutOff`, and those of `take`.
 */
export async function readBackup(file: string, take: Take): Promise<Result<BackupContents>> {
  const reading = new Reading(take);
  try {
    await pipeline(
      createReadStream(file),
      expectHead,
      createGunzip(),
      async (bytes: AsyncIterable<Buffer>) => {
        for await (const line of splitLines(bytes)) await reading.add(line);
      },
    );
    return reading.end();
  } catch (error) {
    if (error instanceof Stop) return error.problem;
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if ('syscall' in error) return problem('unreadable', `The file ${file} can't be read: ${error.message}`);
    if (typeof error.code === 'string' && error.code.startsWith('Z_'))
      return error.code === 'Z_BUF_ERROR' ? reading.cutOff() : reading.damaged('its compression is broken');
    throw error;
  }
}

/** Leaves a pipeline from within. */
class Stop extends Error {
  readonly problem: Problem;

  constructor(given: Problem) {
    super(given.message);
    this.problem = given;
  }
}

async function* expectHead(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < GZIP_HEAD.length) continue;
    if (!head.subarray(0, GZIP_HEAD.length).equals(GZIP_HEAD)) throw new Stop(notABackup());
    yield head;
    head = null;
  }
  if (head !== null) throw new Stop(notABackup());
}

function notABackup(): Problem {
  return problem('notABackup', 'This is not a backup, or its beginning is damaged (line 1).', '1');
}

/** Not with node:readline, for which U+2028 within a text ends a line as well. Lines come without their end. */
async function* splitLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...open, chunk.subarray(from, end)]);
      open = [];
      from = end + 1;
    }
    if (from < chunk.length) open.push(chunk.subarray(from));
  }
  if (open.length > 0) yield Buffer.concat(open);
}

/** Where the reading of one file has come to. */
class Reading {
  readonly #take: Take;
  readonly #hash = createHash('sha256');
  #line = 0;
  #header: Header | null = null;
  #trailer: Trailer | null = null;
  #counts: Counts = NOTHING;

  constructor(take: Take) {
    this.#take = take;
  }

  async add(bytes: Buffer): Promise<void> {
    const line = decodeLine(bytes);
    const taken = line === null ? this.damaged('it is not what was written') : await this.#next(line, bytes);
    if (!taken.ok) throw new Stop(taken.at === undefined ? { ...taken, at: String(this.#line + 1) } : taken);
    this.#line += 1;
  }

  end(): Result<BackupContents> {
    if (this.#header === null || this.#trailer === null) return this.cutOff();
    return ok({ header: this.#header, counts: this.#counts });
  }

  damaged(why: string): Problem {
    const line = String(this.#line + 1);
    return problem('damaged', `The backup is damaged at line ${line}: ${why}.`, line);
  }

  cutOff(): Problem {
    return problem(
      'cutOff',
      `The backup ends after line ${this.#line}; the rest is missing.`,
      String(this.#line + 1),
    );
  }

  async #next(line: Line, bytes: Buffer): Promise<Result<undefined>> {
    if (this.#header === null) return this.#begin(line, bytes);
    if (line.kind === 'header') return this.damaged('a second header');
    if (this.#trailer !== null) return this.damaged('it goes on after its end');
    if (line.kind === 'trailer') return this.#finish(line);
    this.#sum(bytes);
    this.#counts = countLine(this.#counts, line);
    return this.#take(line);
  }

  #begin(line: Line, bytes: Buffer): Result<undefined> {
    if (line.kind !== 'header') return notABackup();
    if (line.format > FORMAT || line.layout > LAYOUT)
      return problem('newer', 'This backup is of a later version of the program: restore it with that one.');
    this.#header = line;
    this.#sum(bytes);
    return done;
  }

  #finish(line: Trailer): Result<undefined> {
    for (const [kind, count] of Object.entries(this.#counts))
      if (line.counts[kind as keyof Counts] !== count)
        return this.damaged(`the number of ${kind} is not right`);
    if (line.sha256 !== this.#hash.digest('hex'))
      return this.damaged('the checksum of the whole is not right');
    this.#trailer = line;
    return done;
  }

  #sum(bytes: Buffer): void {
    this.#hash.update(bytes);
    this.#hash.update('\n');
  }
}
