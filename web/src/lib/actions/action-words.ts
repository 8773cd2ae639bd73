import MessageSquare from '@lucide/svelte/icons/message-square';
import OctagonPause from '@lucide/svelte/icons/octagon-pause';
import Stamp from '@lucide/svelte/icons/stamp';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import type { Action } from '@bouwberaad/shared/model/action.ts';
import type { ActionRefusal } from '@bouwberaad/shared/model/action-states.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { m } from '#lib/paraglide/messages.js';
import { CATEGORY_WORDS } from '#lib/projects/choice-words.ts';
import { refusalWords } from '#lib/projects/denial-words.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import type { Icon } from '#lib/ui/icon.ts';

type Known = Pick<TableSession, 'get' | 'council' | 'table'>;

/** What an action grew from, and where that can be read. */
export interface ActionSource {
  readonly icon: Icon;
  readonly words: string;
  readonly href: string | null;
}

const DECISION = 'decision:';

export function sourceOf(session: Known, { source }: Pick<Action, 'source'>): ActionSource | null {
  if (source === null) return null;
  const base = `/tables/${encodeURIComponent(session.table.id)}`;
  if (source.startsWith(DECISION)) {
    const decision = session.council.state.decisions.get(source.slice(DECISION.length));
    const words =
      decision === undefined
        ? m.actions_source_decision_unknown()
        : m.actions_source_decision({ number: shortNumber(decision.number) });
    return { icon: Stamp, words, href: `${base}/decisions` };
  }
  const place = parsePath(source);
  if (place?.root === 'annotations') {
    const project = projectOf(session, source);
    return {
      icon: MessageSquare,
      words: m.actions_source_annotation(),
      href: project === null ? null : `${base}/projects/${project}?tab=annotations`,
    };
  }
  if (place?.root === 'bottlenecks') {
    const category = session.get('bottlenecks', place.record)?.category ?? null;
    const project = projectOf(session, source);
    return {
      icon: OctagonPause,
      words: m.actions_source_bottleneck({ category: category === null ? '' : CATEGORY_WORDS[category]() }),
      href: project === null ? null : `${base}/projects/${project}?tab=bottlenecks`,
    };
  }
  if (place?.root === 'agenda') {
    const title = session.get('agenda', place.record)?.title ?? '';
    return { icon: CalendarDays, words: m.actions_source_agenda({ title }), href: null };
  }
  return null;
}

/** `51` of `2026-51`: at the table the year goes without saying. */
function shortNumber(number: string): string {
  return number.split('-').at(-1) ?? number;
}

/** The plan that an action is about, by way of what it grew from; null: none, or several. */
export function projectOf(
  session: Pick<TableSession, 'get' | 'council'>,
  source: string | null,
): string | null {
  if (source?.startsWith(DECISION) === true) return projectOfDecision(session, source.slice(DECISION.length));
  const place = source === null ? null : parsePath(source);
  switch (place?.root) {
    case 'projects':
      return place.record;
    case 'annotations': {
      const anchor = session.get('annotations', place.record)?.anchor ?? null;
      return anchor?.startsWith('annotations/') === true ? null : projectOf(session, anchor);
    }
    case 'bottlenecks':
      return only(session.get('bottlenecks', place.record)?.projects ?? []);
    case 'agenda':
      return only(session.get('agenda', place.record)?.projects ?? []);
    default:
      return null;
  }
}

function projectOfDecision(session: Pick<TableSession, 'get' | 'council'>, id: string): string | null {
  const { decisions, rounds } = session.council.state;
  const round = rounds.get(decisions.get(id)?.round ?? '');
  const paths = round?.proposal.changes.map(({ path }) => parsePath(path)) ?? [];
  return only([...new Set(paths.flatMap((place) => (place?.root === 'projects' ? [place.record] : [])))]);
}

function only(ids: readonly string[]): string | null {
  return ids.length === 1 ? (ids[0] ?? null) : null;
}

const CANNOT: Readonly<Record<ActionRefusal, () => string>> = {
  alreadyDoing: m.actions_cannot_alreadyDoing,
  alreadyDone: m.actions_cannot_alreadyDone,
  alreadyDropped: m.actions_cannot_alreadyDropped,
  closed: m.actions_cannot_closed,
  notClosed: m.actions_cannot_notClosed,
  noHandover: m.actions_cannot_noHandover,
  notAsked: m.actions_cannot_notAsked,
  notYours: m.actions_cannot_notYours,
  sameParty: m.actions_cannot_sameParty,
  needsReason: m.actions_cannot_needsReason,
};

/** Why something can't be done to an action: by its state, or by who may do what. */
export function cannotWords(code: string): string {
  return Object.hasOwn(CANNOT, code) ? CANNOT[code as ActionRefusal]() : refusalWords(code, undefined);
}
