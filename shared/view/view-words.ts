import type { FieldValues } from '../edit/edit.ts';
import type { View } from '../model/view.ts';
import { FILTER_PARAMS } from './filter.ts';

/** All that a view says, by the names that it also has in an address. */
export const VIEW_PARAMS = [...FILTER_PARAMS, 'sort', 'group', 'columns'] as const;
export type ViewParam = (typeof VIEW_PARAMS)[number];

/** A way of looking as words, one a part; what is not there is as usual, and so is ''. */
export type ViewWords = Readonly<Partial<Record<ViewParam, string>>>;

export const USUAL_WORDS: ViewWords = {};

/** Whether a word is said that means the usual; '' then, so that two ways of saying it are one. */
function plain(param: ViewParam, word: string): string {
  return param === 'group' && word === 'municipality' ? '' : word;
}

/** What a kept view says; what an older or a newer program wrote and this one does not know is left out. */
export function wordsOfView(view: Pick<View, 'columns' | 'filters' | 'sort' | 'group'>): ViewWords {
  const words: Partial<Record<ViewParam, string>> = {};
  if (isObject(view.filters)) {
    for (const param of FILTER_PARAMS) {
      const word = view.filters[param];
      if (typeof word === 'string' && word !== '') words[param] = word;
    }
  }
  const sort = listed(view.sort);
  if (sort !== '') words.sort = sort;
  const columns = listed(view.columns);
  if (columns !== '') words.columns = columns;
  const group = plain('group', view.group ?? '');
  if (group !== '') words.group = group;
  return words;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listed(value: unknown): string {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(',') : '';
}

/** The fields in which a view keeps its words. */
export function fieldsOfWords(words: ViewWords): FieldValues {
  const filters = Object.fromEntries(
    FILTER_PARAMS.flatMap((param) => {
      const word = words[param] ?? '';
      return word === '' ? [] : [[param, word]];
    }),
  );
  return {
    columns: parts(words.columns),
    filters,
    sort: parts(words.sort),
    group: plain('group', words.group ?? '') || 'municipality',
  };
}

function parts(word: string | undefined): string[] {
  return word === undefined || word === '' ? [] : word.split(',');
}

/** What an address says over a view: its own word where it has one, be it '', else the view's. */
export function wordsAt(params: Pick<URLSearchParams, 'get'>, base: ViewWords): ViewWords {
  const words: Partial<Record<ViewParam, string>> = {};
  for (const param of VIEW_PARAMS) {
    const word = plain(param, params.get(param) ?? base[param] ?? '');
    if (word !== '') words[param] = word;
  }
  return words;
}

/** Writes into an address what differs from a view, and nothing else. */
export function writeWords(words: ViewWords, base: ViewWords, params: URLSearchParams): void {
  for (const param of VIEW_PARAMS) {
    const word = plain(param, words[param] ?? '');
    if (word === plain(param, base[param] ?? '')) params.delete(param);
    else params.set(param, word);
  }
}

export function sameWords(a: ViewWords, b: ViewWords): boolean {
  return VIEW_PARAMS.every((param) => plain(param, a[param] ?? '') === plain(param, b[param] ?? ''));
}
