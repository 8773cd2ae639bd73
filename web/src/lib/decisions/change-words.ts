import { BOTTLENECK_STATES } from '@bouwberaad/shared/model/bottleneck.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import { m } from '#lib/paraglide/messages.js';
import { BOTTLENECK_STATE_WORDS, CATEGORY_WORDS } from '#lib/projects/choice-words.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { formatHomes, formatNumber, formatPercent, NOTHING } from '#lib/ui/format.ts';

export interface ChangeWords {
  readonly project: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** One change of a proposal as people read it: `Spoorkade Noord, woningen 2028: 80 → 0`. */
export function changeWords(session: Pick<TableSession, 'get'>, change: Change): ChangeWords {
  const place = parsePath(change.path);
  if (place?.root === 'bottlenecks') return bottleneckWords(session, place.record, change);
  const project = place?.root === 'projects' ? session.get('projects', place.record) : null;
  const block = project?.blocks.find(({ id }) => id === place?.block);
  const name = project?.name ?? change.path;
  if (place?.block !== undefined && place.field === undefined) {
    const made = change.to as { homes?: number; year?: number } | null;
    return {
      project: name,
      what: m.decisions_new_block({ homes: formatHomes(made?.homes ?? 0), year: made?.year ?? NOTHING }),
      from: NOTHING,
      to: formatNumber(made?.homes ?? null),
    };
  }
  const year = block?.year ?? NOTHING;
  const shown = (value: unknown): string => valueWords(place?.field, value);
  return {
    project: name,
    what: fieldWords(place?.field, String(year), block?.homes ?? 0),
    from: shown(change.from),
    to: shown(change.to),
  };
}

/** A bottleneck is named by the plans that it holds up: `Stadskade, onrendabele top: open → opgelost`. */
function bottleneckWords(session: Pick<TableSession, 'get'>, id: string, { from, to }: Change): ChangeWords {
  const bottleneck = session.get('bottlenecks', id);
  const names = (bottleneck?.projects ?? []).map(
    (project) => session.get('projects', project)?.name ?? NOTHING,
  );
  const state = (value: unknown): string => {
    const known = BOTTLENECK_STATES.find((one) => one === value);
    return known === undefined ? valueWords(undefined, value) : BOTTLENECK_STATE_WORDS[known]();
  };
  return {
    project: names.join(', '),
    what:
      bottleneck === null || bottleneck.category === null ? NOTHING : CATEGORY_WORDS[bottleneck.category](),
    from: state(from),
    to: state(to),
  };
}

function fieldWords(field: string | undefined, year: string, homes: number): string {
  switch (field) {
    case 'homes':
      return m.decisions_composer_homes({ year });
    case 'year':
      return m.decisions_composer_year({ homes: formatHomes(homes), year });
    case 'likelihood':
      return m.decisions_composer_likelihood();
    case 'phase':
      return m.decisions_composer_phase();
    case 'planStatus':
      return m.decisions_composer_status();
    case 'removed':
      return m.decisions_composer_retire();
    default:
      return field ?? '';
  }
}

function valueWords(field: string | undefined, value: unknown): string {
  if (value === null || value === undefined) return NOTHING;
  if (field === 'likelihood' && typeof value === 'number') return formatPercent(value);
  // A year is written without the dot of a thousand.
  if (field === 'year' && typeof value === 'number') return String(value);
  if (field === 'removed') return value === true ? m.decisions_composer_retire_yes() : NOTHING;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return value;
  return Object.entries(value as Record<string, number>)
    .map(([name, homes]) => `${name} ${formatNumber(homes)}`)
    .join(', ');
}
