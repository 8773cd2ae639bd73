import type { Json } from '../lib/json.ts';
import { isBuild, type Block } from '../model/block.ts';
import type { Change } from './change.ts';
import { judge, valuesOf } from './judge.ts';
import type { LastImport } from './last-import.ts';
import { blockValues, type Finding, type SheetBlock, type SheetProject } from './sheet.ts';

/** What is written of one line of sums, `homes:2028`, for the next import to compare with. */
export interface YearsCompared {
  readonly updates: readonly Change[];
  readonly conflicts: readonly Change[];
  readonly findings: readonly Finding[];
  readonly seen: Readonly<Record<string, Json>>;
}

/** One sum of a list: the homes of a year, those after a year, or those to demolish. */
interface Line {
  readonly key: string;
  readonly block: SheetBlock | null;
  /** The blocks here that the sum is about. */
  readonly here: readonly Block[];
  /** Were these homes in the blocks of an earlier import? */
  readonly covers: (block: { readonly kind?: unknown; readonly year?: unknown }) => boolean;
}

/** The sums that a list states of a project, by the key under which they are remembered. */
export function seenSums(file: SheetProject): Record<string, Json> {
  return Object.fromEntries(linesOf(file, []).map(({ key, block }) => [key, block?.homes ?? null]));
}

/**
 * A list states homes by year, the workspace blocks. Sums are compared; where one block makes up the sum it is changed,
 * where none does one is made, and where several do a person has to say which: nothing is parted by guessing.
 */
export function compareYears(
  file: SheetProject,
  project: { readonly id: string; readonly blocks: readonly Block[] },
  last: LastImport | null,
  newBlockId: () => string,
): YearsCompared {
  const updates: Change[] = [];
  const conflicts: Change[] = [];
  const findings: Finding[] = [];
  const seen: Record<string, Json> = {};
  for (const line of linesOf(file, project.blocks)) {
    const to = line.block?.homes ?? null;
    const live = sumOf(line.here);
    const verdict = judge(lastOf(line, last), live, to);
    if (verdict === 'update' || verdict === 'conflict') {
      const change = changeOf(line, file, project.id, live, to, newBlockId);
      if ('code' in change) {
        findings.push(change);
        continue;
      }
      (verdict === 'update' ? updates : conflicts).push(change);
    }
    seen[line.key] = to;
  }
  for (const { verdict, change } of splitChanges(file, project, last)) {
    if (verdict === 'update') updates.push(change);
    else if (verdict === 'conflict') conflicts.push(change);
    if (change.remembered !== undefined) seen[change.remembered] = change.to;
  }
  return { updates, conflicts, findings, seen };
}

function linesOf(file: SheetProject, here: readonly Block[]): Line[] {
  const build = here.filter(isBuild);
  const years = file.years ?? [];
  const lines = years.map((year): Line => {
    const covers = (block: { kind?: unknown; year?: unknown }): boolean =>
      block.kind !== 'demolition' && block.year === year;
    const block = file.blocks.find((one) => one.kind === 'build' && one.year === year) ?? null;
    return { key: `homes:${year}`, block, here: build.filter(covers), covers };
  });
  for (const block of file.blocks) {
    if (block.kind === 'demolition') {
      const covers = ({ kind }: { kind?: unknown }): boolean => kind === 'demolition';
      lines.push({ key: 'homes:demolition', block, here: here.filter(covers), covers });
    } else if (block.after !== undefined) {
      const { after } = block;
      // "Without a year" is all of a plan when the list knows no years at all, else only what has none here either.
      const covers = ({ kind, year }: { kind?: unknown; year?: unknown }): boolean =>
        kind !== 'demolition' &&
        (typeof year !== 'number' || (after === 0 ? years.length === 0 : year > after));
      lines.push({ key: `homes:after:${after}`, block, here: build.filter(covers), covers });
    }
  }
  return lines;
}

function sumOf(blocks: readonly Block[]): number | null {
  const sum = blocks.reduce((all, { homes }) => all + (homes ?? 0), 0);
  return sum === 0 ? null : sum;
}

/** What an import has last said of this sum: a list in so many words, a workbook of blocks by their sum. */
function lastOf({ key, covers }: Line, last: LastImport | null): Json | undefined {
  if (last === null) return undefined;
  if (last.fields[key] !== undefined) return last.fields[key];
  const blocks = Object.values(last.blocks);
  if (blocks.length === 0) return undefined;
  const sum = blocks
    .filter(covers)
    .reduce((all, { homes }) => all + (typeof homes === 'number' ? homes : 0), 0);
  return sum === 0 ? null : sum;
}

function changeOf(
  line: Line,
  file: SheetProject,
  project: string,
  from: number | null,
  to: number | null,
  newBlockId: () => string,
): Change | Finding {
  const rows = line.block === null ? file.rows : [line.block.row];
  const [only] = line.here;
  const remembered = line.key;
  if (only === undefined) {
    const values = line.block === null ? {} : blockValues(line.block);
    const path = `projects/${project}/blocks/${newBlockId()}`;
    return {
      kind: 'addBlock',
      path,
      field: 'block',
      block: values,
      from: null,
      to: values,
      rows,
      remembered,
    };
  }
  const path = `projects/${project}/blocks/${only.id}`;
  const later = line.block?.after !== undefined;
  if (line.here.length > 1 || (later && only.year !== null)) return notParted(line, file, from, to);
  const block = valuesOf(only);
  if (to === null)
    return { kind: 'removeBlock', path, field: 'block', block, from: block, to: null, rows, remembered };
  return {
    kind: 'field',
    path: `${path}/homes`,
    field: 'homes',
    block,
    from: only.homes,
    to,
    rows,
    remembered,
  };
}

function notParted(
  { key, block }: Line,
  file: SheetProject,
  from: number | null,
  to: number | null,
): Finding {
  const later = block?.after !== undefined;
  const when = later
    ? block.after === 0
      ? 'in totaal'
      : `na ${block.after}`
    : `in ${key.slice('homes:'.length)}`;
  return {
    code: later ? 'laterDiffers' : 'severalBlocks',
    rows: file.rows,
    project: file.externalId,
    message: `${file.fields.name}: het bestand noemt ${to ?? 0} woningen ${when}, hier staan er ${from ?? 0} in losse woningblokken.`,
    kept: 'de woningblokken zoals ze hier staan; pas ze zelf aan',
  };
}

/** Splits speak of a whole plan; they fit where file and table both have it in one block. */
function splitChanges(
  file: SheetProject,
  { id, blocks }: { readonly id: string; readonly blocks: readonly Block[] },
  last: LastImport | null,
): { verdict: ReturnType<typeof judge>; change: Change }[] {
  const [stated, ...others] = file.blocks.filter(({ kind }) => kind === 'build');
  const [here, ...more] = blocks.filter(isBuild);
  if (stated === undefined || here === undefined || others.length + more.length > 0) return [];
  return (['dwelling', 'segment'] as const)
    .filter((field) => Object.keys(stated[field]).length > 0)
    .map((field) => {
      const [from, to] = [here[field] as Json, stated[field] as Json];
      const remembered = `split:${field}`;
      const verdict = judge(last?.fields[remembered] ?? last?.blocks[here.id]?.[field], from, to);
      const path = `projects/${id}/blocks/${here.id}/${field}`;
      const change: Change = {
        kind: 'field',
        path,
        field,
        block: valuesOf(here),
        from,
        to,
        rows: [stated.row],
        remembered,
      };
      return { verdict, change };
    });
}
