import { sameJson, type Json } from '../lib/json.ts';
import { admits, type Audience } from '../model/organisation.ts';
import type { Change } from './change.ts';
import { compareYears } from './compare-years.ts';
import { DiwiSaid } from './diwi-said.ts';
import type { Existing } from './existing.ts';
import { judge, valuesOf } from './judge.ts';
import { columnsOf, readLastImport, type BlockValues, type LastImport } from './last-import.ts';
import { matchBlocks, sameKindAndYear } from './match.ts';
import {
  BLOCK_FIELDS,
  BLOCK_LABEL,
  blockValues,
  type Finding,
  type SheetProject,
  type Source,
} from './sheet.ts';

/** What a file would do to one project that stands here. */
export interface ProjectChanges {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  /** The file has another value than the last import, and here nothing was changed since. */
  readonly updates: readonly Change[];
  /** Changed here since the last import, and the file has yet another value. Nothing is chosen. */
  readonly conflicts: readonly Change[];
  readonly findings: readonly Finding[];
  readonly existing: Existing;
  readonly file: SheetProject;
  /** The file's fields as they are compared. */
  readonly fields: Readonly<Record<string, Json>>;
  /** The block that each block of the file is; for a new one the id that it gets. */
  readonly blockIds: readonly string[];
  readonly last: LastImport | null;
  /** Paths where the file's value is neither applied nor taken as seen: the next import meets them again. */
  readonly held: readonly string[];
  /** Sums of a list that count as seen, by `homes:2028`. */
  readonly seen: Readonly<Record<string, Json>>;
  /** The columns without a field, as they are after the import. */
  readonly source: Source;
  /** How the file calls it where that is not its own number: so it is found again when its name changes. */
  readonly key: string | null;
}

interface ComparisonRules extends Pick<ProjectChanges, 'key'> {
  readonly audience: Audience;
  /**
   * The day on which a DIWI file was read, `YYYY-MM-DD`: what it says is no change where our own export of the plan would
   * say it too. Null for any other file.
   */
  readonly today: string | null;
}

/** Compares one project of the file with the one that stands here and that it means. */
export function compareProject(
  file: SheetProject,
  fields: Readonly<Record<string, Json>>,
  existing: Existing,
  { audience, key, today }: ComparisonRules,
): ProjectChanges {
  const said = today === null || file.years !== undefined ? null : new DiwiSaid(existing, file, today);
  const comparison = new Comparison(file, existing, said);
  const live = existing.project as unknown as Readonly<Record<string, Json>>;
  for (const [field, value] of Object.entries(fields)) {
    if (said?.field(field, value, fields) === true) continue;
    if (field === 'confidentiality' && comparison.refuseStricter(value, live[field] ?? null, audience))
      continue;
    comparison.compare(
      `projects/${existing.project.id}`,
      field,
      null,
      comparison.last?.fields[field],
      live[field] ?? null,
      value,
      file.rows,
    );
  }
  const blockIds = file.years === undefined ? comparison.compareBlocks() : [];
  const seen = file.years === undefined ? {} : comparison.compareSums();
  const source = comparison.compareSource();
  const { updates, conflicts, findings, held, last } = comparison;
  return {
    id: existing.project.id,
    externalId: file.externalId,
    name: existing.project.name ?? file.externalId,
    updates,
    conflicts,
    findings,
    existing,
    file,
    fields,
    blockIds,
    last,
    held,
    seen,
    source,
    key,
  };
}

class Comparison {
  readonly updates: Change[] = [];
  readonly conflicts: Change[] = [];
  readonly findings: Finding[] = [];
  readonly held: string[] = [];
  readonly last: LastImport | null;
  readonly #file: SheetProject;
  readonly #existing: Existing;
  readonly #path: string;
  readonly #said: DiwiSaid | null;

  constructor(file: SheetProject, existing: Existing, said: DiwiSaid | null) {
    this.#file = file;
    this.#existing = existing;
    this.#said = said;
    this.#path = `projects/${existing.project.id}`;
    this.last = readLastImport((existing.double ?? existing.project).source);
  }

  compare(
    owner: string,
    field: string,
    block: BlockValues | null,
    last: Json | undefined,
    live: Json,
    to: Json,
    rows: readonly number[],
  ): void {
    const verdict = judge(last, live, to);
    if (verdict === 'same' || verdict === 'kept') return;
    const change: Change = { kind: 'field', path: `${owner}/${field}`, field, block, from: live, to, rows };
    (verdict === 'update' ? this.updates : this.conflicts).push(change);
  }

  /** A shared project cannot be made stricter than its table; one that is shared as it is stays so. */
  refuseStricter(to: Json, live: Json, audience: Audience): boolean {
    const level = to as Parameters<typeof admits>[1];
    if (sameJson(to, live) || admits(audience, level)) return false;
    this.held.push(`${this.#path}/confidentiality`);
    this.findings.push({
      code: 'tooStrict',
      rows: this.#file.rows,
      project: this.#file.externalId,
      message: `In het werkboek is dit project ${level ?? 'zonder vertrouwelijkheid'}; dat is strenger dan het gehoor van deze tafel, en het is hier al gedeeld.`,
      kept: typeof live === 'string' ? live : 'geen vertrouwelijkheid',
    });
    return true;
  }

