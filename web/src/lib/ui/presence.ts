const COLOURS = 7;

/**
 * A person's colour, 0 to 6, from the id alone: everybody sees the same person in the same colour, on every screen
 * and after every reload. FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
 */
export function presenceIndex(personId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < personId.length; i += 1) {
    hash = Math.imul(hash ^ personId.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % COLOURS;
}

/** The colour as a CSS value; it follows the theme. Text on it: `var(--on-presence)`. */
export function presenceColor(personId: string): string {
  return `var(--presence-${String(presenceIndex(personId))})`;
}

/** Names that stand between the first and the last and do not count: Lotte van Essen is LE. */
const PARTICLES = new Set([
  'van',
  'von',
  'de',
  'den',
  'der',
  'het',
  "'t",
  'ter',
  'ten',
  'te',
  'op',
  'in',
  'aan',
  'bij',
  'la',
  'le',
  'du',
]);

/** One or two capitals: first name and last name. `Fatima el Amrani` is FA, `Tom Hagedoorn` TH, `Ilse` I. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [first] = words;
  if (first === undefined) return '?';
  const last = words
    .slice(1)
    .filter((word) => !PARTICLES.has(word.toLowerCase()))
    .at(-1);
  return `${firstLetter(first)}${last === undefined ? '' : firstLetter(last)}`;
}

function firstLetter(word: string): string {
  const [letter] = word;
  return (letter ?? '').toLocaleUpperCase('nl');
}
