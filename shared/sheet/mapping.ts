import { municipalityNamed } from '../model/municipalities.ts';
import { plain, textOf, type Grid, type GridRow } from './grid.ts';
import { confidentialityNamed, phaseNamed, planStatusNamed, planTypeNamed } from './list-values.ts';
import { mayRepeat, targetOfHeading, type Target } from './targets.ts';

/** One column of a list, what it is taken to mean, and why. */
export interface MappedColumn {
  readonly index: number;
  readonly heading: string;
  readonly target: Target;
  readonly because: 'chosen' | 'remembered' | 'heading' | 'content' | 'unknown';
  /** What stands in it, the first few, for who checks the choice. */
  readonly examples: readonly string[];
}

export interface Mapping {
  /** The number of the row that holds the headings. */
  readonly headingRow: number;
  readonly columns: readonly MappedColumn[];
}

/** What a person chose: by column index; and the row of headings, when another one was pointed out. */
export interface MappingChoice {
  readonly sheet?: string | undefined;
  readonly headingRow?: number | undefined;
  readonly columns?: Readonly<Record<string, Target>> | undefined;
}

/** What an organisation chose before, by heading in plain letters. */
export type Remembered = Readonly<Record<string, Target>>;

const LOOK_IN = 60;
const SAMPLE = 200;
const EXAMPLES = 3;
const MAX_COLUMNS = 500;

/** Suggests what each column means; null when no row looks like headings. Pure, and the same for the same sheet. */
export function suggestMapping(grid: Grid, remembered: Remembered, choice: MappingChoice): Mapping | null {
  const at =
    choice.headingRow === undefined
      ? findHeadings(grid.rows, remembered)
      : grid.rows.find(({ number }) => number === choice.headingRow);
  if (at === undefined) return null;
  const below = grid.rows.filter(({ number }) => number > at.number).slice(0, SAMPLE);
  const indexes = new Set([...at.cells.keys(), ...below.flatMap(({ cells }) => [...cells.keys()])]);
  const columns = [...indexes]
    .sort((a, b) => a - b)
    .slice(0, MAX_COLUMNS)
    .map((index) => suggestColumn(index, at, below, remembered, choice));
  return { headingRow: at.number, columns: withNames(once(withContent(columns, below)), below) };
}

/** The row with the most headings that we know; a list without any known one starts where rows become full. */
function findHeadings(rows: readonly GridRow[], remembered: Remembered): GridRow | undefined {
  const top = rows.slice(0, LOOK_IN);
  const score = (row: GridRow): number =>
    new Set(
      [...row.cells.values()].flatMap((cell) => {
        const text = textOf(cell);
        return [remembered[plain(text)] ?? targetOfHeading(text)].filter(
          (target) => target !== null && target !== 'skip' && target !== 'keep',
        );
      }),
    ).size;
  const scored = top.map((row) => ({ row, score: score(row) }));
  const best = scored.reduce<{ row: GridRow; score: number } | null>(
    (most, one) => (most === null || one.score > most.score ? one : most),
    null,
  );
  if (best !== null && best.score >= 2) return best.row;
  return top.find(
    (row, index) =>
      [...row.cells.values()].filter(({ value }) => typeof value === 'string').length >= 3 &&
      (top[index + 1]?.cells.size ?? 0) >= 3,
  );
}

function suggestColumn(
  index: number,
  headings: GridRow,
  below: readonly GridRow[],
  remembered: Remembered,
  choice: MappingChoice,
): MappedColumn {
  const heading = textOf(headings.cells.get(index)).replaceAll(/\s+/g, ' ').slice(0, 200);
  const examples = [
    ...new Set(below.map(({ cells }) => textOf(cells.get(index)).slice(0, 60)).filter((text) => text !== '')),
  ].slice(0, EXAMPLES);
  const of = (target: Target, because: MappedColumn['because']): MappedColumn => ({
    index,
    heading,
    target,
    because,
    examples,
  });
  const chosen = choice.columns?.[index];
  if (chosen !== undefined) return of(chosen, 'chosen');
  const known = remembered[plain(heading)];
  if (known !== undefined) return of(known, 'remembered');
  const suggested = targetOfHeading(heading);
  if (suggested !== null) return of(suggested, 'heading');
  // A column without a heading may be anything, a margin note or a check sum: it is shown, and left out.
  return of(heading === '' ? 'skip' : 'keep', 'unknown');
}

