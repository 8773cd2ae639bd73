import { STATUS_CODES } from 'node:http';
import type { Request, Response } from 'express';
import type { Problem } from '@bouwberaad/shared/lib/result.ts';
import type { Actor, Permission } from '@bouwberaad/shared/policy/policy.ts';

export interface ExchangeDeps {
  /** Who asks, as a participant of the table; null when there is no such person or table. */
  readonly actorOf: (request: Request, table: string) => Promise<Actor | null>;
  readonly mayImport: (actor: Actor) => Permission;
}

const STATUS: Readonly<Record<string, number>> = {
  malformed: 400,
  noFile: 400,
  notAllowed: 403,
  unknownTable: 404,
  unknownImport: 404,
  unknownFile: 404,
  unknownKey: 404,
  unknownRun: 404,
  alreadyApplied: 409,
  busy: 409,
  cancelled: 409,
  notApplied: 409,
  reverted: 409,
  tooLarge: 413,
  wrongKind: 415,
  empty: 422,
  encrypted: 422,
  endlessField: 422,
  fileGone: 422,
  macros: 422,
  noColumns: 422,
  noHeadings: 422,
  noSuchSheet: 422,
  notAWorkbook: 422,
  notDiwi: 422,
  notGeoJson: 422,
  notText: 422,
  otherGrid: 422,
  tooSlow: 422,
};

/** The actor, when this person may import here; else it has been answered. */
export async function admit(
  request: Request,
  response: Response,
  { actorOf, mayImport }: ExchangeDeps,
): Promise<Actor | null> {
  const actor = await actorOf(request, tableOf(request));
  if (!isParticipant(actor)) {
    refuse(response, NOT_A_PARTICIPANT);
    return null;
  }
  const permission = mayImport(actor);
  if (permission.ok) return actor;
  refuse(response, {
    ok: false,
    code: 'notAllowed',
    message: 'Alleen de voorzitter of de secretaris van deze tafel voert plannen in.',
  });
  return null;
}

export function isParticipant(actor: Actor | null): actor is Actor {
  return actor !== null && actor.role !== null;
}

export const NOT_A_PARTICIPANT: Problem = {
  ok: false,
  code: 'notAllowed',
  message: 'Je bent geen deelnemer van deze tafel.',
};

export function tableOf(request: Request): string {
  return String(request.params['table']);
}

export function malformed(at: string): Problem {
  return { ok: false, code: 'malformed', message: 'Deze vraag is niet goed gevormd.', at };
}

export function refuse(response: Response, { code, message }: Problem): void {
  const status = STATUS[code] ?? 500;
  // An upload that is refused before it was read would be read to its end on a connection that is kept.
  if (!response.req.complete) response.set('connection', 'close');
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ title: STATUS_CODES[status], status, code, detail: message }));
}
