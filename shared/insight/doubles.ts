import { fold } from '../lib/letters.ts';
import type { Project } from '../model/project.ts';

type Subject = Pick<Project, 'id' | 'name' | 'place' | 'municipality' | 'externalId'>;

/**
 * Projects that may be one and the same: in one municipality, in no different place, with names that are alike. Per
 * project the ids of the others, in the order in which they were given. Alike is the same words in any order, capitals,
 * accents and signs aside, with at most one letter wrong in the long ones; numbers and short words (`fase 2`, `B`) must
 * be the same, because they are what tells the parts of a plan apart. Wherever they lie, projects under one external id
 * are one too: a file that comes in again could not tell which of them it means.
 */
export function doublesOf(projects: readonly Subject[]): ReadonlyMap<string, readonly string[]> {
  const near = new Map<string, Named[]>();
  const numbered = new Map<string, string[]>();
  const doubles = new Map<string, Set<string>>();
  for (const project of projects) {
    const number = project.externalId?.trim() ?? '';
    if (number !== '') {
      const others = numbered.get(number) ?? [];
      for (const other of others.slice(0, MOST_NAMED)) pair(doubles, project.id, other);
      numbered.set(number, [...others, project.id]);
    }
    const named = nameOf(project);
    if (named === null) continue;
    for (const place of neighbourhood(named)) {
      const others = near.get(place);
      if (others === undefined) {
        near.set(place, [named]);
        continue;
      }
      for (const other of others) if (isDouble(named, other)) pair(doubles, named.id, other.id);
      others.push(named);
    }
  }
  return new Map([...doubles].map(([id, others]) => [id, [...others]]));
}

/** Where hundreds have one number it is no number, and naming a few says so. */
const MOST_NAMED = 10;

interface Named {
  readonly id: string;
  readonly municipality: string;
  readonly place: string;
  /** What must be the same: numbers and short words. */
  readonly exact: string;
  /** What may have a letter wrong. */
  readonly long: string;
}

const SHORT = 3;

function nameOf({ id, name, place, municipality }: Subject): Named | null {
  const words = plainWords(name ?? '');
  if (words.length === 0 || municipality === null) return null;
  const isExact = (word: string): boolean => word.length <= SHORT || /\d/u.test(word);
  return {
    id,
    municipality,
    place: plainWords(place ?? '').join(' '),
    exact: words.filter(isExact).sort().join(' '),
    long: words
      .filter((word) => !isExact(word))
      .sort()
      .join(' '),
  };
}

function plainWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The name and all that is left of it without one letter: names that differ in one letter meet in one of these. */
function neighbourhood({ municipality, exact, long }: Named): Set<string> {
  const around = [long];
  for (let at = 0; at < long.length; at += 1) around.push(long.slice(0, at) + long.slice(at + 1));
  return new Set(around.map((name) => `${municipality}|${exact}|${name}`));
}

function isDouble(a: Named, b: Named): boolean {
  if (a.place !== '' && b.place !== '' && a.place !== b.place) return false;
  return a.id !== b.id && differInOne(a.long, b.long);
}

/** Whether one letter at most is other, missing or too much, or two neighbours stand the wrong way round. */
function differInOne(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

function pair(doubles: Map<string, Set<string>>, a: string, b: string): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const others = doubles.get(one);
    if (others === undefined) doubles.set(one, new Set([other]));
    else others.add(other);
  }
}
