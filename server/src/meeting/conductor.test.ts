import { describe, expect, test, vi } from 'vitest';
import { valueAt } from '@bouwberaad/shared/edit/apply.ts';
import type { Answer } from '@bouwberaad/shared/protocol/live.ts';
import { canonicalJson, sha256Hex } from '@bouwberaad/shared/register/canonical.ts';
import { readEntry } from '@bouwberaad/shared/register/bodies.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';
import { setPlans, startMeeting, TABLE, type Meeting } from './meeting-fixture.ts';

const HOMES = 'projects/p1/blocks/b1/homes';
const NEW_BLOCK = 'projects/p2/blocks/nieuw';

/** The chair has opened, chair and two organisations are there. */
async function open(meeting: Meeting = startMeeting()): Promise<Meeting> {
  await setPlans(meeting);
  for (const person of ['chair', 'gemeente', 'corporatie', 'toehoorder'])
    meeting.conductor.connected(TABLE, person);
  expect(await meeting.give('chair', 'openMeeting')).toMatchObject({ ok: true });
  return meeting;
}

async function openRound(meeting: Meeting, form = 'consent', more = {}): Promise<string> {
  const answer = await meeting.give('chair', 'openRound', { proposal: 'v1', form, ...more });
  if (!answer.ok || answer.round === undefined) throw new Error(JSON.stringify(answer));
  return answer.round;
}

async function consentOf(
  meeting: Meeting,
  round: string,
  people = ['chair', 'gemeente', 'corporatie'],
): Promise<void> {
  for (const person of people)
    expect(await meeting.give(person, 'takePosition', { round, position: 'noObjection' })).toMatchObject({
      ok: true,
    });
}

const code = (answer: Answer): string => (answer.ok ? 'ok' : answer.code);
const types = (meeting: Meeting): string[] => meeting.disk.entries.map(({ event }) => event.type);

describe('a meeting', () => {
  test('opens once, and closes with a reference date', async () => {
    const meeting = await open();
    expect(code(await meeting.give('secretary', 'openMeeting'))).toBe('meetingOpen');
    expect(await meeting.give('chair', 'closeMeeting')).toMatchObject({ ok: true });
    expect(code(await meeting.give('chair', 'closeMeeting'))).toBe('noMeeting');
    const state = await meeting.conductor.state(TABLE);
    expect(state.meeting).toBeNull();
    expect(state.referenceDates).toMatchObject([{ sha256: 'a'.repeat(64) }]);
    expect(verifyChain(meeting.disk.entries)).toMatchObject({ ok: true });
  });

  test('R2 an organisation is present from its first live connection, those before the opening included; observers have no voice', async () => {
    const meeting = await open();
    meeting.conductor.connected(TABLE, 'collega');
    meeting.conductor.connected(TABLE, 'secretary');
    const state = await meeting.conductor.state(TABLE);
    expect(
      [...(state.meeting?.present.values() ?? [])].map(
        ({ organisation, person }) => `${organisation}/${person}`,
      ),
    ).toEqual(['zwolle/chair', 'deventer/gemeente', 'hanzewaard/corporatie', 'regio/secretary']);
  });

  test('R2 stays while people come and go', async () => {
    const meeting = await open();
    meeting.conductor.connected(TABLE, 'secretary')();
    const state = await meeting.conductor.state(TABLE);
    expect(state.meeting?.present.has('regio')).toBe(true);
  });

  test('G23 a planned meeting of today follows the register', async () => {
    const meeting = startMeeting();
    await meeting.workspace.edit(
      TABLE,
      {
        type: 'createRecord',
        root: 'meetings',
        id: 'm1',
        fields: {
          date: '2026-11-24',
          start: '14:00',
          state: 'planned',
          by: 'chair',
          at: '2026-11-01T10:00:00.000Z',
        },
      },
      'chair',
    );
    await open(meeting);
    expect(valueAt(meeting.doc, 'meetings/m1/state')).toBe('open');
    await meeting.give('chair', 'closeMeeting');
    expect(valueAt(meeting.doc, 'meetings/m1/state')).toBe('closed');
  });
});

