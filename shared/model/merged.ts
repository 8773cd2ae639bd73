import type { Project } from './project.ts';

/** What is said of a merged project is said of the one that was kept, however often that was merged on. */
export class Merged {
  readonly #into: ReadonlyMap<string, string>;

  /** `removed`: the projects that are out of the list. */
  constructor(removed: readonly Pick<Project, 'id' | 'mergedInto'>[]) {
    this.#into = new Map(
      removed.flatMap(({ id, mergedInto }) => (mergedInto === null ? [] : [[id, mergedInto] as const])),
    );
  }

  /** The same one as long as nothing was merged or taken apart since. */
  renewed(removed: readonly Pick<Project, 'id' | 'mergedInto'>[]): Merged {
    const next = new Merged(removed);
    const same =
      next.#into.size === this.#into.size &&
      [...next.#into].every(([id, into]) => this.#into.get(id) === into);
    return same ? this : next;
  }

  /** The project that stands for this one now; itself where it was not merged. */
  projectOf(id: string): string {
    const seen = new Set<string>();
    let at = id;
    for (let next = this.#into.get(at); next !== undefined && !seen.has(at); next = this.#into.get(at)) {
      seen.add(at);
      at = next;
    }
    return at;
  }

  /** A path below a merged project as the same path below the one that was kept. */
  pathOf(path: string): string {
    const [root, id, ...rest] = path.split('/');
    if (root !== 'projects' || id === undefined) return path;
    return ['projects', this.projectOf(id), ...rest].join('/');
  }
}

export const NOTHING_MERGED = new Merged([]);
