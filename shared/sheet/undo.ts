import * as Y from 'yjs';
import { ownerMap } from '../edit/apply.ts';
import type { Edit, FieldValues } from '../edit/edit.ts';
import { sameJson, type Json } from '../lib/json.ts';
import { parsePath } from '../model/layout.ts';
import { rootMap } from '../model/read.ts';

type Step = Exclude<Edit, { type: 'batch' }>;
type Blocks = Readonly<Record<string, FieldValues>>;

/**
 * How to take one edit of an import back, kept before it is applied. Each carries what the import made of it: what is
 * something else by then was changed by somebody since, and stays.
 */
export type UndoStep =
  | { readonly kind: 'field'; readonly path: string; readonly before: Json; readonly after: Json }
  | { readonly kind: 'record'; readonly path: string; readonly fields: FieldValues; readonly blocks: Blocks }
  | { readonly kind: 'block'; readonly path: string; readonly fields: FieldValues }
  | { readonly kind: 'removed'; readonly path: string };

export function undoStepsOf(edits: readonly Step[]): UndoStep[] {
  return edits.flatMap((edit): UndoStep[] => {
    switch (edit.type) {
      case 'setField':
        return [{ kind: 'field', path: edit.path, before: edit.from, after: edit.to }];
      case 'createRecord':
        return [
          { kind: 'record', path: `${edit.root}/${edit.id}`, fields: edit.fields, blocks: edit.blocks ?? {} },
        ];
      case 'addBlock':
        return [
          { kind: 'block', path: `projects/${edit.project}/blocks/${edit.block}`, fields: edit.fields },
        ];
      case 'removeRecord':
        return edit.removed ? [{ kind: 'removed', path: edit.path }] : [];
      default:
        return [];
    }
  });
}

export interface Kept {
  /** The project's name, or the record's path where it has none. */
  readonly project: string;
  /** The field that was changed since; `project` and `block` for something made by the import. */
  readonly field: string;
}

export interface UndoPlan {
  readonly edits: readonly Step[];
  readonly restored: number;
  readonly kept: readonly Kept[];
}

/** The edits that take these steps back on the document as it is now, the last step first, and what stays. */
export function planUndo(doc: Y.Doc, steps: readonly UndoStep[], tied = new TiedIndex()): UndoPlan {
  tied.extend(doc);
  const planner = new UndoPlanner(doc, steps, tied);
  for (const step of steps.toReversed()) planner.take(step);
  return planner;
}

/**
 * Which bottlenecks speak of a project, while one import is taken back chunk by chunk: without it every chunk would walk
 * over all of them. Only where they are is kept; what each says is read anew. One that is turned to another project in
 * those seconds is found under the one that it was made for.
 */
export class TiedIndex {
  readonly #byProject = new Map<string, string[]>();
  #bottlenecks = 0;

  /** Paths of the bottlenecks that speak of this project, or did when they were seen first. */
  of(project: string): readonly string[] {
    return this.#byProject.get(project) ?? [];
  }

  /** Adds what was made since the last chunk: it stands at the end of the map. */
  extend(doc: Y.Doc): void {
    let at = 0;
    for (const [id, map] of rootMap(doc, 'bottlenecks')) {
      at += 1;
      if (at <= this.#bottlenecks || !(map instanceof Y.Map)) continue;
      for (const project of projectsOf(map as Y.Map<unknown>))
        this.#byProject.set(project, [...(this.#byProject.get(project) ?? []), `bottlenecks/${id}`]);
    }
    this.#bottlenecks = at;
  }
}

class UndoPlanner implements UndoPlan {
  readonly edits: Step[] = [];
  readonly kept: Kept[] = [];
  restored = 0;
  readonly #doc: Y.Doc;
  readonly #made: ReadonlySet<string>;
  readonly #tied: TiedIndex;

  constructor(doc: Y.Doc, steps: readonly UndoStep[], tied: TiedIndex) {
    this.#doc = doc;
    this.#tied = tied;
    this.#made = new Set(steps.flatMap((step) => (step.kind === 'record' ? [step.path] : [])));
  }

