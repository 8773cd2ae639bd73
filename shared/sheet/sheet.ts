import type { Json } from '../lib/json.ts';
import type { Split } from '../model/field.ts';
import type { Dwelling, Segment } from '../model/block.ts';
import type { Confidentiality, Phase, PlanStatus } from '../model/project.ts';

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
  | 'doubleHere'
  | 'tooStrict';

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
}

export type Source = Readonly<Record<string, string | number | boolean | null>>;

export interface SheetProject {
  readonly externalId: string;
  readonly rows: readonly number[];
  readonly fields: SheetFields;
  /** Columns without a field here, by their headings. */
  readonly source: Source;
  readonly blocks: readonly SheetBlock[];
}

/** A file, read. */
export interface Sheet {
  readonly layout: 'diwi';
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
