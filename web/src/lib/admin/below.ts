interface Node {
  readonly id: string;
  readonly parent: string | null;
}

/** A table and everything below it in the tree, by id. */
export function below(tables: readonly Node[], top: string): ReadonlySet<string> {
  const found = new Set([top]);
  // A set that grows while it is walked is walked to its new end.
  for (const id of found) for (const { id: child, parent } of tables) if (parent === id) found.add(child);
  return found;
}
