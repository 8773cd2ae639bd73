import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Annotation } from '@bouwberaad/shared/model/annotation.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { findParties, partiesOf } from '#lib/actions/parties.ts';
import { editAsRead } from '#lib/projects/edit-as-read.ts';
import { annotate, rephrase, reply, resolve, withdraw } from './annotation-edits.ts';
import { insertMention, mentionedIds, mentionQuery, pieces } from './mentions.ts';
import { threadsOf } from './threads.ts';

const organisation = (id: string, name: string) => ({
  id,
  name,
  kind: 'corporation' as const,
  municipality: null,
});
const person = (id: string, name: string, at: string) => ({
  id,
  name,
  organisation: at,
  role: 'member' as const,
});
const parties = partiesOf(
  [
    person('markt', 'Bas Roelofs', 'nk'),
    person('c', 'Lotte van Essen', 'hw'),
    person('b2', 'Bas Roelofsen', 'nk'),
  ],
  [organisation('hw', 'Hanzewaard'), organisation('nk', 'Noorderkade')],
);

describe('who can be mentioned', () => {
  test('by any word of a name, people before organisations, then by organisation', () => {
    expect(findParties(parties, 'ess').map(({ id }) => id)).toEqual(['c']);
    expect(findParties(parties, 'bas').map(({ id }) => id)).toEqual(['markt', 'b2']);
    expect(findParties(parties, 'Hanze').map(({ id }) => id)).toEqual(['hw', 'c']);
    expect(findParties(parties, 'zzz')).toEqual([]);
    expect(findParties(parties, '', 2)).toHaveLength(2);
  });
});

describe('typing a mention', () => {
  test.each<[string, number, string | null]>([
    ['Kun jij @Ba', 11, 'Ba'],
    ['@', 1, ''],
    ['@Bas Roe', 8, 'Bas Roe'],
    ['mail@x', 6, null],
    ['@Bas  x', 7, null],
    ['geen', 4, null],
    ['@Bas\nx', 6, null],
  ])('"%s" at %i asks for %s', (text, caret, query) => {
    expect(mentionQuery(text, caret)?.query ?? null).toBe(query);
  });

  test('puts the name in, with the caret after it', () => {
    expect(insertMention('Kun jij @Ba rekenen?', 11, 8, 'Bas Roelofs')).toEqual({
      text: 'Kun jij @Bas Roelofs rekenen?',
      caret: 21,
    });
  });

  test('finds whose names stand in a text, the longer of two that begin alike', () => {
    expect(mentionedIds('@Bas Roelofs, @bas roelofsen en @Hanzewaard; @Niemand', parties)).toEqual([
      'markt',
      'b2',
      'hw',
    ]);
    expect(mentionedIds('Bas Roelofs zonder apenstaart, a@Hanzewaarden.nl', parties)).toEqual([]);
  });

  test('pieces joined are the text, whatever it is', () => {
    const word = fc.constantFrom('@', '@Bas Roelofs', 'Bas', ' ', '@@', 'é', '\n');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        expect(
          pieces(text, ['markt'], () => 'Bas Roelofs')
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('threads', () => {
  const stamp = (at: string) => ({ by: 'a', at });
  function doc(): { doc: Y.Doc; all: () => Annotation[] } {
    const made = new Y.Doc();
    return { doc: made, all: () => readAll(made, 'annotations') };
  }

  test('a reply hangs under its first, open before resolved, the last moved first', () => {
    const { doc: made, all } = doc();
    const begin = (at: string): Annotation => {
      applyEdit(made, annotate('projects/p', at, [], stamp(at)));
      return (
        all().find(({ text }) => text === at) ??
        (() => {
          throw new Error('none');
        })()
      );
    };
    const [one, two, three] = [
      begin('2026-01-01T00:00:00.000Z'),
      begin('2026-02-01T00:00:00.000Z'),
      begin('2026-03-01T00:00:00.000Z'),
    ];
    applyEdit(made, reply(one, 'antwoord', ['markt'], stamp('2026-04-01T00:00:00.000Z')));
    expect(editAsRead({ edit: (edit) => applyEdit(made, edit) }, resolve(three, true)).ok).toBe(true);
    expect(threadsOf(all()).map(({ root }) => root.id)).toEqual([one.id, two.id, three.id]);
    expect(threadsOf(all())[0]?.replies).toMatchObject([
      { text: 'antwoord', anchor: 'projects/p', mentions: ['markt'] },
    ]);
    applyEdit(made, withdraw(one));
    // The reply is not lost with what it answered.
    expect(threadsOf(all())[0]?.root.text).toBe('antwoord');
  });

  test('other words bring the mentions along, the same words are no edit', () => {
    const { doc: made, all } = doc();
    applyEdit(made, annotate('projects/p', 'eerst', [], stamp('2026-01-01T00:00:00.000Z')));
    const [first] = all();
    if (first === undefined) throw new Error('none');
    expect(rephrase(first, 'eerst', [])).toBeNull();
    const edit = rephrase(first, '@Bas Roelofs', ['markt']);
    expect(edit !== null && applyEdit(made, edit).ok).toBe(true);
    expect(all()[0]).toMatchObject({ text: '@Bas Roelofs', mentions: ['markt'] });
  });
});
