import type { Claim, Group, LogRow, UpdateLog } from '../store.ts';
import { sumOf } from '../sums.ts';
import { createHistoryWriter } from './history-writer.ts';
import type { Mark } from './mark.ts';
import type { WalSync } from './wal-sync.ts';
import { bytesOf, type Connection, numberOf, type Row, settle, textOf } from './connection.ts';

export interface UpdateLogOptions {
  readonly db: Connection;
  /** Absent: SQLite syncs each commit itself. */
  readonly wal?: Pick<WalSync, 'commit' | 'recover'>;
  readonly mark?: Pick<Mark, 'updatesUpTo'>;
}

export function createUpdateLog({ db, wal, mark }: UpdateLogOptions): UpdateLog {
  const insertUpdate = db.prepare('INSERT INTO updates (doc, bytes, crc) VALUES (?, ?, ?)');
  // The first who used a client id keeps it.
  const insertClaim = db.prepare(
    'INSERT INTO claims (doc, client, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const selectTail = db.prepare('SELECT id, bytes, crc FROM updates WHERE doc = ? ORDER BY id');
  const selectClaims = db.prepare('SELECT client, person FROM claims WHERE doc = ?');
  const deleteRows = db.prepare(
    'DELETE FROM updates WHERE doc = ? AND id IN (SELECT value FROM json_each(?))',
  );

  const writeHistory = createHistoryWriter(db);
  const lastRow = db.prepare("SELECT seq AS id FROM sqlite_sequence WHERE name = 'updates'");

  function write({ doc, updates, history, claims }: Group): void {
    for (const update of updates) insertUpdate.run(doc, update, sumOf(update));
    writeHistory(doc, history);
    for (const { client, person } of claims) insertClaim.run(doc, client, person);
  }

  /** Written, and perhaps not on the disk: a second try is not to write it again. */
  const inDoubt = new WeakMap<Group, number>();

  async function append(group: Group): Promise<void> {
    let last = inDoubt.get(group);
    if (last === undefined) {
      const saving = commit(() => {
        write(group);
      });
      last = group.updates.length === 0 ? 0 : numberOf(lastRow.first() ?? {}, 'id');
      inDoubt.set(group, last);
      await saving;
    } else {
      wal?.recover();
    }
    inDoubt.delete(group);
    if (last > 0) mark?.updatesUpTo(last);
  }

  /** Throws at once when nothing was written. */
  function commit(work: () => void): Promise<void> {
    if (wal !== undefined) return wal.commit(work);
    db.transaction(work);
    return Promise.resolve();
  }

  return {
    append,
    tail: (doc) => settle(() => selectTail.all(doc).map(toLogRow)),
    drop: (doc, rows) => settle(() => deleteRows.run(doc, JSON.stringify(rows.map(Number)))),
    claims: (doc) =>
      settle(() =>
        selectClaims
          .all(doc)
          .map((row): Claim => ({ client: numberOf(row, 'client'), person: textOf(row, 'person') })),
      ),
  };
}

function toLogRow(row: Row): LogRow {
  const id = String(numberOf(row, 'id'));
  const update = bytesOf(row, 'bytes');
  const { crc } = row;
  return crc === null || crc === sumOf(update) ? { id, update } : { id, update, damaged: true };
}
