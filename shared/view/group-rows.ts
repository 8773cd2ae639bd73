import { isHard } from '../model/project.ts';
import type { GroupKey, GroupRow, ProjectRow, Row, Sums } from './rows.ts';
import { compareNames } from './sort-rows.ts';

/** How rows are put together: what they share, what that is called, and in what order the groups come. */
export interface Grouping {
  readonly by: GroupKey;
  readonly keyOf: (row: ProjectRow) => string | null;
  readonly nameOf: (key: string | null) => string;
  /** The order of the groups; by name where it is left out. */
  readonly order?: readonly string[];
}

/** Rows, in the order that they have, under a row for each group; those that share nothing last. */
export function groupRows(
  rows: readonly ProjectRow[],
  grouping: Grouping,
  collapsed: ReadonlySet<string>,
): Row[] {
  return inOrder(rows, grouping).flatMap(([key, members]) => {
    const group = toGroup(key, members, grouping, collapsed);
    return group.collapsed ? [group] : [group, ...members];
  });
}

/** The same rows in the same order, without those of the groups and without adding anything up. */
export function inGroups(rows: readonly ProjectRow[], grouping: Grouping): ProjectRow[] {
  return inOrder(rows, grouping).flatMap(([, members]) => members);
}

type Members = readonly [key: string | null, members: readonly ProjectRow[]];

function inOrder(rows: readonly ProjectRow[], { keyOf, nameOf, order }: Grouping): Members[] {
  const groups = new Map<string | null, ProjectRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups].sort(([a], [b]) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (order !== undefined) return order.indexOf(a) - order.indexOf(b);
    return compareNames(nameOf(a), nameOf(b)) || (a < b ? -1 : 1);
  });
}

function toGroup(
  key: string | null,
  members: readonly ProjectRow[],
  { by, nameOf }: Grouping,
  collapsed: ReadonlySet<string>,
): GroupRow {
  const id = groupId(by, key);
  return {
    kind: 'group',
    id,
    by,
    key,
    name: nameOf(key),
    collapsed: collapsed.has(id),
    members,
    ...sumRows(members),
  };
}

/** `group:0150`, `group:phase:ontwerp`. */
export function groupId(by: GroupKey, key: string | null): string {
  return by === 'municipality' ? `group:${key ?? ''}` : `group:${by}:${key ?? ''}`;
}

/** What rows add up to; a number is null where not one of them says it. */
export function sumRows(rows: readonly ProjectRow[]): Sums {
  const years = new Map<number, number | null>();
  let homes: number | null = null;
  let demolished = 0;
  const parts = { hard: 0, soft: 0 };
  for (const row of rows) {
    for (const [year, built] of row.years) years.set(year, plus(years.get(year) ?? null, built));
    homes = plus(homes, row.homes);
    demolished += row.demolished;
    parts[isHard(row.project) ? 'hard' : 'soft'] += row.homes ?? 0;
  }
  const net = homes === null && demolished === 0 ? null : (homes ?? 0) - demolished;
  return { homes, years, net, ...parts };
}

function plus(sum: number | null, more: number | null): number | null {
  return more === null ? sum : (sum ?? 0) + more;
}
