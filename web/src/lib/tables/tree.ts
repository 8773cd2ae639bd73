interface Node {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
}

/** A table with its depth: 0 for a root. */
export interface Branch<T extends Node> {
  readonly table: T;
  readonly depth: number;
}

/**
 * The tables as a tree, laid out in reading order: each one's children below it, by name. A table whose parent is not
 * in the list (no seat there) stands as a root; a circle, which should not exist, hides nothing.
 */
export function asTree<T extends Node>(tables: readonly T[]): readonly Branch<T>[] {
  const known = new Set(tables.map((table) => table.id));
  const children = Map.groupBy(tables, (table) =>
    table.parent !== null && known.has(table.parent) ? table.parent : null,
  );
  const laid: Branch<T>[] = [];
  const seen = new Set<string>();

  function lay(siblings: readonly T[], depth: number): void {
    for (const table of [...siblings].sort(byName)) {
      if (seen.has(table.id)) continue;
      seen.add(table.id);
      laid.push({ table, depth });
      lay(children.get(table.id) ?? [], depth + 1);
    }
  }

  lay(children.get(null) ?? [], 0);
  lay(tables, 0);
  return laid;
}

function byName(a: Node, b: Node): number {
  return a.name.localeCompare(b.name, 'nl');
}
