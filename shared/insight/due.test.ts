import { describe, expect, test } from 'vitest';
import type { Action } from '../model/action.ts';
import type { Meeting } from '../model/meeting.ts';
import {
  byDue,
  dueGroup,
  dueSuggestions,
  lastMeeting,
  loadPerOrganisation,
  nextMeeting,
  sinceMeeting,
} from './due.ts';

/** A Tuesday. */
const today = '2026-11-24';
const dates = { today, meeting: '2026-12-03' };

const action = (id: string, more: Partial<Action> = {}): Action => ({
  id,
  by: 'a',
  at: '2026-11-05T14:00:00.000Z',
  removed: false,
  text: id,
  assignee: null,
  due: null,
  state: 'open',
  reason: null,
  evidence: null,
  source: null,
  handover: null,
  files: [],
  progress: null,
  ...more,
});

const meeting = (id: string, date: string | null, state: Meeting['state']): Meeting => ({
  id,
  by: 'a',
  at: null,
  removed: false,
  date,
  start: null,
  place: null,
  link: null,
  state,
});

describe('when it is due', () => {
  test.each([
    ['2026-11-23', 'overdue'],
    ['2026-11-24', 'week'],
    ['2026-11-29', 'week'],
    ['2026-11-30', 'meeting'],
    ['2026-12-03', 'meeting'],
    ['2026-12-04', 'later'],
    [null, 'later'],
  ])('%s: %s', (due, group) => {
    expect(dueGroup({ due }, dates)).toBe(group);
  });

  test('on a Sunday the week ends today; without a meeting nothing is before it', () => {
    expect(dueGroup({ due: '2026-11-30' }, { today: '2026-11-29', meeting: null })).toBe('later');
    expect(dueGroup({ due: '2026-11-29' }, { today: '2026-11-29', meeting: null })).toBe('week');
  });

  test('what is due first comes first, what has no date last; of those alike what was made first', () => {
    const ordered = [
      action('undated'),
      action('far', { due: '2027-01-01' }),
      action('b', { due: '2026-11-20' }),
      action('a', { due: '2026-11-20' }),
      action('older', { due: '2026-11-20', at: '2026-11-04T14:00:00.000Z' }),
      action('late', { due: '2026-10-16', state: 'doing' }),
    ].sort(byDue);
    expect(ordered.map(({ id }) => id)).toEqual(['late', 'older', 'a', 'b', 'far', 'undated']);
  });
});

describe('meetings', () => {
  const meetings = [
    meeting('far', '2027-01-14', 'planned'),
    meeting('near', '2026-12-03', 'planned'),
    meeting('off', '2026-11-25', 'cancelled'),
    meeting('past', '2026-11-05', 'closed'),
    meeting('older', '2026-10-01', 'closed'),
    meeting('missed', '2026-11-01', 'planned'),
  ];

  test('the next is the first that is planned from today on, or the one that is open', () => {
    expect(nextMeeting(meetings, today)?.id).toBe('near');
    for (const day of ['2026-11-23', '2026-12-20'])
      expect(nextMeeting([...meetings, meeting('now', day, 'open')], today)?.id).toBe('now');
    expect(nextMeeting([...meetings, meeting('new', '2026-12-01', null)], today)?.id).toBe('new');
    expect(nextMeeting([], today)).toBeNull();
  });

  test('the last is the latest that is closed', () => {
    expect(lastMeeting(meetings, today)?.id).toBe('past');
    expect(lastMeeting([], today)).toBeNull();
  });
});

test('what is overdue by the next meeting comes back on its agenda, the latest first', () => {
  const actions = [
    action('by then', { due: '2026-12-01' }),
    action('late', { due: '2026-10-16' }),
    action('on the day', { due: '2026-12-03' }),
    action('done', { due: '2026-10-16', state: 'done' }),
    action('undated'),
  ];
  expect(
    dueSuggestions(actions, dates).map(({ action: { id }, why, daysLate }) => [id, why, daysLate]),
  ).toEqual([
    ['late', 'overdue', 48],
    ['by then', 'overdueByThen', 2],
  ]);
  expect(dueSuggestions(actions, { today, meeting: null }).map(({ action: { id } }) => id)).toEqual(['late']);
});

test('what became of a meeting: made on its day in the Netherlands or later; dropped is no debt', () => {
  const actions = [
    action('before', { at: '2026-11-04T22:59:00.000Z', state: 'done' }),
    action('at midnight', { at: '2026-11-04T23:01:00.000Z', state: 'done' }),
    action('open', { due: '2026-12-01' }),
    action('late', { due: '2026-11-20' }),
    action('dropped', { state: 'dropped' }),
    action('gone', { removed: true }),
  ];
  expect(sinceMeeting(actions, '2026-11-05', today)).toEqual({
    total: 3,
    done: 1,
    dropped: 1,
    open: 2,
    overdue: 1,
  });
});

test('per organisation, a person’s with theirs, most first', () => {
  const organisationOf = (id: string): string | null =>
    ({ sanne: 'zwolle', zwolle: 'zwolle', bas: 'bouw' })[id] ?? null;
  expect(
    loadPerOrganisation(
      [
        action('1', { assignee: 'bas', due: '2026-11-01' }),
        action('2', { assignee: 'sanne' }),
        action('3', { assignee: 'zwolle', due: '2026-11-01' }),
        action('4'),
        action('5', { assignee: 'bas', state: 'done' }),
      ],
      organisationOf,
      today,
    ),
  ).toEqual([
    { organisation: 'zwolle', open: 2, overdue: 1 },
    { organisation: 'bouw', open: 1, overdue: 1 },
    { organisation: null, open: 1, overdue: 0 },
  ]);
});
