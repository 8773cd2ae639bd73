import { Merged } from '../model/merged.ts';
import type { Existing } from './existing.ts';
import { nameKeyOf } from './last-import.ts';
import { nameKey } from './names.ts';
import type { SheetProject } from './sheet.ts';

/** How a project of the file stands at the table. */
export type Found =
  | {
      readonly kind: 'here';
      readonly existing: Existing;
      readonly doubles: number;
      readonly by: 'number' | 'name';
    }
  | { readonly kind: 'removed' }
  /** Merged into a project for which another line of the file speaks. */
  | { readonly kind: 'merged'; readonly into: Existing }
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'none' };

/** What of a whole file a part of it has to know. */
export interface FileKeys {
  /** Its numbers: none of them may be taken for another project by its name. */
  readonly ids: ReadonlySet<string>;
  /** Names with their municipality that several of its projects have: they tell nothing apart. */
  readonly repeated: ReadonlySet<string>;
}

/** Gathers the keys of a file, part by part. */
export class KeyGatherer implements FileKeys {
  readonly ids = new Set<string>();
  readonly repeated = new Set<string>();
  readonly #names = new Set<string>();

  add(projects: readonly SheetProject[]): this {
    for (const { externalId, fields } of projects) {
      this.ids.add(externalId);
      const name = nameKey(fields.name, fields.municipality ?? null);
      if (this.#names.has(name)) this.repeated.add(name);
      this.#names.add(name);
    }
    return this;
  }
}

/**
 * Finds projects by their number; by the key under which a file without numbers brought them in; and by name and
 * municipality, where that points at one project only and no other line of the file claims it by its number. What was
 * merged stands as the project that was kept.
 */
export function createFinder(existing: readonly Existing[], keys: FileKeys): (file: SheetProject) => Found {
  const family = new Family(existing, keys);
  const byNumber = group(existing, numbersOf);
  const byName = group(
    existing.filter((one) => !family.standing(one).project.removed),
    ({ project }) => {
      const { name, municipality } = project;
      return [nameKey(name ?? '', municipality), nameKey(name ?? '', null)];
    },
  );
  /** Another line of the file may have this project's own number. */
  const mayBe = ({ project }: Existing, file: SheetProject): boolean =>
    project.externalId === null ||
    project.externalId === file.externalId ||
    project.id === file.externalId ||
    !keys.ids.has(project.externalId);
  return (file) => {
    const numbered = (byNumber.get(file.externalId) ?? []).filter((one) => mayBe(one, file));
    const here = family.together(numbered);
    const [first] = here;
    if (first !== undefined) return family.found(file, first, here.length, 'number');
    const { name, municipality } = file.fields;
    const key = nameKey(name, municipality ?? null);
    const named =
      name === '' || keys.repeated.has(key) || !tellsPlace(file)
        ? []
        : family.together((byName.get(key) ?? []).filter((one) => mayBe(one, file)));
    const [only] = named;
    if (only !== undefined && named.length === 1) return family.found(file, only, 1, 'name');
    // A file with numbers has told them apart itself; one without cannot say which of two it means.
    if (named.length > 1 && file.byName === true) return { kind: 'several', count: named.length };
    return numbered.length > 0 ? { kind: 'removed' } : { kind: 'none' };
  };
}

/** Projects with those that were merged into them. */
class Family {
  readonly #byId: ReadonlyMap<string, Existing>;
  readonly #merged: Merged;
  readonly #keys: FileKeys;

  constructor(existing: readonly Existing[], keys: FileKeys) {
    this.#byId = new Map(existing.map((one) => [one.project.id, one]));
    this.#merged = new Merged(existing.map(({ project }) => project).filter(({ removed }) => removed));
    this.#keys = keys;
  }

  /** The project that was kept, with its double; itself where it was not merged, or what it became is gone too. */
  standing(one: Existing): Existing {
    if (!one.project.removed) return one;
    const kept = this.#byId.get(this.#merged.projectOf(one.project.id));
    if (kept === undefined || kept.project.removed) return one;
    return { ...kept, double: one.project, categories: new Set([...kept.categories, ...one.categories]) };
  }

  /** Those that stand at the table, each once. Where one also came from a double, that remembers this file's values. */
  together(found: readonly Existing[]): Existing[] {
    const standing = [...new Set(found)]
      .map((one) => this.standing(one))
      .filter(({ project }) => !project.removed);
    const byId = new Map<string, Existing>();
    for (const one of standing.sort(
      (a, b) => Number(a.double !== undefined) - Number(b.double !== undefined),
    ))
      byId.set(one.project.id, one);
    return [...byId.values()];
  }

  found(file: SheetProject, existing: Existing, doubles: number, by: 'number' | 'name'): Found {
    const { project, double } = existing;
    if (double === undefined || this.#speaks(file, double.id, project.id))
      return { kind: 'here', existing, doubles, by };
    return { kind: 'merged', into: existing };
  }

  /** Two lines about one plan would write over each other: its own goes first, and then that of its first double. */
  #speaks(file: SheetProject, double: string, kept: string): boolean {
    const family = [...this.#byId.values()].filter(
      ({ project }) => this.#merged.projectOf(project.id) === kept,
    );
    const [first] = family
      .sort((a, b) => Number(b.project.id === kept) - Number(a.project.id === kept))
      .map((one) => ({
        id: one.project.id,
        number: numbersOf(one).find((number) => this.#keys.ids.has(number)),
      }))
      .filter(({ number }) => number !== undefined);
    return first === undefined || first.id === double || first.number === file.externalId;
  }
}

/** A line with a number but without a municipality is not known by its name: names return in other places. */
function tellsPlace(file: SheetProject): boolean {
  return file.byName === true || typeof file.fields.municipality === 'string';
}

/** By what a file may call it without its name. */
function numbersOf({ project }: Existing): string[] {
  return [project.externalId ?? '', nameKeyOf(project.source) ?? '', project.id].filter((one) => one !== '');
}

function group(
  existing: readonly Existing[],
  keysOf: (one: Existing) => readonly string[],
): Map<string, Existing[]> {
  const groups = new Map<string, Existing[]>();
  for (const one of existing)
    for (const key of new Set(keysOf(one))) {
      if (key === '') continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one]);
      else group.push(one);
    }
  return groups;
}
