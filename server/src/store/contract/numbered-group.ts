import type { Group } from '../store.ts';

export const ROWS = 3;

/** A group of which every piece can be recognised. */
export function numberedGroup(doc: string, n: number): Group {
  return {
    doc,
    updates: Array.from({ length: ROWS }, (_, row) => Buffer.from(JSON.stringify([n, row]))),
    history: Array.from({ length: ROWS }, (_, row) => ({
      path: `targets/t${n}/f${row}`,
      from: null,
      to: n,
      by: 'p1',
      at: '2026-11-24T09:00:00.000Z',
    })),
    claims: [{ client: n, person: `p${n}` }],
  };
}
