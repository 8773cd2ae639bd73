import { toText } from '../record-text.ts';
import type { HistoryRow } from '../store.ts';
import type { Connection } from './connection.ts';
import { recordNumber } from './record-number.ts';

/** Writes rows of a document's history; whoever calls it decides when they are durable. */
export function createHistoryWriter(db: Connection): (doc: string, rows: readonly HistoryRow[]) => void {
  const insert = db.prepare(
    'INSERT INTO history (doc, path, was, became, person, at, cause, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  // The first row of an hour says where it begins; those of an hour that is known already come after it.
  const insertHour = db.prepare(
    'INSERT INTO history_hours (doc, hour, first) VALUES (?, ?, last_insert_rowid()) ON CONFLICT DO NOTHING',
  );

  return (doc, rows) => {
    let hour = '';
    for (const { path, from, to, by, at, cause } of rows) {
      insert.run(doc, path, toText(from), toText(to), by, at, cause ?? null, recordNumber(doc, path));
      if (at.startsWith(hour) && hour !== '') continue;
      hour = hourOf(at);
      insertHour.run(doc, hour);
    }
  };
}

/** The hour of a moment (ISO 8601, UTC), as it sorts among moments and hours. */
export function hourOf(at: string): string {
  return at.slice(0, 13);
}
