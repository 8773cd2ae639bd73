import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { isBuild, type Block } from '@bouwberaad/shared/model/block.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';

/** What a year cell shows: the sum of the build homes of that year. Null: no block says a number. */
export interface YearCell {
  readonly homes: number | null;
  readonly builds: readonly Block[];
}

export function yearCell(project: Pick<Project, 'blocks'>, year: number): YearCell {
  const builds = project.blocks.filter((block) => block.year === year && isBuild(block));
  const known = builds.flatMap(({ homes }) => (homes === null ? [] : [homes]));
  return { homes: known.length === 0 ? null : known.reduce((sum, homes) => sum + homes, 0), builds };
}

/** Who and when, and the id for a block that may have to be made. */
export interface Making {
  readonly block: string;
  readonly by: string;
  readonly at: string;
}

/**
 * Typing in a year cell: without a block it makes one, with one it sets its homes. Several blocks can't be told apart
 * by one number: the drawer shows them. Null: nothing changes.
 */
export function editYear(
  project: Pick<Project, 'id' | 'blocks'>,
  year: number,
  to: number | null,
  making: Making,
): Edit | 'several' | null {
  const { builds } = yearCell(project, year);
  const [block, ...more] = builds;
  if (more.length > 0) return 'several';
  const { by, at } = making;
  if (block === undefined) {
    return to === null
      ? null
      : { type: 'setYearHomes', project: project.id, year, block: making.block, from: null, to, by, at };
  }
  if (block.homes === to) return null;
  // A block whose homes are not known is there already: as a year cell's edit, "from nothing" would mean making one.
  if (block.homes === null)
    return { type: 'setField', path: `projects/${project.id}/blocks/${block.id}/homes`, from: null, to };
  return { type: 'setYearHomes', project: project.id, year, block: block.id, from: block.homes, to, by, at };
}
