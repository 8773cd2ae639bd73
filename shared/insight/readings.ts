import { sameJson, type Json } from '../lib/json.ts';
import { netHomes } from '../model/block.ts';
import { parsePath, type Place } from '../model/layout.ts';
import type { Project } from '../model/project.ts';
import type { Plans } from '../model/read.ts';
import type { Reading } from '../model/reading.ts';
import { overlay } from './overlay.ts';
import { realism } from './realism.ts';

/** One field of which its owner says one thing and another party expects another. */
export interface Difference {
  readonly reading: Reading;
  readonly project: Project;
  /** The party that expects something else: an organisation's id. */
  readonly party: string;
  readonly field: string;
  readonly owner: Json;
  readonly other: Json;
  /** Homes of the block it is about, as the owner says; null for a field of the project, or where they are not known. */
  readonly homes: number | null;
  /** Years later; earlier is negative. Null when it is not about a year. */
  readonly years: number | null;
  /** Homes more; fewer is negative. Null when it is not about a number of homes. */
  readonly more: number | null;
}

/** Net homes in a year by the owners and by the others, of the same projects. */
export interface ReadYear {
  readonly year: number;
  readonly owner: number;
  readonly other: number;
}

export interface PartySum {
  readonly party: string;
  readonly differences: number;
  /** Net homes that this party expects more (fewer: negative) in all years together. */
  readonly more: number;
  /** Mean shift of the homes, in years; later is positive. Null when none has a year in both. */
  readonly shift: number | null;
}

export interface TwoReadings {
  /** The largest first: by homes times years, or by homes. */
  readonly differences: readonly Difference[];
  /** How many projects have one. */
  readonly projects: number;
  /** From the first to the last year in which either has homes. */
  readonly years: readonly ReadYear[];
  readonly total: { readonly owner: number; readonly other: number };
  readonly shift: number | null;
  readonly parties: readonly PartySum[];
}

/** A reading speaks until somebody has answered it. */
export function isOpenReading(reading: Pick<Reading, 'state' | 'removed'>): boolean {
  return !reading.removed && (reading.state === null || reading.state === 'open');
}

/**
 * Insight 11: what others expect beside what owners say. The owners' side is the plans as they are; the others' side the
 * same plans with every open reading laid over them (of several of one field the latest), counted in net homes a year
 * over the projects that have one, so that both sides are about the same plans. The shift is insight 2's, from one side
 * to the other. A reading of what its owner says already, or of a block that is gone, is no difference.
 * Source: product.md, Insights 11; 120 homes in 2028 that another expects in 2030, and 109 in 2028 that are 84: owners
 * 229 in 2028, the others 84 in 2028 and 120 in 2030.
 */
export function twoReadings(plans: Plans, readings: readonly Reading[]): TwoReadings {
  const differences = readings
    .filter(isOpenReading)
    .map((reading) => differenceOf(plans, reading))
    .filter((difference) => difference !== null);
  const ids = new Set(differences.map(({ project }) => project.id));
  const owner = only(plans, ids);
  const other = read(owner, differences);
  return {
    differences: differences.sort(largestFirst),
    projects: ids.size,
    years: perYear(owner, other),
    total: { owner: netOf(owner), other: netOf(other) },
    shift: realism(owner, other).shift,
    parties: parties(plans, differences),
  };
}

/** What one party expects, against the owners of the plans that it speaks of. */
function parties(plans: Plans, differences: readonly Difference[]): PartySum[] {
  const byParty = Map.groupBy(differences, ({ party }) => party);
  return [...byParty]
    .map(([party, own]) => {
      const owner = only(plans, new Set(own.map(({ project }) => project.id)));
      const other = read(owner, own);
      return {
        party,
        differences: own.length,
        more: netOf(other) - netOf(owner),
        shift: realism(owner, other).shift,
      };
    })
    .sort((a, b) => b.differences - a.differences || (a.party < b.party ? -1 : 1));
}

/** Null when it is none: the same value, or of something that is not there. */
export function differenceOf(plans: Pick<Plans, 'projects'>, reading: Reading): Difference | null {
  const both = sidesOf(plans, reading);
  return both === null || sameJson(both.owner, both.other) ? null : both;
}

/** Both sides of a reading, also where they are the same by now; null when what it is about is not there. */
export function sidesOf(plans: Pick<Plans, 'projects'>, reading: Reading): Difference | null {
  const place = reading.path === null ? null : parsePath(reading.path);
  if (place?.root !== 'projects' || place.field === undefined || reading.organisation === null) return null;
  const project = plans.projects.find(({ id }) => id === place.record);
  const held = project === undefined ? null : holderOf(project, place);
  if (project === undefined || held === null) return null;
  const owner = held.values[place.field] ?? null;
  const { value: other } = reading;
  const apart = typeof owner === 'number' && typeof other === 'number' ? other - owner : null;
  return {
    reading,
    project,
    party: reading.organisation,
    field: place.field,
    owner,
    other,
    homes: held.homes,
    years: place.field === 'year' ? apart : null,
    more: place.field === 'homes' || place.field === 'total' ? apart : null,
  };
}

function holderOf(
  project: Project,
  { block: id }: Place,
): { values: Readonly<Record<string, Json>>; homes: number | null } | null {
  if (id === undefined) return { values: project as unknown as Record<string, Json>, homes: null };
  const block = project.blocks.find((one) => one.id === id);
  return block === undefined
    ? null
    : { values: block as unknown as Record<string, Json>, homes: block.homes };
}

function only(plans: Plans, ids: ReadonlySet<string>): Plans {
  return { ...plans, projects: plans.projects.filter(({ id }) => ids.has(id)) };
}

/** The plans as the others expect them. */
function read(plans: Plans, differences: readonly Difference[]): Plans {
  const oldestFirst = [...differences].sort(
    (a, b) =>
      (a.reading.at ?? '').localeCompare(b.reading.at ?? '') || (a.reading.id < b.reading.id ? -1 : 1),
  );
  return overlay(
    plans,
    oldestFirst.map(({ reading, owner, other }) => ({ path: reading.path ?? '', from: owner, to: other })),
  );
}

function netOf(plans: Plans): number {
  return plans.projects.flatMap(({ blocks }) => blocks).reduce((sum, block) => sum + netHomes(block), 0);
}

function perYear(owner: Plans, other: Plans): ReadYear[] {
  const [mine, theirs] = [homesByYear(owner), homesByYear(other)];
  const known = [...mine.keys(), ...theirs.keys()];
  if (known.length === 0) return [];
  const [first, last] = [Math.min(...known), Math.max(...known)];
  return Array.from({ length: last - first + 1 }, (_, offset) => {
    const year = first + offset;
    return { year, owner: mine.get(year) ?? 0, other: theirs.get(year) ?? 0 };
  });
}

function homesByYear(plans: Plans): Map<number, number> {
  const years = new Map<number, number>();
  for (const block of plans.projects.flatMap(({ blocks }) => blocks)) {
    if (block.year !== null) years.set(block.year, (years.get(block.year) ?? 0) + netHomes(block));
  }
  return years;
}

function largestFirst(a: Difference, b: Difference): number {
  return weight(b) - weight(a) || (a.reading.id < b.reading.id ? -1 : 1);
}

/** A year's delay of a home counts as a home. */
function weight({ homes, years, more }: Difference): number {
  return years !== null ? Math.abs(years) * (homes ?? 0) : Math.abs(more ?? 0);
}