describe('who may', () => {
  test.each([
    ['gemeente', 'openMeeting', 'notOfficer'],
    ['toehoorder', 'openMeeting', 'observer'],
    ['stranger', 'openMeeting', 'noParticipant'],
    ['nobody', 'openMeeting', 'noParticipant'],
  ])('%s %s: %s', async (person, type, refusal) => {
    expect(code(await startMeeting().give(person, type))).toBe(refusal);
  });

  test('what cannot be read is malformed, an unknown table is said to be so', async () => {
    const { conductor, disk } = startMeeting();
    for (const message of [
      null,
      7,
      [],
      { type: 'openMeeting' },
      { id: 'x', table: TABLE, type: 'gossip' },
      { id: 'a/b', table: TABLE, type: 'openMeeting' },
    ]) {
      expect(code(await conductor.command('chair', message))).toBe('malformed');
    }
    expect(code(await conductor.command('chair', { id: 'x', table: 'elsewhere', type: 'openMeeting' }))).toBe(
      'unknownTable',
    );
    expect(disk.entries).toEqual([]);
  });

  test('R2 R4 a position needs a live connection and an organisation that is present', async () => {
    const meeting = await open();
    const round = await openRound(meeting);
    expect(code(await meeting.give('secretary', 'takePosition', { round, position: 'noObjection' }))).toBe(
      'notConnected',
    );
    expect(code(await meeting.give('collega', 'takePosition', { round, position: 'noObjection' }))).toBe(
      'notConnected',
    );
    meeting.conductor.connected(TABLE, 'collega');
    expect(code(await meeting.give('collega', 'takePosition', { round, position: 'noObjection' }))).toBe(
      'ok',
    );
  });
});

