import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import { parsePath, typeAt } from '@bouwberaad/shared/model/layout.ts';
import type { HistoryEntry } from './history.ts';

/** What one person did to one record in one day; of an import or a decision all of it. */
export interface ChangeGroup {
  readonly key: string;
  readonly by: string;
  /** Of the latest. */
  readonly at: string;
  readonly cause: string | null;
  /** `<root>/<record>`; null for what has a cause: it went over many. */
  readonly subject: string | null;
  /** Newest first. */
  readonly rows: readonly HistoryEntry[];
}

export interface ChangeDay {
  /** `2026-11-24`. */
  readonly day: string;
  readonly groups: readonly ChangeGroup[];
}

/** Rows, newest first, as a person reads them: by day, and in it by who and what. The latest group comes first. */
export function groupChanges(rows: readonly HistoryEntry[]): ChangeDay[] {
  const days = new Map<string, Map<string, HistoryEntry[]>>();
  for (const row of rows) {
    const day = toDay(Date.parse(row.at));
    const groups = days.get(day) ?? new Map<string, HistoryEntry[]>();
    days.set(day, groups);
    const key = `${row.by}|${row.cause ?? subjectOf(row.path)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else if (!isTypedOn(group, row)) group.push(row);
  }
  return [...days].map(([day, groups]) => ({
    day,
    groups: [...groups].flatMap(([key, group]) => toGroup(`${day}|${key}`, group)),
  }));
}

function toGroup(key: string, rows: readonly HistoryEntry[]): ChangeGroup[] {
  const [latest] = rows;
  if (latest === undefined) return [];
  const { by, at, cause } = latest;
  return [{ key, by, at, cause, subject: cause === null ? subjectOf(latest.path) : null, rows }];
}

/** `<root>/<record>`. */
export function subjectOf(path: string): string {
  return path.split('/', 2).join('/');
}

/** Rich text leaves a row for every burst of typing; one says it all. */
function isTypedOn(group: readonly HistoryEntry[], row: HistoryEntry): boolean {
  return isText(row.path) && group.some(({ path }) => path === row.path);
}

export function isText(path: string): boolean {
  const place = parsePath(path);
  return place?.field !== undefined && typeAt(place).fields[place.field]?.kind === 'richText';
}
