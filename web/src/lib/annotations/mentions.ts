import type { Party } from '#lib/actions/parties.ts';

/** A piece of an annotation: plain words, or a name that somebody is called by. */
export interface Piece {
  readonly text: string;
  /** The id of the person or organisation. */
  readonly mention: string | null;
}

/** What is being typed after an `@`, up to the caret; null when no name is being typed. */
export function mentionQuery(
  text: string,
  caret: number,
): { readonly query: string; readonly start: number } | null {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf('@');
  // An @ inside a word is an address, not a name.
  if (start === -1 || (start > 0 && !/[\s(]/u.test(before[start - 1] ?? ''))) return null;
  const query = before.slice(start + 1);
  return query.length <= 40 && !/[\n@]/u.test(query) && !/\s{2}|^\s/u.test(query) ? { query, start } : null;
}

/** The text with the name in place of what was typed, and where the caret goes. */
export function insertMention(
  text: string,
  caret: number,
  start: number,
  name: string,
): { readonly text: string; readonly caret: number } {
  const inserted = `${text.slice(0, start)}@${name} `;
  return { text: inserted + text.slice(caret).replace(/^ /u, ''), caret: inserted.length };
}

/** Ids of those whose name stands in the text after an `@`; of two names that begin alike the longer one counts. */
export function mentionedIds(text: string, parties: readonly Party[]): string[] {
  const ids = new Set<string>();
  for (const { mention } of split(text, parties)) if (mention !== null) ids.add(mention);
  return [...ids];
}

/** The text in pieces, the names of those who are mentioned apart. Joined they are the text. */
export function pieces(text: string, mentions: readonly string[], nameOf: (id: string) => string): Piece[] {
  return split(
    text,
    mentions.map((id) => ({ id, name: nameOf(id) })),
  );
}

function split(text: string, parties: readonly Pick<Party, 'id' | 'name'>[]): Piece[] {
  const longestFirst = parties
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length);
  const found: Piece[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const party =
      text[at] === '@' ? longestFirst.find(({ name }) => isNameAt(text, at + 1, name)) : undefined;
    if (party === undefined) {
      plain += text[at] ?? '';
      at += 1;
      continue;
    }
    if (plain !== '') found.push({ text: plain, mention: null });
    plain = '';
    const end = at + 1 + party.name.length;
    found.push({ text: text.slice(at, end), mention: party.id });
    at = end;
  }
  return plain === '' ? found : [...found, { text: plain, mention: null }];
}

/** The whole name, not the beginning of a longer word. */
function isNameAt(text: string, at: number, name: string): boolean {
  if (text.slice(at, at + name.length).toLowerCase() !== name.toLowerCase()) return false;
  return !/^[\p{L}\p{N}]/u.test(text.slice(at + name.length));
}
