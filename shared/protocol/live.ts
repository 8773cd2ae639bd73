import * as z from 'zod/mini';
import { isId } from '../lib/ids.ts';
import { isSafeText } from '../lib/json.ts';
import { isDay } from '../model/field.ts';
import type { RegisterEntry } from '../register/event.ts';
import { FORMS, MAJORITIES, POSITIONS, type Outcome } from '../round/round.ts';

/**
 * The live wire: socket.io on the path /live. A client sends `command` and `join`, the server sends `register`. A change
 * here is a change of the contract (docs/contract.md) and breaks a test on purpose.
 */
export const LIVE_PATH = '/live';

const id = z.string().check(z.refine(isId));
const text = (max: number) => z.string().check(z.maxLength(max), z.refine(isSafeText));
const day = z.string().check(z.refine(isDay));

/** Of every command: its own id (a repeated id gets its first answer) and the table that it is for. */
const common = { id, table: id };

export const commands = {
  openMeeting: z.object({ ...common, type: z.literal('openMeeting') }),
  closeMeeting: z.object({ ...common, type: z.literal('closeMeeting') }),
  openRound: z.object({
    ...common,
    type: z.literal('openRound'),
    proposal: id,
    form: z.enum(FORMS),
    majority: z.optional(z.enum(MAJORITIES)),
    hidden: z.optional(z.boolean()),
  }),
  takePosition: z.object({
    ...common,
    type: z.literal('takePosition'),
    round: id,
    position: z.enum(POSITIONS),
    reason: z.optional(text(4000)),
    until: z.optional(day),
  }),
  closeRound: z.object({ ...common, type: z.literal('closeRound'), round: id }),
  withdrawRound: z.object({ ...common, type: z.literal('withdrawRound'), round: id, reason: text(4000) }),
} as const;

export const commandSchema = z.discriminatedUnion('type', [
  commands.openMeeting,
  commands.closeMeeting,
  commands.openRound,
  commands.takePosition,
  commands.closeRound,
  commands.withdrawRound,
]);

export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** Events after `after` are answered, and from then on `register` tells what is added. */
export const joinSchema = z.object({ table: id, after: z.optional(z.int().check(z.nonnegative())) });

/** What a connection says of itself: without `tables` it counts at every table where the person has a seat. */
export const handshakeSchema = z.object({
  token: z.optional(z.string()),
  tables: z.optional(z.array(id).check(z.maxLength(100))),
});

export interface Accepted {
  readonly ok: true;
  /** Of the event that the command led to. */
  readonly seq: number;
  readonly round?: string;
  readonly outcome?: Outcome;
}

export interface Refusal {
  readonly ok: false;
  readonly code: string;
  /** One sentence in Dutch. */
  readonly message: string;
}

export type Answer = Accepted | Refusal;

export type JoinAnswer =
  { readonly ok: true; readonly events: readonly RegisterEntry[]; readonly head: string } | Refusal;

/** The server's event `register`: what was added, in order. An event known already comes again when its text may be told. */
export interface RegisterMessage {
  readonly table: string;
  readonly events: readonly RegisterEntry[];
}

/** The server's event `notice`: something that is neither plan nor register changed; `table`: its settings or its people. */
export interface NoticeMessage {
  readonly table: string;
  readonly about: 'table';
}

export interface ClientToServer {
  command: (command: unknown, ack?: (answer: Answer) => void) => void;
  join: (join: unknown, ack?: (answer: JoinAnswer) => void) => void;
}

export interface ServerToClient {
  register: (message: RegisterMessage) => void;
  notice: (message: NoticeMessage) => void;
}
