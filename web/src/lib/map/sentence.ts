import { m } from '#lib/paraglide/messages.js';
import { CATEGORY_WORDS } from '#lib/projects/choice-words.ts';
import { formatNumber, formatProjects } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';
import type { Filter } from '@bouwberaad/shared/view/filter.ts';
import { isFiltered } from '@bouwberaad/shared/view/filter.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import type { Standing } from './marks.ts';

/** What the map says before it is looked at; `figure` is the part that stands out. */
export interface Sentence {
  readonly before: string;
  readonly figure: string;
  readonly after: string;
}

interface Asked {
  readonly everything: readonly ProjectRow[];
  readonly shown: readonly ProjectRow[];
  readonly standings: ReadonlyMap<string, Standing>;
  readonly filter: Filter;
}

export function sentenceOf({ everything, shown, standings, filter }: Asked): Sentence {
  const of = (part: readonly ProjectRow[]): string =>
    part.length === everything.length
      ? m.map_figure_all({ all: formatProjects(everything.length) })
      : m.map_figure_of({ part: formatNumber(part.length), all: formatProjects(everything.length) });
  if (shown.length === 0) return { before: m.map_none_before(), figure: '', after: '' };
  const [category] = filter.bottleneck;
  if (
    filter.bottleneck.length === 1 &&
    category !== undefined &&
    category !== 'geen' &&
    category !== 'onbekend'
  )
    return {
      before: m.map_hits_before({ category: capital(CATEGORY_WORDS[category]()) }),
      figure: of(shown),
      after: whereWords(shown, m.map_hits_after()),
    };
  if (isFiltered(filter)) {
    return { before: m.map_shown_before(), figure: of(shown), after: whereWords(shown, '') };
  }
  const held = shown.filter(({ id }) => ['bevestigd', 'vermoed'].includes(standings.get(id) ?? ''));
  return { before: '', figure: of(held), after: whereWords(held, m.map_held_after()) };
}

/** In two places at most; fewer than these in a picture are no pattern. */
const FEWEST = 4;

/** `, bijna de helft in Zwolle en Kampen.`; only a full stop where they lie spread, or all in one municipality. */
function whereWords(rows: readonly ProjectRow[], tail: string): string {
  const counts = new Map<string, number>();
  for (const { project } of rows) {
    if (project.municipality !== null)
      counts.set(project.municipality, (counts.get(project.municipality) ?? 0) + 1);
  }
  const most = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 2);
  const share = most.reduce((sum, [, count]) => sum + count, 0) / rows.length;
  const words = counts.size > 2 && rows.length >= FEWEST ? shareWords(share) : null;
  if (words === null) return `${tail}.`;
  const [first = '', second = ''] = most.map(([code]) => municipalityName(code));
  return m.map_where({ tail, share: words, first, second });
}

/** A share as one says it, from four tenths on; below that no two places stand out. */
function shareWords(share: number): string | null {
  if (share >= 0.9) return m.map_share_nearly_all();
  if (share >= 0.72) return m.map_share_three_quarters();
  if (share >= 0.6) return m.map_share_two_thirds();
  if (share > 0.505) return m.map_share_over_half();
  if (share >= 0.495) return m.map_share_half();
  return share >= 0.4 ? m.map_share_nearly_half() : null;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
