import { plainText, type Named } from '@bouwberaad/shared/model/cell-text.ts';

/**
 * The options for what is typed: those that begin with it, then those with a word that does; nothing typed is the empty
 * one and all others.
 */
export function matching(options: readonly Named[], text: string): readonly Named[] {
  const typed = plainText(text);
  if (typed === '') return options;
  const named = options
    .filter(({ value }) => value !== '')
    .map((option) => ({ option, name: plainText(option.name) }));
  const first = named.filter(({ name }) => name.startsWith(typed));
  const later = named.filter(
    ({ name }) => !name.startsWith(typed) && name.split(/[\s-]/u).some((word) => word.startsWith(typed)),
  );
  return [...first, ...later].map(({ option }) => option);
}
