import { closeSync, constants, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { problem, type Problem } from '@bouwberaad/shared/lib/result.ts';
import { type Connection, numberOf } from './connection.ts';

export const MARK = 'bouwberaad.mark';

/** Two numbers of a fixed width, so that writing them never asks the disk for more room. */
const WIDTH = 16;
const SIZE = 2 * WIDTH;

interface Counts {
  /** The highest row that the log of updates ever had. */
  readonly updates: number;
  readonly events: number;
}

/**
 * How far the data had come, in a file beside it. SQLite takes a log that was cut, or is not there, for one that ends
 * sooner: what was confirmed is missing then, and nothing tells. The mark is written after each commit and not synced, so
 * it never knows of more than was durable; after a loss of power it may know of less, and then it tells nothing.
 */
export class Mark {
  readonly #db: Connection;
  readonly #file: number;
  #open = true;
  #counts: Counts;

  private constructor(db: Connection, file: number) {
    this.#db = db;
    this.#file = file;
    this.#counts = countsOf(db);
  }

  /** Problem `cutOff`: the data is behind its mark. */
  static open(db: Connection, dir: string): Mark | Problem {
    const file = openSync(join(dir, MARK), constants.O_RDWR | constants.O_CREAT, 0o600);
    const mark = new Mark(db, file);
    const before = read(file);
    const lacks = {
      updates: Math.max(0, before.updates - mark.#counts.updates),
      events: Math.max(0, before.events - mark.#counts.events),
    };
    if (lacks.updates + lacks.events === 0) {
      mark.#write();
      return mark;
    }
    closeSync(file);
    return problem(
      'cutOff',
      `The data in ${dir} lacks ${lacks.updates} edits and ${lacks.events} recorded events that were saved: a file of it was cut or is missing. Put back the whole folder from a copy. To go on with what is left remove ${MARK}, then make a backup and restore it: npm run backup -- FILE, npm run restore -- FILE --replace.`,
      dir,
    );
  }

  /** Rows of the log up to this one are durable. */
  updatesUpTo(updates: number): void {
    this.#counts = { ...this.#counts, updates: Math.max(updates, this.#counts.updates) };
    this.#write();
  }

  eventAdded(): void {
    this.#counts = { ...this.#counts, events: this.#counts.events + 1 };
    this.#write();
  }

  /** Everything is about to be replaced: until `recount` it tells nothing. */
  forget(): void {
    writeSync(this.#file, textOf({ updates: 0, events: 0 }), 0);
    fsyncSync(this.#file);
  }

  recount(): void {
    this.#counts = countsOf(this.#db);
    this.#write();
  }

  /** Also a second time. */
  close(): void {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
  }

  #write(): void {
    // Within a larger transaction nothing is durable yet.
    if (this.#db.inTransaction) return;
    try {
      writeSync(this.#file, textOf(this.#counts), 0);
    } catch {
      // It is a witness only: what it would tell of is saved.
    }
  }
}

function countsOf(db: Connection): Counts {
  const row = db
    .prepare(
      `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'updates'), 0) AS updates,
              (SELECT count(*) FROM register) AS events`,
    )
    .first();
  return { updates: numberOf(row ?? {}, 'updates'), events: numberOf(row ?? {}, 'events') };
}

function textOf({ updates, events }: Counts): string {
  return `${String(updates).padStart(WIDTH - 1)} ${String(events).padStart(WIDTH - 1)}\n`;
}

/** Nothing, when it is not what is written here. */
function read(file: number): Counts {
  const bytes = Buffer.alloc(SIZE);
  const found = /^ *(\d+) +(\d+)\n$/.exec(bytes.toString('latin1', 0, readSync(file, bytes, 0, SIZE, 0)));
  return { updates: Number(found?.[1] ?? 0), events: Number(found?.[2] ?? 0) };
}
