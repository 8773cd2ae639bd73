import type { Json } from '../lib/json.ts';
import { admits, type Audience } from '../model/organisation.ts';
import { isBuild } from '../model/block.ts';
import type { Change, ProjectChanges } from './compare.ts';
import { blockId, compareProject, valuesOf } from './compare.ts';
import type { Existing } from './existing.ts';
import type { BlockValues } from './last-import.ts';
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
}

/** A project to be made, with its blocks by id. */
export interface Create {
  readonly id: string;
  readonly file: SheetProject;
  readonly fields: Readonly<Record<string, Json>>;
  readonly blocks: Readonly<Record<string, BlockValues>>;
}

export interface ImportPlan {
  readonly creates: readonly Create[];
  /** Every project of the file that stands here, also where nothing changes. */
  readonly known: readonly ProjectChanges[];
  /** In the file, removed at this table: they stay away. */
  readonly removedHere: readonly SheetProject[];
  /** Stricter than the table's audience and not shared. */
  readonly notShared: readonly SheetProject[];
  readonly findings: readonly Finding[];
  /** Of the whole file. */
  readonly totals: SheetTotals;
}

/** What importing a file would do, without doing it. Pure: on the same file and workspace always the same plan. */
export function planImport(input: PlanInput): ImportPlan {
  const { sheet, audience } = input;
  const byExternalId = groupByExternalId(input.existing);
  const plan = {
    creates: [] as Create[],
    known: [] as ProjectChanges[],
    removedHere: [] as SheetProject[],
    notShared: [] as SheetProject[],
  };
  const findings: Finding[] = [...sheet.findings];
  for (const file of sheet.projects) {
    findings.push(...territoryFinding(file, input.municipalities));
    const candidates = byExternalId.get(file.externalId) ?? [];
    const existing = candidates.find(({ project }) => !project.removed);
    if (existing !== undefined) {
      const changes = compareProject(file, fieldsOf(file, input), existing, audience);
      plan.known.push(changes);
      findings.push(...changes.findings, ...doubleFinding(file, candidates));
    } else if (candidates.length > 0) {
      plan.removedHere.push(file);
      findings.push({
        code: 'removedHere',
        rows: file.rows,
        project: file.externalId,
        message: 'Dit project is aan deze tafel weggehaald.',
        kept: 'weggehaald; het werkboek haalt het niet terug',
      });
    } else if (
      admits(audience, file.fields.confidentiality ?? null) ||
      input.share === 'all' ||
      input.share.includes(file.externalId)
    ) {
      plan.creates.push(createOf(file, input));
    } else {
      plan.notShared.push(file);
    }
  }
  return { ...plan, findings, totals: totalsOf(sheet.projects) };
}

function groupByExternalId(existing: readonly Existing[]): Map<string, Existing[]> {
  const groups = new Map<string, Existing[]>();
  for (const one of existing) {
    const id = one.project.externalId ?? '';
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return groups;
}

/** The file's fields, with the owner that the municipality stands for. */
function fieldsOf(file: SheetProject, { organisationOf }: PlanInput): Record<string, Json> {
  const { municipality } = file.fields;
  const organisation =
    municipality === undefined || municipality === null ? null : organisationOf(municipality);
  return { ...file.fields, ...(organisation === null ? {} : { organisation }) };
}

function createOf(file: SheetProject, input: PlanInput): Create {
  const id = input.newId();
  const blocks = file.blocks.map((block, index) => [blockId(id, index + 1), blockValues(block)] as const);
  return { id, file, fields: fieldsOf(file, input), blocks: Object.fromEntries(blocks) };
}

/** Outside the table's municipalities is worth saying, and no reason to refuse. */
function territoryFinding(file: SheetProject, municipalities: readonly string[]): Finding[] {
  const code = file.fields.municipality ?? null;
  if (code === null || municipalities.length === 0 || municipalities.includes(code)) return [];
  return [
    {
      code: 'outsideTable',
      rows: file.rows,
      project: file.externalId,
      message: `${file.fields.name} ligt buiten de gemeenten van deze tafel.`,
      kept: 'het project, met deze melding',
    },
  ];
}

function doubleFinding(file: SheetProject, candidates: readonly Existing[]): Finding[] {
  const live = candidates.filter(({ project }) => !project.removed);
  if (live.length < 2) return [];
  return [
    {
      code: 'doubleHere',
      rows: file.rows,
      project: file.externalId,
      message: `Dit identificatienummer staat ${live.length} keer aan deze tafel.`,
      kept: `vergeleken met ${live[0]?.project.name ?? 'het eerste'}`,
    },
  ];
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
      plan.known.filter(({ updates, conflicts }) => updates.length + conflicts.length === 0).length,
    notShared: plan.notShared.length,
    findings: plan.findings.length,
    totals: plan.totals,
  };
}

export interface YearEffect {
  readonly year: number;
  readonly now: number;
  /** If the file is followed everywhere. */
  readonly then: number;
}

/** Homes to build per year in the projects of the file, now and when the file is followed everywhere. */
export function effectOf(plan: ImportPlan): YearEffect[] {
  const years = new Map<number, { now: number; then: number }>();
  const add = (side: 'now' | 'then', block: BlockValues): void => {
    const { year, homes } = block;
    if (
      !isBuild({ kind: (block.kind ?? 'build') as 'build' | 'demolition' }) ||
      typeof year !== 'number' ||
      typeof homes !== 'number'
    )
      return;
    const at = years.get(year) ?? { now: 0, then: 0 };
    years.set(year, { ...at, [side]: at[side] + homes });
  };
  for (const { blocks } of plan.creates) for (const block of Object.values(blocks)) add('then', block);
  for (const changes of plan.known) {
    for (const block of changes.existing.project.blocks) add('now', valuesOf(block));
    for (const block of blocksAfter(changes)) add('then', block);
  }
  return [...years].map(([year, homes]) => ({ year, ...homes })).sort((a, b) => a.year - b.year);
}

function blocksAfter({ existing, updates, conflicts }: ProjectChanges): BlockValues[] {
  const blocks = new Map(
    existing.project.blocks.map((block) => [
      `projects/${existing.project.id}/blocks/${block.id}`,
      valuesOf(block),
    ]),
  );
  for (const { kind, path, field, to } of [...updates, ...conflicts]) {
    if (kind === 'addBlock') blocks.set(path, to as BlockValues);
    else if (kind === 'removeBlock') blocks.delete(path);
    else {
      const owner = path.slice(0, -field.length - 1);
      const block = blocks.get(owner);
      if (block !== undefined) blocks.set(owner, { ...block, [field]: to });
    }
  }
  return [...blocks.values()];
}