describe('a round', () => {
  test('R41 copies the proposal with the values of now, its figures and their hash', async () => {
    const meeting = await open();
    await meeting.workspace.edit(TABLE, { type: 'setField', path: HOMES, from: 80, to: 90 }, 'gemeente');
    await openRound(meeting);
    const entry = meeting.disk.entries.map(readEntry).find((known) => known?.type === 'roundOpened');
    if (entry?.type !== 'roundOpened') throw new Error('not recorded');
    const { proposal, before, after, moved, sha256 } = entry.body;
    expect(proposal.changes[0]).toEqual({ path: HOMES, from: 90, to: 0 });
    expect(moved).toEqual([HOMES]);
    expect({ before, after }).toEqual({ before: { projects: 2 }, after: { changes: 2 } });
    expect(sha256).toBe(sha256Hex(canonicalJson({ proposal, before, after })));
  });

  test.each([
    ['an unknown place', { path: 'projects/p9/name', from: null, to: 'x' }, 'unfit'],
    ["somebody's words", { path: 'annotations/a1/text', from: null, to: 'x' }, 'unfit'],
    ["an author's name", { path: 'projects/p1/by', from: 'gemeente', to: 'chair' }, 'unfit'],
    ['a value that does not fit', { path: HOMES, from: 80, to: 'many' }, 'unfit'],
    ['a whole project', { path: 'projects/p3', from: null, to: { name: 'x' } }, 'unfit'],
    [
      'a plan stricter than the table',
      { path: 'projects/p1/confidentiality', from: null, to: 'intern raad' },
      'tooStrict',
    ],
  ])('R42 is not opened on a proposal that changes %s', async (_what, change, refusal) => {
    const meeting = await open();
    await meeting.workspace.edit(
      TABLE,
      {
        type: 'createRecord',
        root: 'proposals',
        id: 'v2',
        fields: { title: 'x', changes: [change], by: 'gemeente', at: '2026-11-01T10:00:00.000Z' },
      },
      'gemeente',
    );
    expect(code(await meeting.give('chair', 'openRound', { proposal: 'v2', form: 'hamerstuk' }))).toBe(
      refusal,
    );
  });

  test('R20 R40 R46 is refused without a meeting, without a proposal, twice on one proposal, and hidden unless it is a ballot', async () => {
    const early = startMeeting();
    await setPlans(early);
    expect(code(await early.give('chair', 'openRound', { proposal: 'v1', form: 'consent' }))).toBe(
      'noMeeting',
    );
    const meeting = await open();
    expect(code(await meeting.give('chair', 'openRound', { proposal: 'v9', form: 'consent' }))).toBe(
      'noProposal',
    );
    expect(
      code(await meeting.give('chair', 'openRound', { proposal: 'v1', form: 'consent', hidden: true })),
    ).toBe('noQuiet');
    await openRound(meeting);
    expect(code(await meeting.give('chair', 'openRound', { proposal: 'v1', form: 'consent' }))).toBe(
      'roundRunning',
    );
    expect(code(await meeting.give('chair', 'closeMeeting'))).toBe('roundRunning');
  });

  test('R3 R11 consent: silence is not consent, also of who came in late', async () => {
    const meeting = await open();
    const round = await openRound(meeting);
    await consentOf(meeting, round);
    meeting.conductor.connected(TABLE, 'secretary');
    expect(code(await meeting.give('chair', 'closeRound', { round }))).toBe('incomplete');
    await consentOf(meeting, round, ['secretary']);
    expect(await meeting.give('chair', 'closeRound', { round })).toMatchObject({
      ok: true,
      outcome: 'agreed',
    });
  });

  test('R44 agreed: the changes, the marker and the proposal in one transaction, and then applied', async () => {
    const meeting = await open();
    const round = await openRound(meeting);
    await consentOf(meeting, round);
    expect(await meeting.give('chair', 'closeRound', { round })).toMatchObject({
      ok: true,
      outcome: 'agreed',
    });
    expect(types(meeting).slice(-2)).toEqual(['decided', 'applied']);
    expect(valueAt(meeting.doc, HOMES)).toBe(0);
    expect(valueAt(meeting.doc, NEW_BLOCK)).toMatchObject({
      id: 'nieuw',
      year: 2030,
      homes: 80,
      by: 'chair',
    });
    expect(valueAt(meeting.doc, 'proposals/v1/state')).toBe('decided');
    const state = await meeting.conductor.state(TABLE);
    expect([...state.decisions.values()]).toMatchObject([
      { number: '2026-1', outcome: 'agreed', appliedAt: '2026-11-24T13:00:00.000Z', conflicts: null },
    ]);
    expect(code(await meeting.give('chair', 'openRound', { proposal: 'v1', form: 'consent' }))).toBe(
      'proposalDone',
    );
  });

  test('R40 R44 rejected, taken back and withdrawn: the plans stay, and the proposal can come again', async () => {
    const meeting = await open();
    let round = await openRound(meeting);
    await consentOf(meeting, round, ['chair', 'gemeente']);
    await meeting.give('corporatie', 'takePosition', { round, position: 'objection', reason: 'te duur' });
    expect(await meeting.give('chair', 'closeRound', { round })).toMatchObject({ outcome: 'rejected' });
    round = await openRound(meeting);
    await consentOf(meeting, round, ['chair', 'gemeente']);
    await meeting.give('corporatie', 'takePosition', { round, position: 'consult' });
    expect(await meeting.give('chair', 'closeRound', { round })).toMatchObject({ outcome: 'taken back' });
    round = await openRound(meeting);
    expect(await meeting.give('chair', 'withdrawRound', { round, reason: 'eerst het plan' })).toMatchObject({
      ok: true,
    });
    expect(valueAt(meeting.doc, HOMES)).toBe(80);
    expect(types(meeting)).not.toContain('applied');
    await openRound(meeting, 'hamerstuk');
  });

  test('R43 closing on plans that moved is stale; reopened, the table agrees on the values of now', async () => {
    const meeting = await open();
    const first = await openRound(meeting, 'hamerstuk');
    await meeting.workspace.edit(TABLE, { type: 'setField', path: HOMES, from: 80, to: 90 }, 'gemeente');
    expect(code(await meeting.give('chair', 'closeRound', { round: first }))).toBe('stale');
    await meeting.give('chair', 'withdrawRound', { round: first, reason: 'de plannen zijn gewijzigd' });
    const second = await openRound(meeting, 'hamerstuk');
    expect(await meeting.give('chair', 'closeRound', { round: second })).toMatchObject({ outcome: 'agreed' });
    expect(valueAt(meeting.doc, HOMES)).toBe(0);
  });

  test('R43 a plan that was removed meanwhile is stale too', async () => {
    const meeting = await open();
    const round = await openRound(meeting, 'hamerstuk');
    await meeting.workspace.edit(
      TABLE,
      { type: 'removeRecord', path: 'projects/p1', removed: true },
      'gemeente',
    );
    expect(code(await meeting.give('chair', 'closeRound', { round }))).toBe('stale');
  });

  test('numbers count per year', async () => {
    const meeting = await open(startMeeting({ at: '2026-12-31T22:30:00.000Z' }));
    const closeNext = async (): Promise<void> => {
      const round = await openRound(meeting, 'ter kennisname');
      await meeting.give('chair', 'closeRound', { round });
    };
    await closeNext();
    await closeNext();
    // New year in the Netherlands, not yet in UTC.
    meeting.clock.set('2026-12-31T23:30:00.000Z');
    await closeNext();
    const state = await meeting.conductor.state(TABLE);
    expect([...state.decisions.values()].map(({ number }) => number)).toEqual(['2026-1', '2026-2', '2027-1']);
  });

  test('R20 a hidden ballot tells nobody a position before it closes, and everybody then', async () => {
    const meeting = await open();
    const round = await openRound(meeting, 'stemming', { hidden: true });
    await meeting.give('gemeente', 'takePosition', { round, position: 'for', reason: 'goed' });
    await meeting.give('corporatie', 'takePosition', { round, position: 'against' });
    const positions = () => meeting.told.filter(({ event }) => event.type === 'positionTaken');
    await vi.waitFor(() => expect(positions()).toHaveLength(2));
    expect(positions().every(({ body, salt }) => body === null && salt === null)).toBe(true);
    const { events, head } = await meeting.conductor.read(TABLE, 0);
    expect(JSON.stringify(events)).not.toContain('goed');
    expect(verifyChain(events, head)).toMatchObject({ ok: true });
    await meeting.give('chair', 'takePosition', { round, position: 'for' });
    expect(await meeting.give('chair', 'closeRound', { round })).toMatchObject({ outcome: 'agreed' });
    await vi.waitFor(() => expect(positions().filter(({ body }) => body !== null)).toHaveLength(3));
  });
});