  take(step: UndoStep): void {
    const map = mapAt(this.#doc, step.kind === 'field' ? ownerOf(step.path) : step.path);
    if (map === null) return;
    switch (step.kind) {
      case 'field':
        this.#field(step, map);
        return;
      case 'removed':
        if (map.get('removed') !== true) return;
        this.edits.push({ type: 'removeRecord', path: step.path, removed: false });
        this.restored += 1;
        return;
      case 'block':
        if (map.get('removed') === true) return;
        if (!isUntouched(map, step.fields)) this.#keep(step.path, 'block');
        else this.#remove(step.path);
        return;
      case 'record':
        this.#record(step, map);
    }
  }

  #field({ path, before, after }: Extract<UndoStep, { kind: 'field' }>, map: Y.Map<unknown>): void {
    const field = path.slice(path.lastIndexOf('/') + 1);
    const live = (map.get(field) ?? null) as Json;
    if (sameJson(live, before)) return;
    if (!sameJson(live, after)) {
      if (field !== 'source') this.#keep(path, field);
      return;
    }
    this.edits.push({ type: 'setField', path, from: after, to: before });
    if (field !== 'source') this.restored += 1;
  }

  #record(step: Extract<UndoStep, { kind: 'record' }>, map: Y.Map<unknown>): void {
    if (map.get('removed') === true) return;
    if (!isUntouched(map, step.fields) || !blocksUntouched(map, step.blocks) || this.#isReferred(step.path)) {
      this.#keep(step.path, step.path.startsWith('projects/') ? 'project' : 'bottleneck');
      return;
    }
    this.#remove(step.path);
    // What was taken back may come in again: then it must not be known as something that people here removed.
    if (step.path.startsWith('projects/')) {
      for (const field of ['externalId', 'source']) {
        const from = (map.get(field) ?? null) as Json;
        if (from !== null)
          this.edits.push({ type: 'setField', path: `${step.path}/${field}`, from, to: null });
      }
    } else {
      const from = (map.get('projects') ?? []) as Json;
      this.edits.push({ type: 'setField', path: `${step.path}/projects`, from, to: [] });
    }
  }

  #remove(path: string): void {
    this.edits.push({ type: 'removeRecord', path, removed: true });
    this.restored += 1;
  }

  #keep(path: string, field: string): void {
    const [root, id = ''] = path.split('/');
    const name = root === 'projects' ? mapAt(this.#doc, `projects/${id}`)?.get('name') : null;
    this.kept.push({ project: typeof name === 'string' ? name : path, field });
  }

  /** Has somebody else tied a bottleneck to this project since? */
  #isReferred(path: string): boolean {
    const project = path.slice('projects/'.length);
    if (!path.startsWith('projects/')) return false;
    return this.#tied.of(project).some((bottleneck) => {
      const map = mapAt(this.#doc, bottleneck);
      if (map === null || this.#made.has(bottleneck) || map.get('removed') === true) return false;
      return projectsOf(map).includes(project);
    });
  }
}

function projectsOf(map: Y.Map<unknown>): string[] {
  const projects: unknown = map.get('projects');
  return Array.isArray(projects) ? projects.filter((project) => typeof project === 'string') : [];
}

function ownerOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function mapAt(doc: Y.Doc, path: string): Y.Map<unknown> | null {
  const place = parsePath(path);
  return place === null ? null : ownerMap(doc, place);
}

/** All that it holds is what the import wrote; nested types are looked at by who asks. */
function isUntouched(map: Y.Map<unknown>, fields: FieldValues): boolean {
  for (const [key, value] of map) {
    if (value instanceof Y.XmlFragment) {
      if (value.length > 0) return false;
    } else if (
      !(value instanceof Y.AbstractType) &&
      !sameJson(value ?? null, fields[key] ?? empty(key, value))
    )
      return false;
  }
  return true;
}

/** What a record is made with beside its own fields: not removed, and lists that nobody has filled. */
function empty(key: string, value: unknown): Json {
  if (key === 'removed') return false;
  if (key === 'id') return value as Json;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
    ? (value as Json)
    : null;
}

function blocksUntouched(map: Y.Map<unknown>, made: Blocks): boolean {
  const blocks: unknown = map.get('blocks');
  if (!(blocks instanceof Y.Map)) return true;
  for (const [id, block] of blocks) {
    const fields = made[id];
    if (!(block instanceof Y.Map)) continue;
    if (fields === undefined || !isUntouched(block as Y.Map<unknown>, fields)) return false;
  }
  return true;
}
