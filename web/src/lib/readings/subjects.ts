import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { blockType, FIRST_YEAR, isBuild, LAST_YEAR, type Block } from '@bouwberaad/shared/model/block.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { m } from '#lib/paraglide/messages.js';
import { blockWords } from '#lib/projects/about.ts';
import { planFields, showField, type FieldShape, type PlanFieldOptions } from '#lib/projects/plan-fields.ts';
import { formatHomes, NOTHING } from '#lib/ui/format.ts';

/** A field of a plan about which others may think something else. */
export interface Subject {
  readonly path: string;
  /** `2028, dure huur: jaar`. */
  readonly label: string;
  readonly field: FieldShape;
  /** What its owner says. */
  readonly value: Json;
}

/** Of these another party may expect something else: when, how many, how sure, how far. */
const EXPECTED = new Set<string>(['phase', 'planStatus', 'likelihood', 'total']);
/** Whose it is and where it lies are not the owner's own to change. */
const NOT_SUGGESTED = new Set<string>(['organisation', 'municipality']);

/** What one may expect otherwise: years and numbers of the blocks first. */
export function expectable(project: Project, options: PlanFieldOptions): Subject[] {
  return [
    ...blockSubjects(project),
    ...fieldSubjects(project, options).filter(({ path }) => EXPECTED.has(fieldOf(path))),
  ];
}

/** What one may suggest another value for. */
export function suggestible(project: Project, options: PlanFieldOptions): Subject[] {
  return [
    ...blockSubjects(project),
    ...fieldSubjects(project, options).filter(({ path }) => !NOT_SUGGESTED.has(fieldOf(path))),
  ];
}

/** The subject at a path; null for what nobody asks about, or what is gone. */
export function subjectAt(project: Project, path: string, options: PlanFieldOptions): Subject | null {
  return (
    [...blockSubjects(project), ...fieldSubjects(project, options)].find((one) => one.path === path) ?? null
  );
}

/** A value of a subject in words; nothing is a dot. */
export function valueWords(subject: Subject, value: Json): string {
  const shown = showField(subject.field, value);
  if (shown === '') return NOTHING;
  return fieldOf(subject.path) === 'homes' && typeof value === 'number' ? formatHomes(value) : shown;
}

function blockSubjects(project: Project): Subject[] {
  return project.blocks.filter(isBuild).flatMap((block) => {
    const path = `projects/${project.id}/blocks/${block.id}`;
    return [
      {
        path: `${path}/year`,
        label: named(block, m.readings_year()),
        field: { kind: 'year' as const, label: m.readings_year(), range: [FIRST_YEAR, LAST_YEAR] as const },
        value: block.year,
      },
      {
        path: `${path}/homes`,
        label: named(block, m.readings_homes()),
        field: {
          kind: 'whole' as const,
          label: m.readings_homes(),
          range: blockType.fields.homes.range ?? [0, 100_000],
        },
        value: block.homes,
      },
    ];
  });
}

function named(block: Block, field: string): string {
  return m.readings_subject({ block: blockWords(block), field: field.toLowerCase() });
}

function fieldSubjects(project: Project, options: PlanFieldOptions): Subject[] {
  return planFields(project, options).map((field) => ({
    path: `projects/${project.id}/${field.key}`,
    label: field.label,
    field,
    value: project[field.key],
  }));
}

function fieldOf(path: string): string {
  return parsePath(path)?.field ?? '';
}