/** A meaning that only one column can have goes to who chose it, then to the first; the others are kept. */
function once(columns: readonly MappedColumn[]): MappedColumn[] {
  const rank = { chosen: 0, remembered: 1, heading: 2, content: 3, unknown: 4 } as const;
  const taken = new Set<Target>();
  const owners = new Set(
    [...columns]
      .sort((a, b) => rank[a.because] - rank[b.because] || a.index - b.index)
      .filter(({ target }) => {
        if (mayRepeat(target)) return true;
        if (taken.has(target)) return false;
        taken.add(target);
        return true;
      }),
  );
  return columns.map((column) =>
    owners.has(column) ? column : { ...column, target: 'keep' as const, because: 'unknown' as const },
  );
}

const CONTENT: readonly (readonly [Target, (text: string) => boolean])[] = [
  ['municipality', (text) => municipalityNamed(text) !== null],
  ['planStatus', (text) => planStatusNamed(text)?.exact === true],
  ['confidentiality', (text) => confidentialityNamed(text) !== null],
  ['planType', (text) => planTypeNamed(text) !== null],
  ['phase', (text) => phaseNamed(text)?.exact === true],
];
const ENOUGH = 0.6;

/** A column whose heading says nothing may be known by what stands in it. */
function withContent(columns: readonly MappedColumn[], below: readonly GridRow[]): MappedColumn[] {
  const taken = new Set(columns.map(({ target }) => target));
  return columns.map((column) => {
    if (column.because !== 'unknown') return column;
    const texts = valuesOf(column.index, below);
    if (texts.length < 2) return column;
    const found = CONTENT.find(
      ([target, fits]) => !taken.has(target) && texts.filter(fits).length >= texts.length * ENOUGH,
    )?.[0];
    if (found === undefined) return column;
    taken.add(found);
    return { ...column, target: found, because: 'content' as const };
  });
}

/** Without a column of names the one with the longest different texts is it: a list is of something. */
function withNames(columns: readonly MappedColumn[], below: readonly GridRow[]): MappedColumn[] {
  if (columns.some(({ target }) => target === 'name')) return [...columns];
  const candidates = columns
    .filter(({ because }) => because === 'unknown')
    .map((column) => ({ column, texts: valuesOf(column.index, below) }))
    .filter(
      ({ texts }) =>
        texts.length >= below.length / 2 &&
        new Set(texts).size >= texts.length * 0.8 &&
        texts.every((text) => /\p{L}{2}/u.test(text)),
    );
  const longest = (texts: readonly string[]): number =>
    texts.reduce((sum, text) => sum + Math.min(60, text.length), 0) / Math.max(1, texts.length);
  const best = candidates.sort((a, b) => longest(b.texts) - longest(a.texts))[0]?.column;
  return columns.map((column) =>
    column === best ? { ...column, target: 'name' as const, because: 'content' as const } : column,
  );
}

function valuesOf(index: number, rows: readonly GridRow[]): string[] {
  return rows.map(({ cells }) => textOf(cells.get(index))).filter((text) => text !== '');
}

/** What of a mapping is worth remembering: what people chose, by heading. Years say themselves what they are. */
export function toRemember(mapping: Mapping, before: Remembered): Remembered {
  const chosen = mapping.columns
    .filter(({ because, heading }) => because === 'chosen' && heading !== '')
    .map(({ heading, target }) => [plain(heading), target] as const);
  return Object.fromEntries([...Object.entries(before), ...chosen].slice(-500));
}

/** Can rows be told apart and named with this? */
export function isComplete({ columns }: Mapping): boolean {
  return columns.some(({ target }) => target === 'name' || target === 'externalId');
}
