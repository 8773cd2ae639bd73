import { describe, expect, it } from 'vitest';
import { groupChanges } from './group.ts';
import type { HistoryEntry } from './history.ts';

let made = 0;
function row(at: string, by: string, path: string, more: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: String(++made),
    path,
    from: null,
    to: 1,
    by,
    at: `2026-11-${at}:00.000Z`,
    cause: null,
    ...more,
  };
}

describe('changes as a person reads them', () => {
  it('stand by day, and in it by who and which plan, the latest first', () => {
    const days = groupChanges([
      row('24T14:30', 'ilse', 'projects/a/likelihood'),
      row('24T14:20', 'ruben', 'projects/a/name'),
      row('24T14:10', 'ilse', 'projects/a/blocks/b/homes'),
      row('24T09:00', 'ilse', 'projects/c/name'),
      row('23T12:00', 'ilse', 'projects/a/name'),
    ]);
    expect(
      days.map(({ day, groups }) => [day, groups.map(({ by, subject, rows }) => [by, subject, rows.length])]),
    ).toEqual([
      [
        '2026-11-24',
        [
          ['ilse', 'projects/a', 2],
          ['ruben', 'projects/a', 1],
          ['ilse', 'projects/c', 1],
        ],
      ],
      ['2026-11-23', [['ilse', 'projects/a', 1]]],
    ]);
  });

  it('belong to the day in the Netherlands: late in the evening in UTC is tomorrow there', () => {
    expect(groupChanges([row('23T23:30', 'ilse', 'projects/a/name')])[0]?.day).toBe('2026-11-24');
  });

  it('of an import or a decision are one, whatever plans they went over', () => {
    const cause = { cause: 'import:i1' };
    const [day] = groupChanges([
      row('24T14:30', 'ilse', 'projects/a/name', cause),
      row('24T14:30', 'ilse', 'projects/b/name', cause),
      row('24T14:30', 'ilse', 'projects/b/place'),
    ]);
    expect(day?.groups.map(({ cause: of, subject, rows }) => [of, subject, rows.length])).toEqual([
      ['import:i1', null, 2],
      [null, 'projects/b', 1],
    ]);
  });

  it('of rich text are one line, however often somebody typed on', () => {
    const notes = 'projects/a/notes';
    const [day] = groupChanges([
      row('24T14:30', 'ilse', notes),
      row('24T14:20', 'ilse', notes),
      row('24T14:10', 'ilse', 'projects/a/name'),
      row('24T14:00', 'ilse', notes),
      row('24T13:00', 'ruben', notes),
    ]);
    expect(day?.groups.map(({ by, rows }) => [by, rows.map(({ path }) => path)])).toEqual([
      ['ilse', [notes, 'projects/a/name']],
      ['ruben', [notes]],
    ]);
  });
});
