import { netHomes, type Block } from '../model/block.ts';
import { isHard, type Project } from '../model/project.ts';
import type { Plans } from '../model/read.ts';
import { parseTargetId, type Target } from '../model/target.ts';

export interface ProductionOptions {
  /** The years of the figure, each once. */
  readonly years: readonly number[];
  /** CBS codes to look at; every municipality when left out. */
  readonly municipalities?: readonly string[];
}

/** One year of production, in homes; expected ones are weighed and can be fractions (two decimals at most). */
export interface YearProduction {
  readonly year: number;
  /** Net homes as planned, not weighed. */
  readonly planned: number;
  /** Expected from hard plan capacity. */
  readonly hard: number;
  /** Expected from soft plan capacity. */
  readonly soft: number;
  /** `hard + soft`. */
  readonly expected: number;
  /** The ambition; null when none was set. */
  readonly target: number | null;
  /** Homes delivered; null when nothing is known. */
  readonly realised: number | null;
  /** `target - expected`: positive is a shortage. Null without a target. */
  readonly gap: number | null;
}

export interface MunicipalProduction {
  /** CBS code; null for plans without a municipality. */
  readonly municipality: string | null;
  readonly years: readonly YearProduction[];
}

export interface Production {
  readonly years: readonly YearProduction[];
  /** By CBS code, plans without a municipality last. Their years add up to `years`. */
  readonly municipalities: readonly MunicipalProduction[];
  /** Ids of plans with homes in these years and no likelihood: counted as 100 %. */
  readonly unknownLikelihood: readonly string[];
  /** Expected homes in these years that rest on an unknown likelihood. */
  readonly unknownHomes: number;
  /** Net homes of blocks without a year: in no year's figure. */
  readonly undated: number;
}

/**
 * Insight 1. Per year: `expected = sum(net homes x likelihood)`, `gap = target - expected`; net homes are build minus
 * demolition; no likelihood counts as 100 % and is listed. Realised is what a table entered for a municipality and
 * year, and where it entered nothing the homes of the blocks delivered in that year.
 *
 * Homes are summed in hundredths (whole homes x whole per cents), so that the order of the plans never matters.
 * Source: product.md, Insights 1; 380 x 0.9 + 240 x 0.5 = 462 against 700: gap 238.
 */
export function production(plans: Plans, options: ProductionOptions): Production {
  const sums = new Sums(options.years);
  const inScope = scope(options.municipalities);
  const unknown = new Set<string>();
  let undated = 0;
  let unknownHomes = 0;
  for (const project of plans.projects) {
    if (!inScope(project.municipality)) continue;
    for (const block of project.blocks) {
      if (block.year === null) undated += netHomes(block);
      const planned = sums.plan(project, block);
      if (planned !== 0 && project.likelihood === null) {
        unknown.add(project.id);
        unknownHomes += planned;
      }
      sums.deliver(project, block);
    }
  }
  for (const target of plans.targets) {
    const at = parseTargetId(target.id);
    if (at !== null && inScope(at.municipality)) sums.aim(at.municipality, at.year, target);
  }
  return { ...sums.result(), unknownLikelihood: [...unknown].sort(), unknownHomes, undated };
}

function scope(municipalities: readonly string[] | undefined): (municipality: string | null) => boolean {
  if (municipalities === undefined) return () => true;
  const codes = new Set(municipalities);
  return (municipality) => municipality !== null && codes.has(municipality);
}

interface Cell {
  planned: number;
  /** Hundredths of homes. */
  hard: number;
  soft: number;
  target: number | null;
  entered: number | null;
  delivered: number | null;
}

/** The cells municipality x year that the figure is made of. */
class Sums {
  readonly #years: readonly number[];
  readonly #cells = new Map<string | null, Map<number, Cell>>();

  constructor(years: readonly number[]) {
    this.#years = [...new Set(years)].sort((a, b) => a - b);
  }

  /** Adds a block to its year; the net homes that it added. */
  plan(project: Project, block: Block): number {
    const cell = block.year === null ? undefined : this.#cell(project.municipality, block.year);
    if (cell === undefined) return 0;
    const homes = netHomes(block);
    cell.planned += homes;
    cell[isHard(project) ? 'hard' : 'soft'] += homes * (project.likelihood ?? 100);
    return homes;
  }

  deliver(project: Project, block: Block): void {
    if (block.deliveredAt === null) return;
    const cell = this.#cell(project.municipality, Number(block.deliveredAt.slice(0, 4)));
    if (cell === undefined) return;
    const homes = netHomes({ kind: block.kind, homes: block.deliveredHomes ?? block.homes });
    cell.delivered = (cell.delivered ?? 0) + homes;
  }

  aim(municipality: string, year: number, target: Target): void {
    const cell = this.#cell(municipality, year);
    if (cell === undefined) return;
    cell.target = target.target;
    cell.entered = target.realised;
  }

  result(): Pick<Production, 'years' | 'municipalities'> {
    const codes = [...this.#cells.keys()].sort(byCode);
    const rows = codes.map((code) => this.#years.map((year) => this.#cell(code, year) ?? emptyCell()));
    return {
      years: this.#years.map((year, index) =>
        toYear(year, total(rows.map((row) => row[index] ?? emptyCell()))),
      ),
      municipalities: codes.map((municipality, at) => ({
        municipality,
        years: this.#years.map((year, index) => toYear(year, settled(rows[at]?.[index] ?? emptyCell()))),
      })),
    };
  }

  /** Undefined for a year outside the figure. */
  #cell(municipality: string | null, year: number): Cell | undefined {
    if (!this.#years.includes(year)) return undefined;
    let years = this.#cells.get(municipality);
    if (years === undefined) this.#cells.set(municipality, (years = new Map<number, Cell>()));
    let cell = years.get(year);
    if (cell === undefined) years.set(year, (cell = emptyCell()));
    return cell;
  }
}

function emptyCell(): Cell {
  return { planned: 0, hard: 0, soft: 0, target: null, entered: null, delivered: null };
}

/** What a table entered wins from the blocks: its total also holds homes that were never a plan here. */
function settled(cell: Cell): Cell {
  return { ...cell, delivered: cell.entered ?? cell.delivered };
}

function total(cells: readonly Cell[]): Cell {
  return cells.map(settled).reduce(
    (sum, cell) => ({
      planned: sum.planned + cell.planned,
      hard: sum.hard + cell.hard,
      soft: sum.soft + cell.soft,
      target: addKnown(sum.target, cell.target),
      entered: null,
      delivered: addKnown(sum.delivered, cell.delivered),
    }),
    emptyCell(),
  );
}

function addKnown(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : a + b;
}

function toYear(year: number, cell: Cell): YearProduction {
  const hundredths = cell.hard + cell.soft;
  return {
    year,
    planned: cell.planned,
    hard: cell.hard / 100,
    soft: cell.soft / 100,
    expected: hundredths / 100,
    target: cell.target,
    realised: cell.delivered,
    gap: cell.target === null ? null : (cell.target * 100 - hundredths) / 100,
  };
}

/** Codes in order, "no municipality" last. */
function byCode(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