describe('one command at a time', () => {
  test('G12 a repeated id gets its first answer, also a refusal, and also in a new process', async () => {
    const meeting = await open();
    const round = await openRound(meeting, 'hamerstuk');
    const close = { id: 'the-close', table: TABLE, type: 'closeRound', round };
    const first = await meeting.conductor.command('chair', close);
    const refused = { id: 'the-other', table: TABLE, type: 'closeRound', round };
    expect(code(await meeting.conductor.command('chair', refused))).toBe('roundClosed');
    const count = meeting.disk.entries.length;
    const again = startMeeting({ disk: meeting.disk });
    for (const { conductor } of [meeting, again])
      expect(await conductor.command('chair', close)).toEqual(first);
    expect(code(await meeting.conductor.command('chair', refused))).toBe('roundClosed');
    expect(meeting.disk.entries).toHaveLength(count);
  });

  test("somebody else's id gives no answer of theirs", async () => {
    const meeting = await open();
    const command = { id: 'same', table: TABLE, type: 'closeMeeting' };
    expect(await meeting.conductor.command('chair', command)).toMatchObject({ ok: true });
    expect(code(await meeting.conductor.command('gemeente', command))).toBe('notOfficer');
  });

  test('G10 of many who ask at once, one opens', async () => {
    const meeting = startMeeting();
    const answers = await Promise.all(Array.from({ length: 20 }, () => meeting.give('chair', 'openMeeting')));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.slice(1).map(code)).toEqual(Array.from({ length: 19 }, () => 'meetingOpen'));
  });

  test('G11 a lost race reads, folds and decides again: two processes never both open, and the chain holds', async () => {
    const one = startMeeting();
    const two = startMeeting({ disk: one.disk });
    const answers = await Promise.all([one, two, one, two].map(({ give }) => give('chair', 'openMeeting')));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(verifyChain(one.disk.entries)).toMatchObject({ ok: true, value: { seq: 1 } });
  });

  test('G10 the answer comes first, then everybody hears of it', async () => {
    const meeting = startMeeting();
    await meeting.give('chair', 'openMeeting');
    expect(meeting.told).toEqual([]);
    await vi.waitFor(() => expect(meeting.told.map(({ event }) => event.type)).toEqual(['meetingOpened']));
  });

  test('G12 a store that is down is said, nothing is remembered, and the same id works later', async () => {
    const meeting = startMeeting();
    const { register } = meeting;
    let down = true;
    const other = startMeeting({
      ports: {
        register: {
          read: (table, after) => register.read(table, after),
          append: (entry) => (down ? Promise.reject(new Error('disk full')) : register.append(entry)),
        },
      },
    });
    const command = { id: 'c1', table: TABLE, type: 'openMeeting' };
    expect(code(await other.conductor.command('chair', command))).toBe('storeDown');
    down = false;
    expect(await other.conductor.command('chair', command)).toEqual({ ok: true, seq: 1 });
  });
});
