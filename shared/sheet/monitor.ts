import { DWELLINGS, isBuild, SEGMENTS, type Block } from '../model/block.ts';
import type { Bottleneck } from '../model/bottleneck.ts';
import { isOpen } from '../model/bottleneck.ts';
import { municipalityOf } from '../model/municipalities.ts';
import { isHard, type Project } from '../model/project.ts';
import { countedHomes } from '../insight/findings.ts';
import { counted, type Omission, type OutSheet, type OutValue } from './out.ts';

/** What a column of the provincial monitor is filled with. */
export type MonitorSource =
  | {
      readonly of: 'field';
      readonly field:
        | 'externalId'
        | 'name'
        | 'place'
        | 'planType'
        | 'phase'
        | 'planStatus'
        | 'developer'
        | 'storeys'
        | 'confidentiality';
    }
  | {
      readonly of:
        | 'municipalityCode'
        | 'municipality'
        | 'owner'
        | 'hardness'
        | 'likelihood'
        | 'keyProject'
        | 'bottlenecks'
        | 'demolition'
        | 'net'
        | 'noYear';
    }
  /** Build homes of one year, counted from the first year of the sheet. */
  | { readonly of: 'year'; readonly offset: number }
  /** Build homes after the last year that has a column. */
  | { readonly of: 'later'; readonly offset: number }
  | { readonly of: 'split'; readonly split: 'segment' | 'dwelling'; readonly value: string };

export interface MonitorColumn {
  readonly heading: string;
  readonly width: number;
  readonly from: MonitorSource;
}

/** Years that have a column of their own; what comes later is one. */
const YEARS = 10;

/**
 * The layout in which the province takes plans in: one line a plan. Data: another province or another year of the
 * monitor is another list, not another program. `{jaar}` becomes the year that a column is about.
 */
export const MONITOR: readonly MonitorColumn[] = [
  { heading: 'Plannummer', width: 14, from: { of: 'field', field: 'externalId' } },
  { heading: 'Gemeentecode', width: 13, from: { of: 'municipalityCode' } },
  { heading: 'Gemeente', width: 18, from: { of: 'municipality' } },
  { heading: 'Kern', width: 18, from: { of: 'field', field: 'place' } },
  { heading: 'Plannaam', width: 36, from: { of: 'field', field: 'name' } },
  { heading: 'Soort plan', width: 20, from: { of: 'field', field: 'planType' } },
  { heading: 'Projectfase', width: 14, from: { of: 'field', field: 'phase' } },
  { heading: 'Planstatus', width: 11, from: { of: 'field', field: 'planStatus' } },
  { heading: 'Hard of zacht', width: 13, from: { of: 'hardness' } },
  { heading: 'Realisatiekans', width: 14, from: { of: 'likelihood' } },
  { heading: 'Sleutelproject', width: 14, from: { of: 'keyProject' } },
  { heading: 'Eigenaar', width: 24, from: { of: 'owner' } },
  { heading: 'Ontwikkelaar', width: 24, from: { of: 'field', field: 'developer' } },
  { heading: 'Vertrouwelijkheid', width: 22, from: { of: 'field', field: 'confidentiality' } },
  ...Array.from({ length: YEARS }, (_, offset): MonitorColumn => ({
    heading: '{jaar}',
    width: 8,
    from: { of: 'year', offset },
  })),
  { heading: 'Na {jaar}', width: 10, from: { of: 'later', offset: YEARS - 1 } },
  { heading: 'Zonder jaar', width: 11, from: { of: 'noYear' } },
  { heading: 'Te slopen', width: 10, from: { of: 'demolition' } },
  { heading: 'Netto toevoeging', width: 16, from: { of: 'net' } },
  ...SEGMENTS.map((value): MonitorColumn => ({
    heading: splitHeading('segment', value),
    width: 12,
    from: { of: 'split', split: 'segment', value },
  })),
  ...DWELLINGS.map((value): MonitorColumn => ({
    heading: splitHeading('dwelling', value),
    width: 14,
    from: { of: 'split', split: 'dwelling', value },
  })),
  { heading: 'Knelpunten', width: 40, from: { of: 'bottlenecks' } },
];

function splitHeading(split: 'segment' | 'dwelling', value: string): string {
  if (value === 'onbekend') return split === 'segment' ? 'Segment onbekend' : 'Woningtype onbekend';
  return value.charAt(0).toUpperCase() + value.slice(1);
}

