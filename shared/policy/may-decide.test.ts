import { describe, expect, test } from 'vitest';
import { ROLES } from '../model/organisation.ts';
import { decisionMatrix, mayDecide, type Decision } from './may-decide.ts';

/** The matrix as a lawyer reads it, walked in full; who is no participant may nothing. */
const expected: Record<Decision, string> = {
  openMeeting: 'chair secretary',
  closeMeeting: 'chair secretary',
  openRound: 'chair secretary',
  closeRound: 'chair secretary',
  withdrawRound: 'chair secretary',
  takePosition: 'chair secretary member',
  makeReferenceDate: 'chair secretary',
  importPlans: 'chair secretary',
};

describe.each(Object.keys(decisionMatrix) as Decision[])('%s', (command) => {
  test('may be given by', () => {
    expect(ROLES.filter((role) => mayDecide(command, { role }).ok).join(' ')).toBe(expected[command]);
  });

  test('is refused with who can do it', () => {
    const who = expected[command].split(' ');
    expect(mayDecide(command, { role: 'observer' })).toEqual({ ok: false, code: 'observer', who });
    expect(mayDecide(command, { role: null })).toEqual({
      ok: false,
      code: 'noParticipant',
      who: ['chair', 'secretary'],
    });
    if (!who.includes('member'))
      expect(mayDecide(command, { role: 'member' })).toEqual({ ok: false, code: 'notOfficer', who });
  });
});
