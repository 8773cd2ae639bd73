import { describe, expect, it } from 'vitest';
import { bottleneck } from '@bouwberaad/shared/insight/test/plans.ts';
import type { AgendaItem } from '@bouwberaad/shared/model/agenda.ts';
import { itemCalled, putOnAgenda } from './agenda-edits.ts';
import { act, addBottleneck, changeBottleneck, type BottleneckWords } from './bottleneck-edits.ts';

const STAMP = { by: 'sanne', at: '2026-11-24T13:00:00.000Z' };
const said: BottleneckWords = {
  projects: ['a', 'b'],
  category: 'netcongestie',
  certainty: 'bevestigd',
  severity: 'hoog',
  homes: 120,
  years: [2028, 2029],
  amount: 1_000_000,
  owner: 'sanne',
  level: 'provincie',
};

describe('a bottleneck from its form', () => {
  it('is one record, also with many projects', () => {
    expect(addBottleneck(said, STAMP, 'k')).toEqual({
      type: 'createRecord',
      root: 'bottlenecks',
      id: 'k',
      fields: { ...said, state: 'open', ...STAMP },
    });
  });

  it('is an answer without figures where nothing holds the plan up, or nobody knows', () => {
    for (const [category, certainty] of [
      ['geen', 'bevestigd'],
      ['onbekend', 'onbekend'],
    ] as const) {
      expect(addBottleneck({ ...said, category }, STAMP, 'k')).toMatchObject({
        fields: { category, certainty, homes: null, years: [], amount: null, level: null, owner: 'sanne' },
      });
    }
  });

  it('changes only what differs', () => {
    const now = bottleneck({ ...said, id: 'k' });
    expect(changeBottleneck(now, said)).toBeNull();
    expect(changeBottleneck(now, { ...said, homes: 80, years: [2028] })).toMatchObject({
      type: 'batch',
      edits: [
        { path: 'bottlenecks/k/homes', from: 120, to: 80 },
        { path: 'bottlenecks/k/years', from: [2028, 2029], to: [2028] },
      ],
    });
  });

  it('goes on by what the table does, and by nothing that leads nowhere', () => {
    const now = bottleneck({ ...said, id: 'k', state: 'escalated' });
    expect(act(now, 'resolve')).toMatchObject({ from: 'escalated', to: 'resolved' });
    expect(act(now, 'putOnAgenda')).toBeNull();
  });
});

describe('the agenda', () => {
  it('gets the item after the last one, and knows it again by its title', () => {
    const agenda = [
      { id: 'x', meeting: 'm', order: 'a1', title: 'Opening' },
      { id: 'y', meeting: 'm', order: 'a0', title: 'Rondje' },
      { id: 'z', meeting: 'other', order: 'a9', title: 'Anders' },
    ] as AgendaItem[];
    const made = putOnAgenda(agenda, { meeting: 'm', title: 'Netcongestie', projects: ['a'] }, STAMP);
    expect(made.fields).toMatchObject({ order: 'a2', kind: 'bespreking', projects: ['a'] });
    expect(itemCalled(agenda, 'm', 'Anders')).toBeNull();
    expect(itemCalled(agenda, 'm', 'Opening')?.id).toBe('x');
  });
});
