import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Checkpoints, HistoryRow, Snapshot, UpdateLog, Whole } from '../store.ts';
import { type Connection, numberOf, settle } from './connection.ts';
import type { Mark } from './mark.ts';
import { toHistoryRow } from './history.ts';

const TABLES = [
  'updates',
  'claims',
  'history',
  'history_hours',
  'checkpoints',
  'register',
  'reference_dates',
  'directory',
  'outgoing',
] as const;

/** Ids of one portion: looking at so many rows, of whichever document, takes a few milliseconds. */
const PORTION = 5000;

export function createWhole(db: Connection, log: UpdateLog, checkpoints: Checkpoints, mark: Mark): Whole {
  const highest = db.prepare('SELECT coalesce(max(id), 0) AS id FROM history');
  // The plus keeps it from the index by path: the rows are walked in the order in which they were written.
  const between = db.prepare(
    'SELECT id, path, was, became, person, at, cause FROM history WHERE +doc = ? AND id > ? AND id <= ? ORDER BY id',
  );
  const anyRow = db.prepare(
    `SELECT ${TABLES.map((table) => `EXISTS (SELECT 1 FROM ${table})`).join(' OR ')} AS found`,
  );

  async function* historyUntil(doc: string, last: number): AsyncGenerator<readonly HistoryRow[]> {
    for (let from = 0; from < last; from += PORTION) {
      yield between.all(doc, from, Math.min(from + PORTION, last)).map(toHistoryRow);
      await nextTurn();
    }
  }

  return {
    async snapshot(doc): Promise<Snapshot> {
      // All of these read before this returns, in one turn: nothing is written in between.
      const last = numberOf(highest.first() ?? {}, 'id');
      const reading = Promise.all([log.tail(doc), checkpoints.list(doc), log.claims(doc)]);
      const [rows, kept, claims] = await reading;
      return { rows, checkpoints: kept, claims, history: historyUntil(doc, last) };
    },
    isEmpty: () => settle(() => numberOf(anyRow.first() ?? {}, 'found') === 0),
    async replace(fill) {
      mark.forget();
      try {
        await db.transactionAround(async () => {
          for (const table of TABLES) db.exec(`DELETE FROM ${table}`);
          await fill();
        });
      } finally {
        mark.recount();
      }
    },
  };
}
