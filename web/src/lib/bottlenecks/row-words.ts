import { fold } from '@bouwberaad/shared/lib/letters.ts';
import { CATEGORY_WORDS } from '#lib/projects/choice-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatNumber, NOTHING } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';
import type { BottleneckRow } from './bottleneck-rows.ts';

export function rowTitle(row: BottleneckRow): string {
  return row.category === 'onbekend' ? m.bottlenecks_silent() : CATEGORY_WORDS[row.category]();
}

/** The first of its projects by name; more are counted. */
export function rowProjects(row: BottleneckRow): { name: string; place: string; more: string | null } {
  const [first, ...others] = row.projects;
  const code = first?.municipality ?? null;
  return {
    name: first?.name ?? NOTHING,
    place: code === null ? '' : municipalityName(code),
    more:
      others.length === 0
        ? null
        : m.bottlenecks_projects_more({ count: others.length, shown: formatNumber(others.length) }),
  };
}

/** What is found by typing: what it is, its projects and where they are. */
export function rowHaystack(row: BottleneckRow): string {
  const places = row.projects.map(({ name, place, municipality }) =>
    [name, place, municipality === null ? null : municipalityName(municipality)].join(' '),
  );
  return fold(`${rowTitle(row)} ${places.join(' ')}`);
}
