/**
 * The name of one update in the log: its group, its number in it, and how many were born with it. The last tells
 * `drop` which groups go whole, without reading them.
 */
export interface RowId {
  readonly seq: number;
  readonly n: number;
  readonly count: number;
}

export function formatRowId({ seq, n, count }: RowId): string {
  return `${seq}.${n}.${count}`;
}

export function parseRowId(text: string): RowId | null {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(text);
  return match === null ? null : { seq: Number(match[1]), n: Number(match[2]), count: Number(match[3]) };
}

/** Which groups lose all their rows, and which rows go from the others. */
export function sortRows(ids: readonly string[]): {
  whole: number[];
  some: { seq: number; rows: number[] }[];
} {
  const bySeq = new Map<number, { count: number; rows: Set<number> }>();
  for (const id of ids) {
    const row = parseRowId(id);
    if (row === null) continue;
    const group = bySeq.get(row.seq) ?? { count: row.count, rows: new Set() };
    group.rows.add(row.n);
    bySeq.set(row.seq, group);
  }
  const whole: number[] = [];
  const some: { seq: number; rows: number[] }[] = [];
  for (const [seq, { count, rows }] of bySeq) {
    if (rows.size === count) whole.push(seq);
    else some.push({ seq, rows: [...rows] });
  }
  return { whole, some };
}
