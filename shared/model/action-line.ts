import { fold } from '../lib/letters.ts';
import { findDutchDay } from './dutch-day.ts';

/** Somebody who can be asked: a person or an organisation. */
export interface Nameable {
  readonly id: string;
  readonly name: string;
}

/** What one line says: "@Sanne netcapaciteit opvragen bij netbeheerder vóór vr 12 dec". */
export interface ActionLine {
  /** What has to be done: the line without who and when. */
  readonly text: string;
  /** The one that is meant; null when nobody is named, or when it is not clear who. */
  readonly assignee: string | null;
  /** A name behind @ that several may have, or nobody has. */
  readonly unclear: { readonly typed: string; readonly among: readonly string[] } | null;
  /** `YYYY-MM-DD`. */
  readonly due: string | null;
}

/** Reads who, what and when from one line of Dutch. `today` is a stored day. */
export function readActionLine(line: string, parties: readonly Nameable[], today: string): ActionLine {
  const who = findMention(line, parties);
  const withoutWho = who === null ? line : cut(line, who.from, who.to);
  const when = findDutchDay(withoutWho, today);
  const text = tidy(when === null ? withoutWho : cut(withoutWho, when.from, when.to));
  return {
    text,
    assignee: who?.ids.length === 1 ? (who.ids[0] ?? null) : null,
    unclear: who !== null && who.ids.length !== 1 ? { typed: who.typed, among: who.ids } : null,
    due: when?.day ?? null,
  };
}

interface Mention {
  readonly ids: readonly string[];
  readonly typed: string;
  readonly from: number;
  readonly to: number;
}

/** An @ where a word begins: in an address it is none. */
const MENTION = /(?<![\p{L}\p{N}._-])@(?=[\p{L}\p{N}])/gu;
const WORD = /^[\p{L}\p{N}][\p{L}\p{N}'’.-]*/u;
/** Never the end of a name: "@Jan de tekening sturen" is Jan, not Jan de Vries. */
const PARTICLES = new Set([
  'de',
  'den',
  'der',
  'het',
  'van',
  'ter',
  'ten',
  'te',
  'el',
  'in',
  'aan',
  'op',
  'bij',
]);
const MOST_WORDS = 6;

/** The first @ that names one; else the first @ that may name several, or nobody. */
function findMention(line: string, parties: readonly Nameable[]): Mention | null {
  let unclear: Mention | null = null;
  for (const { index } of line.matchAll(MENTION)) {
    const mention = readMention(line, index, parties);
    if (mention.ids.length === 1) return mention;
    if (unclear === null || (unclear.ids.length === 0 && mention.ids.length > 0)) unclear = mention;
  }
  return unclear;
}

/** As many words as together name somebody. */
function readMention(line: string, at: number, parties: readonly Nameable[]): Mention {
  const words = wordsFrom(line, at + 1);
  const ends = words.map(({ to }) => to);
  for (let count = words.length; count > 0; count -= 1) {
    const typed = words.slice(0, count).map(({ word }) => word);
    const ids = named(parties, typed);
    const to = ends[count - 1] ?? at;
    if (ids.length > 0) return { ids, typed: line.slice(at + 1, to), from: at, to };
  }
  const to = ends[0] ?? at + 1;
  return { ids: [], typed: line.slice(at + 1, to), from: at, to };
}

interface Word {
  readonly word: string;
  readonly to: number;
}

function wordsFrom(line: string, start: number): Word[] {
  const words: Word[] = [];
  for (let at = start; words.length < MOST_WORDS;) {
    const match = WORD.exec(line.slice(at));
    if (match === null) break;
    // A dot or comma behind it ends the sentence, not the name.
    const word = match[0].replace(/[.'’-]+$/u, '');
    words.push({ word: fold(word), to: at + word.length });
    if (word.length < match[0].length || line[at + match[0].length] !== ' ') break;
    at += match[0].length + 1;
  }
  return words;
}

/**
 * Who can be meant: those whose name has these words in this order. A word alone may be the beginning of one in the
 * name; of several only the last may, from three letters on. An exact name goes before one that only begins like it.
 */
function named(parties: readonly Nameable[], typed: readonly string[]): string[] {
  const exact: string[] = [];
  const begun: string[] = [];
  for (const { id, name } of parties) {
    const words = fold(name).split(/\s+/u);
    const match = matchWords(words, typed);
    if (match === 'whole') exact.push(id);
    else if (match === 'part') begun.push(id);
  }
  return exact.length > 0 ? exact : begun;
}

function matchWords(words: readonly string[], typed: readonly string[]): 'whole' | 'part' | null {
  let best: 'part' | null = null;
  for (let at = 0; at + typed.length <= words.length; at += 1) {
    const slice = words.slice(at, at + typed.length);
    const last = typed.length - 1;
    const equal = typed.every((word, index) => index === last || slice[index] === word);
    const lastTyped = typed[last] ?? '';
    const lastWord = slice[last] ?? '';
    if (!equal || !lastWord.startsWith(lastTyped)) continue;
    const reachesEnd = at + typed.length === words.length;
    if (lastTyped === lastWord) {
      if (last > 0 && !reachesEnd && PARTICLES.has(lastTyped)) continue;
      if (last === 0 && PARTICLES.has(lastTyped)) continue;
      if ((at === 0 && reachesEnd) || last === 0) return 'whole';
      best = 'part';
    } else if (last === 0 || lastTyped.length >= 3) best = 'part';
  }
  return best;
}

function cut(line: string, from: number, to: number): string {
  return `${line.slice(0, from)} ${line.slice(to)}`;
}

/** One space between words, nothing dangling where who or when was. */
function tidy(text: string): string {
  const plain = text
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,.;:!?)])/gu, '$1')
    .replace(/^[\s,;:.)-]+|[\s,;:(-]+$/gu, '')
    .replace(/\(\s*\)/gu, '')
    .trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
