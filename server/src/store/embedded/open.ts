import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ok, type Problem, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Store } from '../store.ts';
import { createCheckpoints } from './checkpoints.ts';
import { Connection, settle } from './connection.ts';
import { createDirectory } from './directory.ts';
import { createHistory } from './history.ts';
import { createOutgoing } from './outgoing.ts';
import { createReferenceDates } from './reference-dates.ts';
import { createRegister } from './register.ts';
import { Mark } from './mark.ts';
import { migrate } from './schema.ts';
import { createUpdateLog } from './updates.ts';
import { WalSync } from './wal-sync.ts';
import { createWhole } from './whole.ts';

export interface EmbeddedOptions {
  /** The folder of the data; made when it is not there. */
  readonly dir: string;
}

export const FILE = 'bouwberaad.sqlite';

/** Opens the store of one folder for this process alone. Problems: `inUse`, `unwritable`, `damaged`, `newer`, `cutOff`. */
export async function openEmbedded({ dir }: EmbeddedOptions): Promise<Result<Store>> {
  const file = join(dir, FILE);
  let db: DatabaseSync;
  try {
    // The names and addresses of people are in it: others on the machine have no business in a folder that we make.
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    db = new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    return whyNot(error, dir);
  }
  try {
    claimFile(db);
    const migrated = migrate(db);
    if (!migrated.ok) {
      db.close();
      return migrated;
    }
    const unsound = whyUnsound(db, dir);
    const connection = new Connection(db);
    const mark = unsound ?? Mark.open(connection, dir);
    if (mark instanceof Mark) return ok(createStore(connection, mark, `${file}-wal`));
    db.close();
    return mark;
  } catch (error) {
    db.close();
    return whyNot(error, dir);
  }
}

/**
 * `exclusive` before the first access: the lock is held until the process ends, however it ends, and the write-ahead
 * log's index stays in memory. `full`: a commit returns once the log is synced to the disk.
 */
function claimFile(db: DatabaseSync): void {
  db.exec('PRAGMA locking_mode = EXCLUSIVE');
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  // After a burst the log's file shrinks again to this many bytes.
  db.exec('PRAGMA journal_size_limit = 67108864');
  // Takes the lock now: a second process learns of it at its start, not at its first commit.
  db.exec('BEGIN EXCLUSIVE; COMMIT');
}

/**
 * A row that its index does not name is not found, and nothing else would miss it. The log is short, so looking at all of
 * it takes a few milliseconds; what is in its rows has a sum of its own.
 */
function whyUnsound(db: DatabaseSync, dir: string): Problem | null {
  const said = db.prepare("PRAGMA integrity_check('updates')").get()?.['integrity_check'];
  return said === 'ok' ? null : problem('damaged', `The data in ${dir} is damaged: ${String(said)}.`, dir);
}

function createStore(db: Connection, mark: Mark, logFile: string): Store {
  const probe = db.prepare('UPDATE probe SET pings = pings + 1');
  const wal = new WalSync(db, logFile);
  const updates = createUpdateLog({ db, wal, mark });
  const checkpoints = createCheckpoints(db);
  return {
    updates,
    checkpoints,
    history: createHistory(db),
    register: createRegister(db, mark),
    referenceDates: createReferenceDates(db),
    directory: createDirectory(db),
    outgoing: createOutgoing(db),
    whole: createWhole(db, updates, checkpoints, mark),
    // A real write: a full disk and a folder that has become read-only still answer reads.
    ping: () => settle(() => probe.run()),
    close: async () => {
      await wal.close();
      db.close();
      mark.close();
    },
  };
}

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** What the machine can be blamed for has a reason; anything else is a bug and goes on. */
function whyNot(error: unknown, dir: string): Problem {
  if (!(error instanceof Error)) throw error;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const code = error.errcode & 0xff;
    if (code === BUSY || code === LOCKED)
      return problem('inUse', `Another server is using the data in ${dir}.`, dir);
    if (code === CORRUPT || code === NOT_A_DATABASE)
      return problem('damaged', `The data in ${dir} can't be read: ${error.message}.`, dir);
    return problem('unwritable', `The folder ${dir} can't be written: ${error.message}.`, dir);
  }
  if ('syscall' in error)
    return problem('unwritable', `The folder ${dir} can't be written: ${error.message}.`, dir);
  throw error;
}
