import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { FieldValues } from '@bouwberaad/shared/edit/edit.ts';
import { DWELLINGS, SEGMENTS } from '@bouwberaad/shared/model/block.ts';
import { BOTTLENECK_CATEGORIES, CERTAINTIES } from '@bouwberaad/shared/model/bottleneck.ts';
import { MUNICIPALITIES } from '@bouwberaad/shared/model/municipalities.ts';
import { PHASES, PLAN_STATUSES, PLAN_TYPES } from '@bouwberaad/shared/model/project.ts';
import { targetId } from '@bouwberaad/shared/model/target.ts';

export const FIRST_YEAR = 2026;
const YEARS = 10;
const BLOCKS = 4;

/** A region as large as `count` plans, the same every time: plans of four years, every third held up, targets. */
export function makePlans(
  count: number,
  by: string,
): { readonly doc: Y.Doc; readonly updates: Uint8Array[] } {
  const doc = new Y.Doc();
  // The same bytes in every run.
  doc.clientID = 3_000_000_001;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const create = (
    root: 'projects' | 'bottlenecks' | 'targets',
    id: string,
    fields: FieldValues,
    blocks?: Record<string, FieldValues>,
  ): void => {
    const made = applyEdit(doc, { type: 'createRecord', root, id, fields, ...(blocks && { blocks }) });
    if (!made.ok) throw new Error(`${root}/${id}: ${made.code}`);
  };
  for (let at = 0; at < count; at++) {
    create('projects', `p${at}`, { ...projectOf(at), by }, blocksOf(at));
    if (at % 3 === 0) create('bottlenecks', `k${at}`, { ...bottleneckOf(at), by });
  }
  for (const { code } of MUNICIPALITIES)
    for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++)
      create('targets', targetId(code, year), { target: 300, need: 280, by });
  return { doc, updates };
}

function projectOf(at: number): FieldValues {
  return {
    name: `Plan ${String(at).padStart(4, '0')}`,
    municipality: MUNICIPALITIES[at % MUNICIPALITIES.length]!.code,
    place: `Wijk ${at % 40}`,
    planType: PLAN_TYPES[at % PLAN_TYPES.length]!,
    phase: PHASES[at % PHASES.length]!,
    planStatus: PLAN_STATUSES[at % PLAN_STATUSES.length]!,
    likelihood: 10 + (at % 10) * 10,
    organisation: 'gemeente-0150',
    developer: `Bouwer ${at % 60}`,
    total: 40 * BLOCKS,
    confidentiality: 'openbaar',
  };
}

function blocksOf(at: number): Record<string, FieldValues> {
  return Object.fromEntries(
    Array.from({ length: BLOCKS }, (_, part) => [
      `b${at}-${part}`,
      {
        kind: at % 11 === 0 && part === 0 ? 'demolition' : 'build',
        year: FIRST_YEAR + ((at + part) % YEARS),
        homes: 40,
        dwelling: { [DWELLINGS[at % 3]!]: 30, [DWELLINGS[(at + 1) % 3]!]: 10 },
        segment: { [SEGMENTS[at % SEGMENTS.length]!]: 25, [SEGMENTS[(at + part) % SEGMENTS.length]!]: 10 },
      },
    ]),
  );
}

function bottleneckOf(at: number): FieldValues {
  return {
    projects: [`p${at}`],
    category: BOTTLENECK_CATEGORIES[at % BOTTLENECK_CATEGORIES.length]!,
    certainty: CERTAINTIES[at % CERTAINTIES.length]!,
    homes: 80,
    state: 'open',
  };
}
