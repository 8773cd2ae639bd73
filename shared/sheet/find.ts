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
 * municipality, where that points at one project only and no other line of the file claims it by its number.
 */
export function createFinder(existing: readonly Existing[], keys: FileKeys): (file: SheetProject) => Found {
  const byNumber = group(existing, ({ project }) => [
    project.externalId ?? '',
    nameKeyOf(project.source) ?? '',
  ]);
  const byName = group(
    existing.filter(({ project }) => !project.removed),
    ({ project }) => {
      const { name, municipality } = project;
      return [nameKey(name ?? '', municipality), nameKey(name ?? '', null)];
    },
  );
  /** Another line of the file may have this project's own number. */
  const mayBe = ({ project }: Existing, file: SheetProject): boolean =>
    project.externalId === null ||
    project.externalId === file.externalId ||
    !keys.ids.has(project.externalId);
  return (file) => {
    const numbered = (byNumber.get(file.externalId) ?? []).filter((one) => mayBe(one, file));
    const live = numbered.filter(({ project }) => !project.removed);
    const [first] = live;
    if (first !== undefined) return { kind: 'here', existing: first, doubles: live.length, by: 'number' };
    const { name, municipality } = file.fields;
    const key = nameKey(name, municipality ?? null);
    const named =
      name === '' || keys.repeated.has(key) || !tellsPlace(file)
        ? []
        : [...new Set(byName.get(key) ?? [])].filter((one) => mayBe(one, file));
    const [only] = named;
    if (only !== undefined && named.length === 1)
      return { kind: 'here', existing: only, doubles: 1, by: 'name' };
    // A file with numbers has told them apart itself; one without cannot say which of two it means.
    if (named.length > 1 && file.byName === true) return { kind: 'several', count: named.length };
    return numbered.length > 0 ? { kind: 'removed' } : { kind: 'none' };
  };
}

/** A line with a number but without a municipality is not known by its name: names return in other places. */
function tellsPlace(file: SheetProject): boolean {
  return file.byName === true || typeof file.fields.municipality === 'string';
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
