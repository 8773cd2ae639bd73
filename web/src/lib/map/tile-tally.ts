import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import type { Standing } from './marks.ts';

/** The plans of one municipality, in numbers of projects. */
export interface Tally {
  readonly all: number;
  /** Those that the filter lets through, and of these how sure their bottleneck is. */
  readonly shown: number;
  readonly confirmed: number;
  readonly suspected: number;
}

const NONE: Tally = { all: 0, shown: 0, confirmed: 0, suspected: 0 };

/** By CBS code. `standings` has only the projects that are shown. */
export function tallyByMunicipality(
  rows: readonly Pick<ProjectRow, 'id' | 'project'>[],
  standings: ReadonlyMap<string, Standing>,
): ReadonlyMap<string, Tally> {
  const found = new Map<string, Tally>();
  for (const { id, project } of rows) {
    if (project.municipality === null) continue;
    const { all, shown, confirmed, suspected } = found.get(project.municipality) ?? NONE;
    const standing = standings.get(id);
    found.set(project.municipality, {
      all: all + 1,
      shown: shown + (standing === undefined ? 0 : 1),
      confirmed: confirmed + (standing === 'bevestigd' ? 1 : 0),
      suspected: suspected + (standing === 'vermoed' ? 1 : 0),
    });
  }
  return found;
}
