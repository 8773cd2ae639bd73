import type { Role } from '../model/organisation.ts';
import type { Actor, Denial, Permission } from './policy.ts';

/**
 * Who may give which command to a table: data, as the matrix of edits. What the moment asks (an open meeting, a round
 * that runs, an organisation that is present) is answered by the meeting and by the round, not by a role.
 */
export const decisionMatrix = {
  openMeeting: { chair: 'yes', secretary: 'yes', member: 'no', observer: 'no' },
  closeMeeting: { chair: 'yes', secretary: 'yes', member: 'no', observer: 'no' },
  openRound: { chair: 'yes', secretary: 'yes', member: 'no', observer: 'no' },
  closeRound: { chair: 'yes', secretary: 'yes', member: 'no', observer: 'no' },
  withdrawRound: { chair: 'yes', secretary: 'yes', member: 'no', observer: 'no' },
  /** For the own organisation. */
  takePosition: { chair: 'yes', secretary: 'yes', member: 'yes', observer: 'no' },
  importPlans: { chair: 'yes', secretary: 'yes', member: 'no', observer: 'no' },
  makeReferenceDate: { chair: 'yes', secretary: 'yes', member: 'no', observer: 'no' },
} as const satisfies Record<string, Record<Role, 'yes' | 'no'>>;

export type Decision = keyof typeof decisionMatrix;

/** May this person give this command? The same function decides at the server and disables the button on the screen. */
export function mayDecide(command: Decision, actor: Pick<Actor, 'role'>): Permission {
  const { role } = actor;
  if (role === null) return deny('noParticipant', ['chair', 'secretary']);
  const row: Record<Role, 'yes' | 'no'> = decisionMatrix[command];
  if (row[role] === 'yes') return { ok: true };
  return deny(
    role === 'observer' ? 'observer' : 'notOfficer',
    (['chair', 'secretary', 'member'] as const).filter((one) => row[one] === 'yes'),
  );
}

function deny(code: Denial['code'], who: Denial['who']): Denial {
  return { ok: false, code, who };
}
