/** Which rows of the history a path is about: the same answer in both stores. */
export interface HistoryScope {
  /** Rows at one of these paths: the path itself, and the records that it lies in, whose only own row is their making. */
  readonly at: readonly string[];
  /** Rows whose path begins with this. It ends in the separator, so that `projects/a` never finds `projects/ab`. */
  readonly below: string;
}

/** A record's path has an even number of parts: `projects/<id>`, `projects/<id>/blocks/<id>`. */
export function historyScope(path: string): HistoryScope {
  const parts = path.split('/');
  const owners: string[] = [];
  for (let length = 2; length < parts.length; length += 2) owners.push(parts.slice(0, length).join('/'));
  return { at: [...owners, path], below: `${path}/` };
}

export function inScope(scope: HistoryScope, path: string): boolean {
  return path.startsWith(scope.below) || scope.at.includes(path);
}
