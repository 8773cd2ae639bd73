import type { ColumnKey } from '@bouwberaad/shared/model/columns.ts';

/** A cell of a group's row. `name` says what it is, `sum` a number, `rest` whatever else there is to say. */
export interface GroupSpan {
  /** The column in which it begins, and by which it is called. */
  readonly key: ColumnKey;
  readonly kind: 'name' | 'sum' | 'blank' | 'rest';
  /** Index of its first column, and of the first that is not its own any more. */
  readonly from: number;
  readonly to: number;
}

/** Columns in which a group has a sum. */
function hasSum(key: string): boolean {
  return key === 'total' || key.startsWith('year:');
}

/**
 * The cells of a group's row, which cover all columns: its name has the first, which stays in sight when the others are
 * scrolled and must not lie over sums; no sum stands from there to the first, what there is to remark after the last
 * one, and between them every column has its own.
 */
export function groupSpans(columns: readonly ColumnKey[]): GroupSpan[] {
  const [first] = columns;
  if (first === undefined) return [];
  const firstSum = columns.findIndex(hasSum);
  const lastSum = columns.findLastIndex(hasSum);
  const blankTo = firstSum < 0 ? columns.length : firstSum;
  const spans: GroupSpan[] = [{ key: first, kind: 'name', from: 0, to: 1 }];
  const [, second] = columns;
  if (second !== undefined && blankTo > 1) spans.push({ key: second, kind: 'blank', from: 1, to: blankTo });
  for (let at = Math.max(1, blankTo); at <= lastSum; at += 1) {
    const key = columns[at];
    if (key !== undefined) spans.push({ key, kind: hasSum(key) ? 'sum' : 'blank', from: at, to: at + 1 });
  }
  const restKey = columns[lastSum + 1];
  if (lastSum >= 0 && restKey !== undefined)
    spans.push({ key: restKey, kind: 'rest', from: lastSum + 1, to: columns.length });
  return spans;
}

/** The cell of a group's row that covers a column. */
export function coveringColumn(columns: readonly ColumnKey[], column: ColumnKey): ColumnKey {
  const at = columns.indexOf(column);
  const firstSum = columns.findIndex(hasSum);
  const lastSum = columns.findLastIndex(hasSum);
  if (at < 0) return column;
  if (firstSum < 0 || at < firstSum) return columns[Math.min(at, 1)] ?? column;
  return at > lastSum ? (columns[lastSum + 1] ?? column) : column;
}