export interface MonitorInput {
  readonly projects: readonly Project[];
  readonly bottlenecks: ReadonlyMap<string, readonly Bottleneck[]>;
  readonly nameOf: (organisation: string) => string;
  readonly firstYear: number;
}

/** Plans in a layout that is data. Pure. */
export function monitorSheet(
  input: MonitorInput,
  columns: readonly MonitorColumn[] = MONITOR,
): { readonly sheet: OutSheet; readonly omissions: readonly Omission[] } {
  const past = input.projects.reduce(
    (sum, project) => sum + built(project, ({ year }) => year !== null && year < input.firstYear),
    0,
  );
  return {
    sheet: {
      name: 'Monitor',
      widths: columns.map(({ width }) => width),
      rows: [
        { role: 'heading', values: columns.map((column) => monitorHeading(column, input.firstYear)) },
        ...input.projects.map((project) => ({
          role: 'row' as const,
          values: columns.map(({ from }) => monitorValue(from, project, input)),
        })),
      ],
      frozen: {
        rows: 1,
        columns: columns.findIndex(({ from }) => from.of === 'field' && from.field === 'name') + 1,
      },
      filter: input.projects.length > 0 ? 0 : null,
    },
    omissions:
      past === 0
        ? []
        : [
            {
              code: 'noYear',
              what: counted(past, 'woning', 'woningen'),
              count: past,
              reason: `Gepland voor ${input.firstYear}; de monitor begint in dat jaar. Ze tellen wel mee in de netto toevoeging.`,
            },
          ],
  };
}

function monitorHeading({ heading, from }: MonitorColumn, firstYear: number): string {
  return 'offset' in from ? heading.replace('{jaar}', String(firstYear + from.offset)) : heading;
}

function monitorValue(from: MonitorSource, project: Project, input: MonitorInput): OutValue {
  switch (from.of) {
    case 'field':
      return project[from.field];
    case 'municipalityCode':
      return project.municipality;
    case 'municipality':
      return municipalityOf(project.municipality)?.name ?? null;
    case 'owner':
      return project.organisation === null ? null : input.nameOf(project.organisation);
    case 'hardness':
      return isHard(project) ? 'hard' : 'zacht';
    case 'likelihood':
      return project.likelihood === null ? null : { percent: project.likelihood };
    case 'keyProject':
      return project.keyProject ? 'ja' : 'nee';
    case 'bottlenecks':
      return bottleneckWords(input.bottlenecks.get(project.id) ?? []);
    case 'year':
      return built(project, ({ year }) => year === input.firstYear + from.offset) || null;
    case 'later':
      return built(project, ({ year }) => year !== null && year > input.firstYear + from.offset) || null;
    case 'noYear':
      return built(project, ({ year }) => year === null) || null;
    case 'demolition':
      return demolished(project) || null;
    case 'net':
      return built(project, () => true) - demolished(project);
    case 'split':
      return splitHomes(project, from.split, from.value) || null;
  }
}

function built({ blocks }: Project, counts: (block: Block) => boolean): number {
  return blocks.reduce((sum, block) => sum + (isBuild(block) && counts(block) ? (block.homes ?? 0) : 0), 0);
}

function demolished({ blocks }: Project): number {
  return blocks.reduce((sum, block) => sum + (isBuild(block) ? 0 : (block.homes ?? 0)), 0);
}

/** What a split does not name is not known. */
function splitHomes({ blocks }: Project, key: 'segment' | 'dwelling', value: string): number {
  return blocks.filter(isBuild).reduce((sum, block) => {
    const split: Readonly<Record<string, number | undefined>> = block[key];
    const unsaid = value === 'onbekend' ? Math.max(0, (block.homes ?? 0) - countedHomes(block[key])) : 0;
    return sum + (split[value] ?? 0) + unsaid;
  }, 0);
}

/** `netcongestie (bevestigd); stikstof (vermoed)`; `geen` and `onbekend` are answers, nobody asked is not. */
function bottleneckWords(records: readonly Bottleneck[]): string {
  if (records.length === 0) return 'onbekend';
  const open = records.filter(isOpen);
  if (open.length === 0) return 'geen';
  return open
    .map(({ category, certainty }) =>
      category === null || category === 'onbekend'
        ? 'onbekend'
        : category === 'geen'
          ? 'geen'
          : `${category} (${certainty ?? 'onbekend'})`,
    )
    .sort()
    .join('; ');
}
