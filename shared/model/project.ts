import type { Block } from './block.ts';
import { choice, decimal, flag, integer, json, records, reference, richText, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const PLAN_TYPES = [
  'pandtransformatie',
  'transformatiegebied',
  'herstructurering',
  'verdichting',
  'uitbreiding uitleg',
  'uitbreiding overig',
] as const;

/** In the order in which a plan walks through them. */
export const PHASES = [
  'concept',
  'initiatief',
  'definitie',
  'ontwerp',
  'voorbereiding',
  'realisatie',
  'nazorg',
  'afgerond',
  'vervallen',
] as const;
export type Phase = (typeof PHASES)[number];

/** Hardest first. */
export const PLAN_STATUSES = ['1A', '1B', '1C', '2A', '2B', '2C', '3', '4A', '4B'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

const HARD: readonly (PlanStatus | null)[] = ['1A', '1B', '2A', '2B'];

/** Hard plan capacity is plan status 1A 1B 2A 2B; soft is the rest, also when the status is not known. */
export function isHard(project: { readonly planStatus: PlanStatus | null }): boolean {
  return HARD.includes(project.planStatus);
}

/** Strictest first. */
export const CONFIDENTIALITIES = [
  'prive',
  'intern ambtelijk',
  'intern bestuurlijk',
  'intern raad',
  'extern woonregio',
  'extern mede-overheden',
  'openbaar',
] as const;
export type Confidentiality = (typeof CONFIDENTIALITIES)[number];

/** A CBS municipality code, four digits as text: `0150`. */
export function isMunicipalityCode(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}$/.test(value);
}

const municipality = { ...text(4), accepts: (v: unknown) => v === null || isMunicipalityCode(v) };

export const projectType = recordType(
  'project',
  {
    name: text(200),
    externalId: text(100),
    municipality,
    place: text(100),
    lat: decimal(-90, 90),
    lng: decimal(-180, 180),
    /** GeoJSON Polygon or MultiPolygon. */
    outline: json<Readonly<Record<string, never>> | null>(
      null,
      (v) => v === null || (typeof v === 'object' && !Array.isArray(v)),
    ),
    planType: choice(PLAN_TYPES),
    phase: choice(PHASES),
    planStatus: choice(PLAN_STATUSES),
    developer: text(200),
    /** The owner: an organisation's id. */
    organisation: reference(),
    keyProject: flag(),
    confidentiality: choice(CONFIDENTIALITIES),
    /** Realisatiekans in per cent. */
    likelihood: integer(10, 100),
    storeys: integer(0, 200),
    /** The total as the owner states it; where the blocks do not add up to it, that is a finding. */
    total: integer(0, 100_000),
    /** Columns of the imported file that have no field here, written back on export. */
    source: json<Readonly<Record<string, string | number | boolean | null>> | null>(
      null,
      (v) => v === null || (typeof v === 'object' && !Array.isArray(v)),
    ),
    blocks: records(),
    notes: richText(),
    /** A double that was merged: what is said of it is said of this project. */
    mergedInto: reference(),
  },
  ['name'],
);

type Scalars = RecordOf<typeof projectType>;
export type Project = Omit<Scalars, 'blocks' | 'notes'> & { readonly blocks: readonly Block[] };
