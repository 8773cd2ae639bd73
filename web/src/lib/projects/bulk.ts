import type { Edit, SetField } from '@bouwberaad/shared/edit/edit.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import { FIRST_YEAR, LAST_YEAR } from '@bouwberaad/shared/model/block.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import type { Permission } from '@bouwberaad/shared/policy/policy.ts';

export const BULK_FIELDS = ['phase', 'planStatus', 'likelihood', 'organisation', 'confidentiality'] as const;
export type BulkField = (typeof BULK_FIELDS)[number];

/** One change to many projects: a field gets a value, or everything that is not delivered moves some years. */
export type BulkChange =
  | { readonly kind: 'field'; readonly field: BulkField; readonly value: Json }
  | { readonly kind: 'shift'; readonly years: number };

export interface BulkPlan {
  /** What is done, for all projects together. */
  readonly edits: readonly SetField[];
  readonly changed: readonly Project[];
  /** They have it already, or nothing to move. */
  readonly same: readonly Project[];
  /** Why not, in a denial's code; `outOfRange`: the year would be one that nobody plans in. */
  readonly refused: readonly { readonly project: Project; readonly code: string }[];
}

/** What a change does to each project of a selection, and to which it may not be done; nothing is written here. */
export function bulkPlan(
  projects: readonly Project[],
  change: BulkChange,
  may: (edit: Edit) => Permission,
): BulkPlan {
  const edits: SetField[] = [];
  const changed: Project[] = [];
  const same: Project[] = [];
  const refused: { project: Project; code: string }[] = [];
  for (const project of projects) {
    const own = editsOf(project, change);
    const code = own.some(isOutOfRange) ? 'outOfRange' : refusalOf(own, may);
    if (own.length === 0) same.push(project);
    else if (code !== null) refused.push({ project, code });
    else {
      changed.push(project);
      edits.push(...own);
    }
  }
  return { edits, changed, same, refused };
}

function refusalOf(edits: readonly SetField[], may: (edit: Edit) => Permission): string | null {
  const permission = may({ type: 'batch', name: 'bulk', edits });
  return permission.ok ? null : permission.code;
}

function editsOf(project: Project, change: BulkChange): SetField[] {
  if (change.kind === 'field') {
    const from = project[change.field];
    return sameJson(from, change.value)
      ? []
      : [{ type: 'setField', path: `projects/${project.id}/${change.field}`, from, to: change.value }];
  }
  if (change.years === 0) return [];
  // What is delivered was delivered in its year.
  return project.blocks.flatMap(({ id, year, deliveredAt }) =>
    year === null || deliveredAt !== null
      ? []
      : [
          {
            type: 'setField' as const,
            path: `projects/${project.id}/blocks/${id}/year`,
            from: year,
            to: year + change.years,
          },
        ],
  );
}

function isOutOfRange({ path, to }: SetField): boolean {
  return path.endsWith('/year') && typeof to === 'number' && (to < FIRST_YEAR || to > LAST_YEAR);
}