  /** A list states homes by year. */
  compareSums(): Readonly<Record<string, Json>> {
    const free = freeIds(this.#existing);
    const compared = compareYears(this.#file, this.#existing.project, this.last, () => free.next().value);
    this.updates.push(...compared.updates);
    this.conflicts.push(...compared.conflicts);
    this.findings.push(...compared.findings);
    return compared.seen;
  }

  /** First against the blocks of the last import, then against those that were added here. */
  compareBlocks(): string[] {
    const same = this.#said?.allBlocks();
    if (same !== undefined && same !== null) return same;
    const file = this.#file.blocks.map(blockValues);
    const known = Object.entries(this.last?.blocks ?? {}).map(([id, values]) => ({ id, values }));
    const matched = matchBlocks(file, known);
    const ids = this.#matchAdded(file, matched);
    this.#removeGone(known.map(({ id }) => id).filter((id) => !matched.includes(id)));
    const free = freeIds(this.#existing);
    return ids.map((id, index) => {
      const block = this.#file.blocks[index];
      const values = file[index] ?? {};
      const rows = block === undefined ? [] : [block.row];
      if (id !== null) {
        this.#compareBlock(id, values, rows);
        return id;
      }
      const made = free.next().value;
      this.updates.push({
        kind: 'addBlock',
        path: `${this.#path}/blocks/${made}`,
        field: 'block',
        block: values,
        from: null,
        to: values,
        rows,
      });
      return made;
    });
  }

  /** A row of the file that is new since the last import may be a block that somebody has made here already. */
  #matchAdded(file: readonly BlockValues[], matched: readonly (string | null)[]): (string | null)[] {
    const lone = file.filter((_, index) => matched[index] === null);
    const here = this.#existing.project.blocks
      .filter(({ id }) => this.last?.blocks[id] === undefined)
      .map((block) => ({ id: block.id, values: valuesOf(block) }));
    const found = matchBlocks(lone, here, sameKindAndYear).values();
    return matched.map((id) => id ?? found.next().value ?? null);
  }

  #compareBlock(id: string, file: BlockValues, rows: readonly number[]): void {
    const path = `${this.#path}/blocks/${id}`;
    const last = this.last?.blocks[id];
    const live = this.#live(id);
    if (live === null) {
      if (
        last !== undefined &&
        BLOCK_FIELDS.every((field) => sameJson(last[field] ?? null, file[field] ?? null))
      )
        return;
      this.held.push(path);
      this.findings.push({
        code: 'removedHere',
        rows,
        project: this.#file.externalId,
        message: 'Dit woningblok is gewijzigd in het werkboek, maar hier weggehaald.',
        kept: 'weggehaald',
      });
      return;
    }
    for (const field of BLOCK_FIELDS)
      if (this.#said?.blockField(id, field, file[field] ?? null) !== true)
        this.compare(path, field, live, last?.[field], live[field] ?? null, file[field] ?? null, rows);
  }

  /** Blocks of the last import that the file no longer has. */
  #removeGone(ids: readonly string[]): void {
    for (const id of ids) {
      const live = this.#live(id);
      if (live === null || this.#said?.cannotSay(id) === true) continue;
      const last = this.last?.blocks[id] ?? {};
      const untouched = BLOCK_FIELDS.every((field) => sameJson(last[field] ?? null, live[field] ?? null));
      const change: Change = {
        kind: 'removeBlock',
        path: `${this.#path}/blocks/${id}`,
        field: 'block',
        block: live,
        from: live,
        to: null,
        rows: this.#file.rows,
      };
      (untouched ? this.updates : this.conflicts).push(change);
    }
  }

  /**
   * Columns without a field of ours follow the file. They count as a change of their own, except where they only repeat
   * in the file's words what a field says already (`blok 2: Koopwoning`).
   */
  compareSource(): Source {
    const { project, double } = this.#existing;
    const live = columnsOf((double ?? project).source);
    // A list knows only some columns: those of the workbook that came before stay, to be written back on export.
    const stated = this.#file.years === undefined ? this.#file.source : { ...live, ...this.#file.source };
    // The columns of a double stay with it: those of the kept project come from its own line.
    if (sameJson(live, stated) || double !== undefined) return stated;
    const said = this.#said?.source(live);
    if (said?.same === true) return said.columns;
    const file = said?.columns ?? stated;
    const own = !sameJson(withoutBlocks(live), withoutBlocks(file));
    if (!own && this.updates.length + this.conflicts.length + this.findings.length > 0) return file;
    this.updates.push({
      kind: 'field',
      path: `${this.#path}/source`,
      field: 'source',
      block: null,
      from: live,
      to: file,
      rows: this.#file.rows,
    });
    return file;
  }

  #live(id: string): BlockValues | null {
    const block = this.#existing.project.blocks.find((one) => one.id === id);
    return block === undefined ? null : valuesOf(block);
  }
}

/** Ids of blocks to be made: the project's own id with a number, so that a second try makes the same ones. */
function* freeIds({ project, blockIds }: Existing): Generator<string, never> {
  for (let n = 1; ; n += 1) {
    const id = blockId(project.id, n);
    if (!blockIds.includes(id)) yield id;
  }
}

export function blockId(project: string, n: number): string {
  return `${project}-${n}`;
}

function withoutBlocks(source: Source): Source {
  return Object.fromEntries(Object.entries(source).filter(([key]) => !key.startsWith(BLOCK_LABEL)));
}
