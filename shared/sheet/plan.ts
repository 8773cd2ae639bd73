import type { Json } from '../lib/json.ts';
import { assertNever } from '../lib/result.ts';
import { admits, type Audience } from '../model/organisation.ts';
import type { Change } from './change.ts';
import { blockId, compareProject, type ProjectChanges } from './compare.ts';
import { seenSums } from './compare-years.ts';
import type { SheetBottleneck } from './bottleneck-text.ts';
import type { Existing } from './existing.ts';
import { createFinder, KeyGatherer, type FileKeys, type Found } from './find.ts';
import type { BlockValues } from './last-import.ts';
import {
  doubleFinding,
  mergedFinding,
  noSuchProjectFinding,
  otherNumberFinding,
  removedFinding,
  sameNameFinding,
  territoryFinding,
} from './plan-findings.ts';
import {
  blockValues,
  totalsOf,
  type Finding,
  type Sheet,
  type SheetProject,
  type SheetTotals,
} from './sheet.ts';

export interface PlanInput {
  readonly sheet: Sheet;
  /** What stands in the workspace under an external id. */
  readonly existing: readonly Existing[];
  readonly audience: Audience;
  /** The table's territory; empty: anywhere. */
  readonly municipalities: readonly string[];
  /** Projects stricter than the audience that are shared by hand. */
  readonly share: 'all' | readonly string[];
  /** The organisation that owns a municipality's plans, when it is known here. */
  readonly organisationOf: (municipality: string) => string | null;
  readonly newId: () => string;
  /** Of the whole file, when `sheet` is only a part of it. */
  readonly keys?: FileKeys;
  /** The day on which the file was read, `YYYY-MM-DD`: our own DIWI export of a plan says nothing new of it. */
  readonly today?: string;
}

/** A project to be made, with its blocks by id. */
export interface Create {
  readonly id: string;
  readonly file: SheetProject;
  readonly fields: Readonly<Record<string, Json>>;
  readonly blocks: Readonly<Record<string, BlockValues>>;
  /** What the next import compares with, beside the fields themselves. */
  readonly seen: Readonly<Record<string, Json>>;
  readonly bottlenecks: readonly NewBottleneck[];
}

/** A bottleneck that a free text names, to be made for a project. */
export interface NewBottleneck extends SheetBottleneck {
  readonly id: string;
  readonly project: string;
  readonly file: SheetProject;
}

export interface ImportPlan {
  readonly creates: readonly Create[];
  /** Every project of the file that stands here, also where nothing changes. */
  readonly known: readonly ProjectChanges[];
  /** In the file, removed at this table: they stay away. */
  readonly removedHere: readonly SheetProject[];
  /** Not to be placed with certainty: of places without their project, and of names that stand here twice. */
  readonly leftOut: readonly SheetProject[];
  /** For projects that stand here already. */
  readonly bottlenecks: readonly NewBottleneck[];
  /** Stricter than the table's audience and not shared. */
  readonly notShared: readonly SheetProject[];
  readonly findings: readonly Finding[];
  /** Of the whole file. */
  readonly totals: SheetTotals;
}

/** What importing a file would do, without doing it. Pure: on the same file and workspace always the same plan. */
export function planImport(input: PlanInput): ImportPlan {
  const { sheet } = input;
  const plan: Draft = {
    creates: [],
    known: [],
    removedHere: [],
    leftOut: [],
    notShared: [],
    bottlenecks: [],
    findings: [...sheet.findings],
  };
  const find = createFinder(input.existing, input.keys ?? new KeyGatherer().add(sheet.projects));
  for (const file of sheet.projects) {
    if (sheet.layout !== 'places') plan.findings.push(...territoryFinding(file, input.municipalities));
    planOne(plan, file, find(file), input);
  }
  return { ...plan, totals: totalsOf(sheet.projects) };
}

/** A plan while it grows; its totals are those of the file. */
type Draft = { -readonly [List in Exclude<keyof ImportPlan, 'totals'>]: ImportPlan[List][number][] };

function planOne(plan: Draft, file: SheetProject, found: Found, input: PlanInput): void {
  switch (found.kind) {
    case 'here':
      planKnown(plan, file, found, input);
      return;
    case 'removed':
      plan.removedHere.push(file);
      plan.findings.push(removedFinding(file));
      return;
    case 'merged':
      plan.removedHere.push(file);
      plan.findings.push(mergedFinding(file, found.into.project, 'die heeft in dit bestand een eigen regel'));
      return;
    case 'several':
      plan.leftOut.push(file);
      plan.findings.push(sameNameFinding(file, found.count));
      return;
    case 'none':
      planUnknown(plan, file, input);
      return;
    default:
      assertNever(found);
  }
}

