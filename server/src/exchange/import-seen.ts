import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { newProjectKey } from '@bouwberaad/shared/sheet/choice-keys.ts';
import type { Drift } from '@bouwberaad/shared/sheet/detail.ts';
import type { ImportPlan } from '@bouwberaad/shared/sheet/plan.ts';
import { unzip, zip } from './gzip.ts';

type Kind = Drift['seen'];

/** One thing that a preview showed: what would become of it, and the value that stood here. */
interface Seen {
  readonly kind: Kind;
  readonly from: string;
  readonly project: string;
  readonly field: string;
}

type SeenChunk = ReadonlyMap<string, Seen>;

/** What a preview showed, chunk by chunk: a line of JSON each, to hold against what is found at the confirmation. */
export class SeenWriter {
  readonly #lines: string[] = [];

  add(plan: ImportPlan): void {
    this.#lines.push(JSON.stringify([...seenIn(plan)]));
  }

  pack(): Promise<Uint8Array> {
    return zip(this.#lines.join('\n'));
  }
}

export interface SeenReader {
  /** What is otherwise now than the preview showed it. */
  driftOf(plan: ImportPlan, chunk: number): Drift[];
}

export async function openSeen(content: Uint8Array): Promise<SeenReader> {
  const lines = (await unzip(content)).toString('utf8').split('\n');
  return {
    driftOf: (plan, chunk) => {
      const line = lines[chunk];
      if (line === undefined || line === '') return [];
      return compare(new Map(JSON.parse(line) as [string, Seen][]), seenIn(plan));
    },
  };
}

function seenIn(plan: ImportPlan): SeenChunk {
  const seen = new Map<string, Seen>();
  // Sharing what is stricter is a decision, not something that changed meanwhile.
  for (const file of [...plan.creates.map((create) => create.file), ...plan.notShared])
    seen.set(newProjectKey(file), {
      kind: 'new',
      from: '',
      project: file.fields.name,
      field: 'project',
    });
  for (const { updates, conflicts, name } of plan.known) {
    const note = (kind: Kind, path: string, field: string, from: Json): void => {
      // The columns without a field are many, and say nothing that a person decided on one by one.
      if (field !== 'source') seen.set(path, { kind, from: JSON.stringify(from), project: name, field });
    };
    for (const { path, field, from } of updates) note('update', path, field, from);
    for (const { path, field, from } of conflicts) note('conflict', path, field, from);
  }
  return seen;
}

function compare(before: SeenChunk, now: SeenChunk): Drift[] {
  const drift: Drift[] = [];
  for (const path of new Set([...before.keys(), ...now.keys()])) {
    const [a, b] = [before.get(path), now.get(path)];
    if (a?.kind === b?.kind && a?.from === b?.from) continue;
    const { project = '', field = '' } = b ?? a ?? {};
    drift.push({ project, field, seen: a?.kind ?? 'none', now: b?.kind ?? 'none' });
  }
  return drift;
}
