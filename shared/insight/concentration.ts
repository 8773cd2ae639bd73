import { isBuild, type Block, type Dwelling, type Segment } from '../model/block.ts';
import type { Plans } from '../model/read.ts';

/** When a cell is a signal; a table may adjust them. */
export interface ConcentrationThresholds {
  /** Of the municipality's build homes of that year, in per cent. */
  readonly percent: number;
  readonly projects: number;
  readonly homes: number;
}

export const CONCENTRATION_THRESHOLDS: ConcentrationThresholds = { percent: 40, projects: 2, homes: 100 };

/** One cell municipality x year x dwelling x segment, of kinds that are known. */
export interface ConcentrationCell {
  readonly municipality: string;
  readonly year: number;
  readonly dwelling: Exclude<Dwelling, 'onbekend'>;
  readonly segment: Exclude<Segment, 'onbekend'>;
  /** Build homes that are certainly in the cell. */
  readonly homes: number;
  /** All build homes of the municipality in that year. */
  readonly total: number;
  /** `homes / total`, above 0 to 1. */
  readonly share: number;
  /** The projects in the cell, most homes first. */
  readonly projects: readonly { readonly project: string; readonly homes: number }[];
  readonly signal: boolean;
}

export interface ConcentrationOptions {
  /** Years to look at; all when left out. */
  readonly years?: readonly number[];
  readonly thresholds?: ConcentrationThresholds;
}

/**
 * Insight 4: all cells with homes in them, by municipality, year, then most homes first. Of a block a cell counts what
 * its two splits force, `max(0, dwelling + segment - homes)`; build homes, not net. A cell is a signal where its share
 * of the municipality-year is >= 40 %, with >= 2 projects and >= 100 homes. Homes of an unknown kind are in no cell,
 * but in every total.
 * Source: product.md, Insights 4; 400 homes, 120 + 80 in one cell: 50 %, a signal; 80 moved: 120/320 = 37.5 %, gone.
 */
export function concentration(plans: Plans, options: ConcentrationOptions = {}): ConcentrationCell[] {
  const thresholds = options.thresholds ?? CONCENTRATION_THRESHOLDS;
  const years = options.years === undefined ? null : new Set(options.years);
  const totals = new Map<string, number>();
  const cells = new Map<string, Gathered>();
  for (const project of plans.projects) {
    const { municipality } = project;
    if (municipality === null) continue;
    for (const block of project.blocks) {
      const { year } = block;
      if (year === null || !isBuild(block) || (years !== null && !years.has(year))) continue;
      const place = `${municipality}:${year}`;
      totals.set(place, (totals.get(place) ?? 0) + (block.homes ?? 0));
      for (const part of forced(block)) gather(cells, place, { municipality, year, ...part }, project.id);
    }
  }
  return [...cells].map(([, cell]) => toCell(cell, totals, thresholds)).sort(inOrder);
}

export function concentrationSignals(plans: Plans, options: ConcentrationOptions = {}): ConcentrationCell[] {
  return concentration(plans, options).filter((cell) => cell.signal);
}

interface Forced {
  readonly dwelling: ConcentrationCell['dwelling'];
  readonly segment: ConcentrationCell['segment'];
  readonly homes: number;
}

/** What the splits of a block force into each cell; never more than the block or the split holds, whatever was typed. */
function forced(block: Block): Forced[] {
  const homes = block.homes ?? 0;
  const parts: Forced[] = [];
  for (const [dwelling, d] of Object.entries(block.dwelling) as [Dwelling, number][]) {
    if (dwelling === 'onbekend') continue;
    for (const [segment, s] of Object.entries(block.segment) as [Segment, number][]) {
      if (segment === 'onbekend') continue;
      const both = Math.min(d, s, homes, Math.max(0, d + s - homes));
      if (both > 0) parts.push({ dwelling, segment, homes: both });
    }
  }
  return parts;
}

type CellKey = Pick<ConcentrationCell, 'municipality' | 'year' | 'dwelling' | 'segment'>;
interface Gathered {
  readonly key: CellKey;
  readonly place: string;
  readonly projects: Map<string, number>;
}

function gather(cells: Map<string, Gathered>, place: string, part: CellKey & Forced, project: string): void {
  const id = `${place}:${part.dwelling}:${part.segment}`;
  let cell = cells.get(id);
  if (cell === undefined) {
    const { municipality, year, dwelling, segment } = part;
    cell = { key: { municipality, year, dwelling, segment }, place, projects: new Map<string, number>() };
    cells.set(id, cell);
  }
  cell.projects.set(project, (cell.projects.get(project) ?? 0) + part.homes);
}

function toCell(
  cell: Gathered,
  totals: ReadonlyMap<string, number>,
  thresholds: ConcentrationThresholds,
): ConcentrationCell {
  const projects = [...cell.projects].map(([project, homes]) => ({ project, homes }));
  projects.sort((a, b) => b.homes - a.homes || (a.project < b.project ? -1 : 1));
  const homes = projects.reduce((sum, one) => sum + one.homes, 0);
  const total = totals.get(cell.place) ?? homes;
  const signal =
    homes * 100 >= thresholds.percent * total &&
    projects.length >= thresholds.projects &&
    homes >= thresholds.homes;
  return { ...cell.key, homes, total, share: homes / total, projects, signal };
}

function inOrder(a: ConcentrationCell, b: ConcentrationCell): number {
  return (
    compare(a.municipality, b.municipality) ||
    a.year - b.year ||
    b.homes - a.homes ||
    compare(a.dwelling, b.dwelling) ||
    compare(a.segment, b.segment)
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
