import type { Project } from '@bouwberaad/shared/model/project.ts';

type Named = Pick<Project, 'name' | 'municipality' | 'place'>;

/** How much two plans look like one: 0 to 2, by the words of their names and where they lie. For an order, not a verdict. */
export function closeness(a: Named, b: Named): number {
  const [mine, theirs] = [wordsOf(a.name), wordsOf(b.name)];
  const shared = [...mine].filter((word) => theirs.has(word)).length;
  const names = shared === 0 ? 0 : (2 * shared) / (mine.size + theirs.size);
  const placed = a.municipality !== null && a.municipality === b.municipality ? 0.5 : 0;
  return names + placed + (a.place !== null && a.place === b.place ? 0.5 : 0);
}

function wordsOf(name: string | null): ReadonlySet<string> {
  return new Set((name ?? '').toLocaleLowerCase('nl').match(/[\p{L}\p{N}]+/gu) ?? []);
}