function planKnown(
  plan: Draft,
  file: SheetProject,
  { existing, doubles, by }: Extract<Found, { kind: 'here' }>,
  input: PlanInput,
): void {
  const { sheet } = input;
  const { project, categories, double } = existing;
  const ownNumber = project.externalId === file.externalId;
  const calledElse = file.byName === true || (!ownNumber && project.externalId !== null);
  const key = double === undefined && calledElse ? file.externalId : null;
  const fields = fieldsOf(file, input, existing);
  const today = sheet.layout === 'diwi' ? (input.today ?? null) : null;
  const changes = compareProject(file, fields, existing, { audience: input.audience, key, today });
  plan.known.push(changes);
  plan.findings.push(...changes.findings, ...doubleFinding(file, doubles, project.name));
  if (double !== undefined && changes.updates.length + changes.conflicts.length > 0)
    plan.findings.push(mergedFinding(file, project, 'de wijzigingen gaan daarheen'));
  else if (by === 'name' && file.byName !== true && project.externalId !== null)
    plan.findings.push(otherNumberFinding(file, project.externalId));
  plan.bottlenecks.push(...newBottlenecks(file, project.id, categories, input.newId));
}

function planUnknown(plan: Draft, file: SheetProject, input: PlanInput): void {
  const { sheet, audience, share } = input;
  if (sheet.layout === 'places') {
    plan.leftOut.push(file);
    plan.findings.push(noSuchProjectFinding(file));
  } else if (
    admits(audience, file.fields.confidentiality ?? null) ||
    share === 'all' ||
    share.includes(file.externalId)
  ) {
    plan.creates.push(createOf(file, input));
  } else {
    plan.notShared.push(file);
  }
}

/** The file's fields, with the owner that the municipality stands for. */
function fieldsOf(
  file: SheetProject,
  { sheet, organisationOf }: PlanInput,
  existing: Existing | null,
): Record<string, Json> {
  const { name, municipality, ...others } = file.fields;
  // Of places the name only says which project is meant.
  if (sheet.layout === 'places') return others;
  const organisation =
    municipality === undefined || municipality === null ? null : organisationOf(municipality);
  const numberless =
    existing !== null &&
    existing.double === undefined &&
    existing.project.externalId === null &&
    file.byName !== true;
  return {
    name,
    ...(municipality === undefined ? {} : { municipality }),
    ...(others as Record<string, Json>),
    ...(organisation === null ? {} : { organisation }),
    ...(numberless ? { externalId: file.externalId } : {}),
  };
}

function createOf(file: SheetProject, input: PlanInput): Create {
  const id = input.newId();
  const blocks = file.blocks.map((block, index) => [blockId(id, index + 1), blockValues(block)] as const);
  return {
    id,
    file,
    fields: fieldsOf(file, input, null),
    blocks: Object.fromEntries(blocks),
    seen: file.years === undefined ? {} : seenSums(file),
    bottlenecks: newBottlenecks(file, id, new Set(), input.newId),
  };
}

/** A category that the project has had at this table, also when somebody took it away, is not brought in again. */
function newBottlenecks(
  file: SheetProject,
  project: string,
  here: ReadonlySet<string>,
  newId: () => string,
): NewBottleneck[] {
  return (file.bottlenecks ?? [])
    .filter(({ category }) => !here.has(category))
    .map((bottleneck) => ({ ...bottleneck, id: newId(), project, file }));
}

/** The numbers of interface.md: projects, but fields for updates and conflicts. */
export function countPlan(plan: ImportPlan) {
  const fields = (of: (changes: ProjectChanges) => readonly Change[]): number =>
    plan.known.reduce((sum, changes) => sum + of(changes).length, 0);
  return {
    creates: plan.creates.length,
    updates: fields(({ updates }) => updates),
    conflicts: fields(({ conflicts }) => conflicts),
    unchanged:
      plan.removedHere.length +
      plan.leftOut.length +
      plan.known.filter(({ updates, conflicts }) => updates.length + conflicts.length === 0).length,
    notShared: plan.notShared.length,
    findings: plan.findings.length,
    totals: plan.totals,
  };
}
