import type { Batch, SetField } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { sameJson, type Json } from '@bouwberaad/shared/lib/json.ts';
import type { Action } from '@bouwberaad/shared/model/action.ts';
import type { Block } from '@bouwberaad/shared/model/block.ts';
import type { Bottleneck } from '@bouwberaad/shared/model/bottleneck.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { copyBlock } from '#lib/projects/project-edits.ts';

/** Which of the two a value or a block comes from. */
export type Side = 'kept' | 'other';

/** Fields that are chosen one by one, in the order in which the form shows them; the place on the map goes as one. */
const MERGED_FIELDS = [
  'name',
  'externalId',
  'municipality',
  'place',
  'map',
  'planType',
  'phase',
  'planStatus',
  'likelihood',
  'total',
  'organisation',
  'developer',
  'storeys',
  'confidentiality',
  'keyProject',
] as const;
export type MergedField = (typeof MERGED_FIELDS)[number];

const MAP = ['lat', 'lng', 'outline'] as const satisfies readonly (keyof Project)[];

export interface FieldDifference {
  readonly field: MergedField;
  /** Where one says nothing, the other's is the better guess; the reader decides. */
  readonly suggested: Side;
}

export interface MergeChoice {
  readonly kept: Project;
  readonly other: Project;
  /** Fields that take the other's value. */
  readonly taken: ReadonlySet<MergedField>;
  /** Blocks of the other that come along, and blocks of the kept one that go, by id. */
  readonly along: ReadonlySet<string>;
  readonly away: ReadonlySet<string>;
}

/** What hangs on the other project and is pointed at the kept one. */
export interface Hanging {
  readonly bottlenecks: readonly Bottleneck[];
  readonly actions: readonly Action[];
}

export interface MergeNote {
  /** What the retired project says of it. */
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

/** The fields in which two projects differ. */
export function differencesOf(kept: Project, other: Project): FieldDifference[] {
  return MERGED_FIELDS.filter((field) => !sameJson(valueOf(kept, field), valueOf(other, field))).map(
    (field) => ({
      field,
      suggested: isSilent(kept, field) && !isSilent(other, field) ? 'other' : 'kept',
    }),
  );
}

/** Blocks of the other that say something the kept one does not: a double of a year is left behind. */
export function suggestedBlocks(kept: Project, other: Project): ReadonlySet<string> {
  const known = new Set(kept.blocks.map(yearAndKind));
  return new Set(other.blocks.filter((block) => !known.has(yearAndKind(block))).map(({ id }) => id));
}

/** The blocks of the merged plan, as they will stand. */
export function mergedBlocks({ kept, other, along, away }: MergeChoice): Block[] {
  return [
    ...kept.blocks.filter(({ id }) => !away.has(id)),
    ...other.blocks.filter(({ id }) => along.has(id)),
  ].sort((a, b) => (a.year ?? Infinity) - (b.year ?? Infinity) || (a.id < b.id ? -1 : 1));
}

/**
 * Two projects become one, in one edit that is taken back as one. The other leaves the list, says so in an annotation
 * and points at the kept one: what others wrote on it (annotations, readings, suggestions) stays as they wrote it and is
 * found at the kept one by that pointer, down to a block, which keeps its id. Bottlenecks and actions, whose figures and
 * lists go by project, are pointed at the kept one themselves. `fresh`: blocks get new ids, where theirs are in use.
 */
export function mergeEdit(choice: MergeChoice, hanging: Hanging, note: MergeNote, fresh = false): Batch {
  const { kept, other, taken, along, away } = choice;
  const [keptPath, otherPath] = [`projects/${kept.id}`, `projects/${other.id}`];
  return {
    type: 'batch',
    name: 'merge',
    edits: [
      ...MERGED_FIELDS.filter((field) => taken.has(field)).flatMap((field) => take(kept, other, field)),
      ...[...away].map((id) => ({
        type: 'removeRecord' as const,
        path: `${keptPath}/blocks/${id}`,
        removed: true,
      })),
      ...other.blocks
        .filter(({ id }) => along.has(id))
        .map((block) => ({
          type: 'addBlock' as const,
          project: kept.id,
          block: fresh ? newId() : block.id,
          fields: { ...copyBlock(block), ...delivered(block), by: note.by, at: note.at },
        })),
      ...hanging.bottlenecks.flatMap((bottleneck) => repoint(bottleneck, other.id, kept.id)),
      ...hanging.actions.flatMap((action) => resource(action, otherPath, keptPath)),
      {
        type: 'createRecord',
        root: 'annotations',
        id: newId(),
        fields: {
          anchor: otherPath,
          thread: null,
          text: note.text,
          mentions: [],
          resolved: true,
          by: note.by,
          at: note.at,
        },
      },
      set(`${otherPath}/mergedInto`, other.mergedInto, kept.id),
      { type: 'removeRecord', path: otherPath, removed: true },
    ],
  };
}

function take(kept: Project, other: Project, field: MergedField): SetField[] {
  const keys = field === 'map' ? MAP : ([field] as const);
  return keys
    .filter((key) => !sameJson(kept[key], other[key]))
    .map((key) => set(`projects/${kept.id}/${key}`, kept[key] as Json, other[key] as Json));
}

/** What was delivered stays delivered. */
function delivered({ deliveredAt, deliveredHomes }: Block): Record<string, Json> {
  return {
    ...(deliveredAt === null ? {} : { deliveredAt }),
    ...(deliveredHomes === null ? {} : { deliveredHomes }),
  };
}

function repoint({ id, projects }: Bottleneck, from: string, to: string): SetField[] {
  if (!projects.includes(from)) return [];
  const pointed = [...new Set(projects.map((project) => (project === from ? to : project)))];
  return [set(`bottlenecks/${id}/projects`, projects, pointed)];
}

function resource({ id, source }: Action, from: string, to: string): SetField[] {
  if (source !== from && source?.startsWith(`${from}/`) !== true) return [];
  return [set(`actions/${id}/source`, source, to + source.slice(from.length))];
}

function set(path: string, from: Json, to: Json): SetField {
  return { type: 'setField', path, from, to };
}

function yearAndKind({ year, kind }: Block): string {
  return `${String(year)} ${kind ?? 'build'}`;
}

function valueOf(project: Project, field: MergedField): Json {
  return field === 'map' ? MAP.map((key) => project[key] as Json) : project[field];
}

function isSilent(project: Project, field: MergedField): boolean {
  const value = valueOf(project, field);
  return value === null || value === false || (Array.isArray(value) && value.every((part) => part === null));
}
