import { TARGET_GROUPS, type Dwelling, type LAND_POSITIONS, type Segment } from '../model/block.ts';
import type { Split } from '../model/field.ts';
import type { Column } from './diwi-columns.ts';
import { dwellingOf, meansUnknown, segmentOf, UNPRICED, type Owner } from './diwi-segments.ts';
import type { PriceLimits } from './price-limits.ts';

/** Homes in one column of a row. */
export interface Entry {
  readonly column: Column;
  readonly homes: number;
}

/** What a block column speaks of; null for what has no field here. */
export type Facet = 'delivery' | 'owner' | Owner | 'dwelling' | 'form' | 'targetGroup' | 'land';

export interface Splits {
  readonly dwelling: Split<Dwelling>;
  readonly segment: Split<Segment>;
  readonly targetGroup: Split;
  readonly land: Split;
}

/** A split whose columns do not add up to the homes of the row, or a column name that is no choice of ours. */
export type SplitProblem =
  | { readonly kind: 'sum'; readonly of: string; readonly sum: number }
  | { readonly kind: 'unknown'; readonly label: string };

const OWNERS: Readonly<Record<string, Owner | 'unknown'>> = {
  koopwoning: 'sale',
  'particuliere verhuurder': 'privateRent',
  'huur woningcorporatie': 'corporationRent',
  'eigendom type onbekend': 'unknown',
};
const HOUSES: Readonly<Record<string, Dwelling>> = {
  'eengezins woning': 'grondgebonden',
  'meergezins woning': 'appartement',
  'woning type onbekend': 'onbekend',
};
const LAND: Readonly<Record<string, (typeof LAND_POSITIONS)[number]>> = {
  'geen toestemming eigenaar': 'geen toestemming',
  'intentie medewerking eigenaar': 'intentie medewerking',
  'formele toestemming eigenaar': 'formele toestemming',
};

/** The demolition half calls two different columns just `Onbekend`; their group tells them apart. */
export function facetOf({ heading, group }: Column): Facet | null {
  if (heading === 'opleverdatum') return 'delivery';
  if (heading in OWNERS || (heading === 'onbekend' && group === 'eigendom type')) return 'owner';
  if (heading.startsWith('koopprijs')) return 'sale';
  if (heading.startsWith('huurprijs particulier')) return 'privateRent';
  if (heading.startsWith('huurprijs woningcorporatie')) return 'corporationRent';
  if (heading in HOUSES || (heading === 'onbekend' && group === 'woning type')) return 'dwelling';
  if (heading === 'fysiek voorkomen') return 'form';
  if (heading.startsWith('doelgroep')) return 'targetGroup';
  return heading in LAND ? 'land' : null;
}

/** The four splits of a row of `homes` homes. */
export function readSplits(
  entries: ReadonlyMap<Facet, readonly Entry[]>,
  homes: number,
  limits: PriceLimits,
): Splits & { readonly problems: readonly SplitProblem[] } {
  const of = (facet: Facet): readonly Entry[] => entries.get(facet) ?? [];
  const problems: SplitProblem[] = [];
  const checkSum = (name: string, list: readonly Entry[]): void => {
    const sum = total(list);
    if (sum > 0 && sum !== homes) problems.push({ kind: 'sum', of: name, sum });
  };
  checkSum('eigendom', of('owner'));
  checkSum('woningtype', of('dwelling'));
  checkSum('fysiek voorkomen', of('form'));
  checkSum('doelgroep', of('targetGroup'));
  checkSum('grondpositie', of('land'));
  return {
    dwelling: readDwelling(of('dwelling'), of('form')),
    segment: readSegment(entries, limits, problems),
    targetGroup: tally(of('targetGroup'), ({ column }) => choiceOf(TARGET_GROUPS, column, problems)),
    land: tally(of('land'), ({ column }) => LAND[column.heading] ?? 'onbekend'),
    problems,
  };
}

function readSegment(
  entries: ReadonlyMap<Facet, readonly Entry[]>,
  limits: PriceLimits,
  problems: SplitProblem[],
): Split<Segment> {
  const split = new Map<Segment, number>();
  for (const owner of ['sale', 'privateRent', 'corporationRent'] as const) {
    const owned = (entries.get('owner') ?? []).filter(({ column }) => OWNERS[column.heading] === owner);
    const priced = pricesOf(entries.get(owner) ?? []);
    for (const { column, homes } of priced) {
      const segment = segmentOf(owner, column.sub, limits);
      if (segment === 'onbekend' && !meansUnknown(column.sub))
        problems.push({ kind: 'unknown', label: column.label });
      add(split, segment, homes);
    }
    if (owned.length === 0) continue;
    const rest = total(owned) - total(priced);
    if (rest < 0)
      problems.push({
        kind: 'sum',
        of: `prijsklassen van ${owned[0]?.column.label.toLowerCase() ?? ''}`,
        sum: total(priced),
      });
    else add(split, UNPRICED[owner], rest);
  }
  return asSplit(split);
}

/** Classes and ranges describe the same homes twice: the classes count, ranges only where no class is filled. */
function pricesOf(prices: readonly Entry[]): readonly Entry[] {
  const classes = prices.filter(({ column }) => !/\d{3}/.test(column.sub));
  return total(classes) > 0 ? classes : prices.filter((entry) => !classes.includes(entry));
}

/** House type decides; the form splits high-rise off the apartments, and speaks alone where no type is filled. */
function readDwelling(houses: readonly Entry[], forms: readonly Entry[]): Split<Dwelling> {
  const byForm = tally(forms, ({ column }) => dwellingOf(column.sub));
  if (total(houses) === 0) return byForm;
  const byHouse = tally(houses, ({ column }) => HOUSES[column.heading] ?? 'onbekend');
  const high = Math.min(byForm.hoogbouw ?? 0, byHouse.appartement ?? 0);
  if (high === 0) return byHouse;
  return asSplit(
    new Map<Dwelling, number>([
      ['grondgebonden', byHouse.grondgebonden ?? 0],
      ['appartement', (byHouse.appartement ?? 0) - high],
      ['hoogbouw', high],
    ]),
  );
}

function choiceOf<const C extends readonly string[]>(
  choices: C,
  column: Column,
  problems: SplitProblem[],
): C[number] | 'onbekend' {
  const choice = choices.find((known) => known === column.sub);
  if (choice === undefined && !meansUnknown(column.sub))
    problems.push({ kind: 'unknown', label: column.label });
  return choice ?? 'onbekend';
}

export function total(entries: readonly Entry[]): number {
  return entries.reduce((sum, { homes }) => sum + homes, 0);
}

function tally<C extends string>(entries: readonly Entry[], nameOf: (entry: Entry) => C): Split<C> {
  const split = new Map<C, number>();
  for (const entry of entries) add(split, nameOf(entry), entry.homes);
  return asSplit(split);
}

function add<C extends string>(split: Map<C, number>, name: C, homes: number): void {
  split.set(name, (split.get(name) ?? 0) + homes);
}

/** What a split does not name is not known, so `onbekend` and zeros are not written. */
function asSplit<C extends string>(split: ReadonlyMap<C, number>): Split<C> {
  return Object.fromEntries(
    [...split].filter(([name, homes]) => name !== 'onbekend' && homes > 0),
  ) as Split<C>;
}
