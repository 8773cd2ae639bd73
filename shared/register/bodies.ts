import * as z from 'zod/mini';
import { isId } from '../lib/ids.ts';
import { ROLES } from '../model/organisation.ts';
import { PROPOSAL_KINDS } from '../model/proposal.ts';
import { FORMS, MAJORITIES, OUTCOMES, POSITIONS } from '../round/round.ts';
import type { RegisterEntry, RegisterEvent } from './event.ts';

/**
 * What each type of event says. The list only grows, and so does each body: what was written once must be readable for
 * ever. Bodies hold person ids, never names; free text stands in them and can be erased.
 */
const id = z.string().check(z.refine(isId));
const text = z.string();
const day = z.string();
/** The id of the command that led to it: a repeated command finds its first answer here, also after a crash. */
const command = z.optional(z.string());
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const referenceDate = z.object({ id: text, sha256: hash });
const change = z.object({ path: text, from: z.json(), to: z.json() });
const rule = z.object({
  form: z.enum(FORMS),
  majority: z.enum(MAJORITIES),
  hidden: z.boolean(),
  quorum: z.number(),
  weights: z.record(z.string(), z.number()),
});
const tally = z.object({
  counts: z.record(z.enum(POSITIONS), z.number()),
  silent: z.number(),
  weighed: z.object({ for: z.number(), against: z.number() }),
  quorumMet: z.nullable(z.boolean()),
  majorityMet: z.nullable(z.boolean()),
});

export const bodies = {
  /** `planned`: the record in the workspace that it was announced as. */
  meetingOpened: z.object({ command, meeting: id, planned: z.nullable(id) }),
  meetingClosed: z.object({ command, meeting: id, referenceDate: z.nullable(referenceDate) }),
  /** The actor came in for this organisation, the first of it at this meeting. */
  attended: z.object({ meeting: id, organisation: id, role: z.enum(ROLES) }),
  /**
   * The proposal as it was put to the table. `from` is the value at that moment; `moved` are the paths where the
   * proposal still named another one. `sha256` is of the RFC 8785 JSON of `{ proposal, before, after }`.
   */
  roundOpened: z.object({
    command,
    round: id,
    meeting: id,
    rule,
    organisations: z.array(id),
    proposal: z.object({
      id,
      kind: z.nullable(z.enum(PROPOSAL_KINDS)),
      title: text,
      reason: z.nullable(text),
      by: z.nullable(id),
      changes: z.array(change),
    }),
    moved: z.array(text),
    before: z.json(),
    after: z.json(),
    sha256: hash,
  }),
  positionTaken: z.object({
    command,
    round: id,
    organisation: id,
    position: z.enum(POSITIONS),
    reason: z.nullable(text),
    until: z.nullable(day),
  }),
  roundWithdrawn: z.object({ command, round: id, reason: text }),
  /** `decision` is the id that its marker in the workspace bears; `number` counts per calendar year, `2026-57`. */
  decided: z.object({
    command,
    decision: id,
    number: text,
    round: id,
    outcome: z.enum(OUTCOMES),
    tally,
    conditions: z.array(z.object({ organisation: id, body: text, until: day })),
  }),
  /** Places whose value was neither the old nor the new one when the decision was applied: left as they were. */
  applyConflict: z.object({ decision: id, conflicts: z.array(z.object({ path: text, found: z.json() })) }),
  applied: z.object({ decision: id }),
  referenceDateMade: z.object({ referenceDate }),
} as const;

export type EventType = keyof typeof bodies;
export type BodyOf<T extends EventType> = z.infer<(typeof bodies)[T]>;

/** An event whose type and body are known. */
export type KnownEntry = {
  [T in EventType]: { readonly type: T; readonly event: RegisterEvent; readonly body: BodyOf<T> };
}[EventType];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(bodies, type);
}

/** Null for a type that this version does not know, and for a body that has been erased. */
export function readEntry({ event, body }: RegisterEntry): KnownEntry | null {
  if (!isEventType(event.type)) return null;
  const read = bodies[event.type].safeParse(body);
  return read.success ? ({ type: event.type, event, body: read.data } as KnownEntry) : null;
}

/** The id of the command that led to an event. */
export function commandOf({ body }: RegisterEntry): string | null {
  const named =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['command'] : undefined;
  return typeof named === 'string' ? named : null;
}
