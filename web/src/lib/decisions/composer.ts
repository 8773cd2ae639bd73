import { blockType } from '@bouwberaad/shared/model/block.ts';
import { PHASES, PLAN_STATUSES, projectType, type Project } from '@bouwberaad/shared/model/project.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatHomes, NOTHING } from '#lib/ui/format.ts';

/** A part of a project that a proposal may change, with how its new value is asked for. */
export interface Changeable {
  /** Unique within the project: a path below it. */
  readonly key: string;
  readonly path: string;
  readonly label: string;
  readonly from: number | string | boolean | null;
  readonly input: 'number' | 'choice' | 'none';
  readonly choices?: readonly string[];
}

/** What may be changed of a project, in the order in which people look at it: homes and year of each block, then the plan itself. */
export function changeablesOf(project: Project): Changeable[] {
  const base = `projects/${project.id}`;
  const blocks = project.blocks.flatMap((block): Changeable[] => {
    const path = `${base}/blocks/${block.id}`;
    const year = block.year === null ? NOTHING : String(block.year);
    return [
      {
        key: `${block.id}/homes`,
        path: `${path}/homes`,
        label: m.decisions_composer_homes({ year }),
        from: block.homes,
        input: 'number',
      },
      {
        key: `${block.id}/year`,
        path: `${path}/year`,
        label: m.decisions_composer_year({ homes: formatHomes(block.homes ?? 0), year }),
        from: block.year,
        input: 'number',
      },
    ];
  });
  return [
    ...blocks,
    {
      key: 'likelihood',
      path: `${base}/likelihood`,
      label: m.decisions_composer_likelihood(),
      from: project.likelihood,
      input: 'number',
    },
    {
      key: 'phase',
      path: `${base}/phase`,
      label: m.decisions_composer_phase(),
      from: project.phase,
      input: 'choice',
      choices: PHASES,
    },
    {
      key: 'planStatus',
      path: `${base}/planStatus`,
      label: m.decisions_composer_status(),
      from: project.planStatus,
      input: 'choice',
      choices: PLAN_STATUSES,
    },
    {
      key: 'removed',
      path: `${base}/removed`,
      label: m.decisions_composer_retire(),
      from: false,
      input: 'none',
    },
  ];
}

/** The change that typing `text` makes; null when the value does not fit the field, or is the one that stands there. */
export function toChange(what: Changeable, text: string): Change | null {
  if (what.input === 'none') return { path: what.path, from: what.from, to: true };
  const to = what.input === 'choice' ? text : parseWhole(text);
  if (to === null || to === what.from) return null;
  const field = what.key.includes('/')
    ? blockType.fields[what.key.split('/')[1] as 'homes' | 'year']
    : projectType.fields[what.key as 'likelihood' | 'phase' | 'planStatus'];
  return field.accepts(to) ? { path: what.path, from: what.from, to } : null;
}

/** `1.240`, `1 240`, `80 %`; null for what is no whole number. */
function parseWhole(text: string): number | null {
  const bare = text.replaceAll(/[\s\u00a0.%]/g, '');
  return /^\d{1,9}$/.test(bare) ? Number(bare) : null;
}
