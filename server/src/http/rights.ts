import type { Request } from 'express';
import { ok, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Role, Table } from '@bouwberaad/shared/model/organisation.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import type { Access } from '../store/access.ts';
import { askerOf } from './asker.ts';
import type { SignedIn } from './auth/sessions.ts';
import { refuse, type HttpProblem, type ProblemCode } from './problem.ts';

type Rights = Pick<Access, 'table' | 'seat'>;

export const SEAT_REFUSES = ['unknownTable', 'notAllowed'] as const satisfies readonly ProblemCode[];

export interface Seated {
  readonly table: Table;
  readonly role: Role;
}

/** What somebody without a seat is told; also an administrator sees no plans of a table where they have none. */
export function seated(access: Rights, who: SignedIn, table: string): Result<Seated, HttpProblem> {
  const known = access.table(table);
  if (known === null) return refuse('unknownTable');
  const seat = access.seat(table, who.person.id);
  return seat === null
    ? refuse(
        'notAllowed',
        'Je bent geen deelnemer van deze tafel. De voorzitter of de secretaris kan je toevoegen.',
      )
    : ok({ table: known, role: seat.role });
}

/** The two who run a table. */
export function officer(access: Rights, who: SignedIn, table: string): Result<Seated, HttpProblem> {
  const at = seated(access, who, table);
  if (!at.ok || at.value.role === 'chair' || at.value.role === 'secretary') return at;
  return refuse('notAllowed', 'Dat kunnen alleen de voorzitter en de secretaris van deze tafel.');
}

export function administrator(who: SignedIn): Result<undefined, HttpProblem> {
  return who.person.admin ? ok(undefined) : refuse('notAllowed', 'Dat kan alleen een beheerder.');
}

/** For routes of other parts: what the asker is at a table. Null: not signed in, or no such table. */
export function actorOf(
  access: Pick<Access, 'actor' | 'table'>,
  request: Request,
  table: string,
): Actor | null {
  const who = askerOf(request);
  return who === null || access.table(table) === null ? null : access.actor(who.person.id, table);
}
