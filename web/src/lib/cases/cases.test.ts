import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Case } from '@bouwberaad/shared/model/case.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { bringIn, bundle, changeCase, removeCase } from './case-edits.ts';
import { caseGroups } from './case-groups.ts';

function one(id: string, fields: Partial<Case> = {}): Case {
  return {
    id,
    by: 'sanne',
    at: `2026-11-0${String(id.length)}T09:00:00.000Z`,
    removed: false,
    title: id,
    text: null,
    projects: [],
    pattern: null,
    instrument: null,
    ...fields,
  };
}

describe('caseGroups', () => {
  const cases = [
    one('a', { pattern: 'Netaansluiting', projects: ['p', 'q'] }),
    one('bb', { pattern: ' netaansluiting ', instrument: 'expertteam', projects: ['q', 'r'] }),
    one('ccc', { pattern: 'Parkeernorm', instrument: 'een praatje' }),
    one('dddd'),
  ];

  it('puts what is loose first and then the patterns with most cases, newest case first', () => {
    expect(caseGroups(cases).map(({ pattern, cases: own }) => [pattern, own.map(({ id }) => id)])).toEqual([
      [null, ['dddd']],
      ['Netaansluiting', ['bb', 'a']],
      ['Parkeernorm', ['ccc']],
    ]);
  });

  it('has the instrument that one of them names, if it is one, and every project once', () => {
    const [, grid, parking] = caseGroups(cases);
    expect(grid).toMatchObject({ instrument: 'expertteam', projects: ['p', 'q', 'r'] });
    expect(parking?.instrument).toBeNull();
  });

  it('does not depend on the order', () => {
    expect(caseGroups([...cases].reverse())).toEqual(caseGroups(cases));
    expect(caseGroups([])).toEqual([]);
  });
});

describe('a case', () => {
  const stamp = { by: 'sanne', at: '2026-11-24T13:00:00.000Z' };

  it('is brought in, bundled with others, taken out and taken away, as the model wants it', () => {
    const doc = new Y.Doc();
    const words = { title: ' Trafo Noord ', text: '', projects: ['p'] };
    expect(applyEdit(doc, bringIn(words, stamp)).ok).toBe(true);
    expect(applyEdit(doc, bringIn({ ...words, title: 'Trafo Zuid' }, stamp)).ok).toBe(true);
    const cases = (): Case[] => readAll(doc, 'cases');
    expect(
      cases()
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['Trafo Noord', 'Trafo Zuid']);

    const together = bundle(cases(), 'Netaansluiting', 'expertteam');
    expect(together !== null && applyEdit(doc, together).ok).toBe(true);
    expect(caseGroups(cases())).toMatchObject([{ pattern: 'Netaansluiting', instrument: 'expertteam' }]);
    expect(bundle(cases(), 'Netaansluiting', 'expertteam')).toBeNull();

    const [first] = cases();
    if (first === undefined) throw new Error('none');
    const out = bundle([first], null, null);
    expect(out !== null && applyEdit(doc, out).ok).toBe(true);
    expect(caseGroups(cases()).length).toBe(2);

    const changed = changeCase(first, { title: first.title ?? '', text: 'Al een jaar.', projects: ['p'] });
    expect(changed?.edits.length).toBe(1);
    expect(applyEdit(doc, removeCase(first)).ok).toBe(true);
    expect(cases().length).toBe(1);
  });
});
