import type { Json } from '../lib/json.ts';
import type { Split } from '../model/field.ts';
import type { Dwelling, Segment } from '../model/block.ts';
import type { Confidentiality, Phase, PlanStatus } from '../model/project.ts';
import type { SheetBottleneck } from './bottleneck-text.ts';

/** Something in a file that a person should know of. What the import made of it is said, never done in silence. */
export interface Finding {
  readonly code: FindingCode;
  /** As the workbook's program counts them; empty when it is about the file as a whole. */
  readonly rows: readonly number[];
  readonly project: string | null;
  /** One Dutch sentence: what is wrong. */
  readonly message: string;
  /** What stands after the import. */
  readonly kept: string;
}

export type FindingCode =
  | 'noIdentification'
  | 'noName'
  | 'disagreeing'
  | 'unknownValue'
  | 'unknownMunicipality'
  | 'outsideTable'
  | 'noConfidentiality'
  | 'notANumber'
  | 'notADate'
  | 'notYetReached'
  | 'splitMismatch'
  | 'otherHalf'
  | 'noHomes'
  | 'severalDates'
  | 'tooMuch'
  | 'removedHere'
  | 'mergedHere'
  | 'doubleHere'
  | 'tooStrict'
  | 'skippedRows'
  | 'readAs'
  | 'withoutYear'
  | 'severalBlocks'
  | 'laterDiffers'
  | 'unplaced'
  | 'otherNumber'
  | 'byName'
  | 'mapping'
  | 'noSuchProject'
  | 'sameName'
  | 'converted'
  | 'notAPlace';

/** A block as a file states it; the fields are those of the model. */
export interface SheetBlock {
  readonly row: number;
  readonly kind: 'build' | 'demolition';
  readonly year: number | null;
  readonly homes: number | null;
  readonly dwelling: Split<Dwelling>;
  readonly segment: Split<Segment>;
  readonly targetGroup: Split;
  readonly land: Split;
  /** Homes of a list that come after this year, nobody knows when: `na 2032`. With 0 no year at all is known of them. */
  readonly after?: number;
}

/** The fields of a project that a file speaks of; one without a column is absent and stays as it is here. */
export interface SheetFields {
  readonly name: string;
  readonly municipality?: string | null;
  readonly place?: string | null;
  readonly planType?: string | null;
  readonly phase?: Phase | null;
  readonly planStatus?: PlanStatus | null;
  readonly confidentiality?: Confidentiality | null;
  readonly developer?: string | null;
  readonly likelihood?: number | null;
  readonly storeys?: number | null;
  readonly keyProject?: boolean;
  readonly total?: number | null;
  readonly lat?: number | null;
  readonly lng?: number | null;
  readonly outline?: Json;
}

export type Source = Readonly<Record<string, string | number | boolean | null>>;

export interface SheetProject {
  /** Its number in the file. A file without numbers gives each project a key of its own: its name and municipality. */
  readonly externalId: string;
  /** The file has no numbers: the project is known by its name and municipality only. */
  readonly byName?: true;
  readonly rows: readonly number[];
  readonly fields: SheetFields;
  /** Columns without a field here, by their headings. */
  readonly source: Source;
  readonly blocks: readonly SheetBlock[];
  /**
   * The file states homes by year, not blocks: the years of which it speaks. Such a file says nothing of how a year's
   * homes are parted in blocks, nor of their splits.
   */
  readonly years?: readonly number[];
  readonly bottlenecks?: readonly SheetBottleneck[];
}

/** `diwi` states blocks, a `list` homes by year, `places` only where projects lie. */
export type SheetLayout = 'diwi' | 'list' | 'places';

/** A file, read. */
export interface Sheet {
  readonly layout: SheetLayout;
  readonly projects: readonly SheetProject[];
  readonly findings: readonly Finding[];
}

export interface SheetTotals {
  readonly projects: number;
  readonly blocks: number;
  readonly homesBuilt: number;
  /** Homes to build by year of delivery; those without a year are only in `homesBuilt`. */
  readonly perYear: Readonly<Record<string, number>>;
}

export function totalsOf(projects: readonly SheetProject[]): SheetTotals {
  const blocks = projects.flatMap((project) => project.blocks);
  const perYear: Record<string, number> = {};
  let homesBuilt = 0;
  for (const { kind, year, homes } of blocks) {
    if (kind !== 'build') continue;
    homesBuilt += homes ?? 0;
    if (year !== null) perYear[year] = (perYear[year] ?? 0) + (homes ?? 0);
  }
  return { projects: projects.length, blocks: blocks.length, homesBuilt, perYear };
}

export const BLOCK_FIELDS = ['year', 'homes', 'dwelling', 'segment', 'targetGroup', 'land'] as const;
export type BlockField = (typeof BLOCK_FIELDS)[number];

/** A block's fields as the workspace keeps them, without its author. */
export function blockValues(block: SheetBlock): Readonly<Record<BlockField | 'kind', Json>> {
  const { kind, year, homes, dwelling, segment, targetGroup, land } = block;
  return { kind, year, homes, dwelling, segment, targetGroup, land } as Readonly<
    Record<BlockField | 'kind', Json>
  >;
}

/** How keys of `source` start that belong to one block: the first of the project is `blok 1: `. */
export const BLOCK_LABEL = 'blok ';
