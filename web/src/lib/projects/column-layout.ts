import type { Column, ColumnKey } from '@bouwberaad/shared/model/columns.ts';
import { setKeyOf, type ColumnSet, type SetKey } from '@bouwberaad/shared/view/column-set.ts';

/** Least width in rem, and the part that a column takes of what is left over. */
const USUAL: Readonly<Record<SetKey, readonly [least: number, part: number]>> = {
  name: [8.75, 1.2],
  externalId: [6, 0],
  municipality: [5.5, 0.6],
  place: [6.5, 0.6],
  planType: [9.5, 0],
  phase: [8.25, 0],
  planStatus: [2.5, 0],
  organisation: [9, 0.8],
  developer: [9, 0.8],
  keyProject: [3.5, 0],
  confidentiality: [8.5, 0],
  storeys: [4.5, 0],
  total: [3.5, 0],
  years: [2.75, 0],
  likelihood: [5.25, 0],
  bottlenecks: [8.5, 1],
  actions: [2, 0],
  annotations: [2, 0],
};
/** The checkbox, in rem. */
const SELECT_WIDTH = 2.5;
/** A name that does not grow, in rem: most fit. */
const LONG_NAME = 13;

export interface ColumnLayout {
  /** For `grid-template-columns`, the checkbox first. */
  readonly columns: string;
  /** Below this width the grid scrolls sideways: a CSS length. */
  readonly least: string;
  /** How far from the left a pinned column stays, a CSS length; columns that scroll are not in it. */
  readonly lefts: ReadonlyMap<ColumnKey, string>;
  /** What the pinned columns take at least, a CSS length: what lies under them is scrolled into sight. */
  readonly pinned: string;
}

/** How wide the columns stand. One that nobody gave a width takes its share of what is left over. */
export function layoutColumns(set: ColumnSet, columns: readonly Column[]): ColumnLayout {
  const chosen = new Map(set.columns.map(({ key, width }) => [key, width]));
  const pins = new Set(set.columns.slice(0, set.pinned).map(({ key }) => key));
  const lastPin = set.columns[set.pinned - 1]?.key;
  const lefts = new Map<ColumnKey, string>();
  const tracks = [`${SELECT_WIDTH}rem`];
  let least = SELECT_WIDTH;
  let pinned = SELECT_WIDTH;
  for (const { key } of columns) {
    const member = setKeyOf(key);
    const own = chosen.get(member) ?? null;
    const [usual, part] = USUAL[member];
    // What stays beside another pinned column has to know where that one ends.
    const fixed = pins.has(member) && member !== lastPin && part > 0 ? Math.max(usual, LONG_NAME) : usual;
    const width = own ?? fixed;
    const grows = own === null && part > 0 && fixed === usual;
    if (pins.has(member)) {
      lefts.set(key, `${pinned}rem`);
      pinned += width;
    }
    least += width;
    tracks.push(grows ? `minmax(${width}rem, ${part}fr)` : `${width}rem`);
  }
  return { columns: tracks.join(' '), least: `${least}rem`, lefts, pinned: `${pinned}rem` };
}
