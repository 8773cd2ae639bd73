import { plain } from './grid.ts';

/** Names are compared without case, accents, quotes, signs and spaces; Ⅱ reads as II. */
export function nameKey(name: string, municipality: string | null): string {
  const letters = plain(name)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');
  return `${municipality ?? ''}|${letters}`;
}
