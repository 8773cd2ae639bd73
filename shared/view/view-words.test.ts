import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { viewType } from '../model/view.ts';
import {
  fieldsOfWords,
  sameWords,
  USUAL_WORDS,
  VIEW_PARAMS,
  wordsAt,
  wordsOfView,
  writeWords,
  type ViewWords,
} from './view-words.ts';

const anyWords: fc.Arbitrary<ViewWords> = fc
  .dictionary(fc.constantFrom(...VIEW_PARAMS), fc.constantFrom('a', 'b,c', '2026,2027', 'municipality', ''), {
    noNullPrototype: true,
  })
  .map((words) => words as ViewWords);

const stored = (words: ViewWords): Parameters<typeof wordsOfView>[0] => {
  const fields = fieldsOfWords(words);
  const read = Object.fromEntries(
    (['columns', 'filters', 'sort', 'group'] as const).map((key) => {
      expect(viewType.fields[key].accepts(fields[key])).toBe(true);
      return [key, viewType.fields[key].read(fields[key])];
    }),
  );
  return read as unknown as Parameters<typeof wordsOfView>[0];
};

describe('the words of a view', () => {
  test('survive being kept in its record', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(sameWords(wordsOfView(stored(words)), words)).toBe(true);
      }),
    );
  });

  test('an address over a view says what it was told to, and only what differs', () => {
    fc.assert(
      fc.property(anyWords, anyWords, (words, base) => {
        const params = new URLSearchParams('view=v&project=p');
        writeWords(words, base, params);
        const read = wordsAt(new URLSearchParams(params.toString()), base);
        expect(sameWords(read, words)).toBe(true);
        expect(params.get('project')).toBe('p');
        if (sameWords(words, base)) expect(params.toString()).toBe('view=v&project=p');
      }),
    );
  });

  test('a filter of the view can be taken away in the address', () => {
    const base: ViewWords = { phase: 'ontwerp' };
    const params = new URLSearchParams('view=v');
    writeWords({}, base, params);
    expect(params.get('phase')).toBe('');
    expect(wordsAt(params, base)).toEqual({});
  });

  test('what somebody else wrote there and is no view reads as the usual', () => {
    const odd = { columns: [], filters: [1, 2], sort: { a: 1 }, group: null };
    expect(wordsOfView(odd)).toEqual(USUAL_WORDS);
    expect(wordsOfView({ columns: [], filters: { phase: 7, gossip: 'x' }, sort: [4], group: '' })).toEqual(
      USUAL_WORDS,
    );
  });
});
