import { DWELLINGS, SEGMENTS, type Block } from '@bouwberaad/shared/model/block.ts';
import type { Bottleneck } from '@bouwberaad/shared/model/bottleneck.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatHomes } from '#lib/ui/format.ts';
import { CATEGORY_WORDS, DWELLING_WORDS, SEGMENT_WORDS } from './choice-words.ts';
import { splitParts } from './findings.ts';

/** `2028, dure huur`: a block by its year and what most of it is. */
export function blockWords(block: Block): string {
  const most = <Choice extends string>(
    parts: readonly { value: Choice; homes: number }[],
  ): Choice | undefined =>
    [...parts].filter(({ value }) => value !== 'onbekend').sort((a, b) => b.homes - a.homes)[0]?.value;
  const segment = most(splitParts(block.segment, SEGMENTS, block.homes));
  const dwelling = most(splitParts(block.dwelling, DWELLINGS, block.homes));
  const what =
    segment !== undefined
      ? SEGMENT_WORDS[segment]()
      : dwelling !== undefined
        ? DWELLING_WORDS[dwelling]()
        : block.homes === null
          ? null
          : formatHomes(block.homes);
  const year = block.year === null ? m.projects_block_no_year() : String(block.year);
  return what === null ? year : `${year}, ${what}`;
}

const FIELD_WORDS: Readonly<Record<string, () => string>> = {
  name: m.projects_field_name,
  phase: m.projects_column_phase,
  planStatus: m.projects_field_planStatus,
  total: m.projects_field_total,
  likelihood: m.projects_field_likelihood,
  planType: m.projects_field_planType,
  municipality: m.projects_column_municipality,
  organisation: m.projects_field_organisation,
  developer: m.projects_field_developer,
  confidentiality: m.projects_field_confidentiality,
};

/** What an annotation is about, in words; `projectName` where it is the project as a whole. */
export function aboutWords(
  anchor: string | null,
  project: Project,
  bottlenecks: readonly Bottleneck[],
): string {
  const place = anchor === null ? null : parsePath(anchor);
  if (place?.root === 'bottlenecks') {
    const category = bottlenecks.find(({ id }) => id === place.record)?.category;
    return m.projects_about({
      what:
        category === null || category === undefined
          ? m.projects_filter_bottleneck()
          : CATEGORY_WORDS[category](),
    });
  }
  if (place?.block !== undefined) {
    const block = project.blocks.find(({ id }) => id === place.block);
    return m.projects_about({
      what: block === undefined ? m.projects_about_removed_block() : blockWords(block),
    });
  }
  const field = place?.field === undefined ? undefined : FIELD_WORDS[place.field]?.();
  return field === undefined ? m.projects_about_project() : m.projects_about({ what: field.toLowerCase() });
}

/** What one may annotate in a project: the whole first, then its blocks, then the fields that people argue about. */
export function anchorOptions(project: Project): { value: string; label: string }[] {
  const path = `projects/${project.id}`;
  return [
    { value: path, label: m.projects_about_project() },
    ...project.blocks.map((block) => ({
      value: `${path}/blocks/${block.id}`,
      label: m.projects_about({ what: blockWords(block) }),
    })),
    ...(['phase', 'planStatus', 'likelihood', 'total'] as const).map((field) => ({
      value: `${path}/${field}`,
      label: m.projects_about({ what: (FIELD_WORDS[field]?.() ?? field).toLowerCase() }),
    })),
  ];
}
