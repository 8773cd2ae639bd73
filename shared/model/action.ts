import { isId } from '../lib/ids.ts';
import { choice, day, json, reference, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const ACTION_STATES = ['open', 'doing', 'done', 'dropped'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

/**
 * Somebody asks another to take an action over. Until the other accepts, who had it keeps it. `to` is a person's or an
 * organisation's id, `by` the person who asked. A refusal stays, with its reason, until it is asked anew.
 */
// A type and not an interface: only that is JSON to the compiler.
export type Handover = {
  readonly to: string;
  readonly by: string;
  readonly at: string;
  readonly refused?: { readonly by: string; readonly at: string; readonly reason: string };
};

/** A photo or document that shows what was done; the bytes are kept by the server, never in the workspace. */
export interface EvidenceFile {
  readonly id: string;
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

export const MAX_EVIDENCE_FILES = 10;

/** Who does what before when. */
export const actionType = recordType(
  'action',
  {
    text: text(500),
    /** A person's or an organisation's id. */
    assignee: reference(),
    due: day(),
    state: choice(ACTION_STATES),
    reason: text(2000),
    evidence: text(2000),
    /** Where it came from: a workspace path (`bottlenecks/<id>`, `annotations/<id>`, `projects/<id>`) or `decision:<id>`. */
    source: text(200),
    handover: json<Handover | null>(null, isHandover, 4000),
    files: json<readonly EvidenceFile[]>([], isFileList),
    /** How it stands, in a few words: `agendastuk staat klaar`. */
    progress: text(200),
  },
  ['text'],
);

export type Action = RecordOf<typeof actionType>;

export function isPending(action: Pick<Action, 'state' | 'removed'>): boolean {
  return !action.removed && action.state !== 'done' && action.state !== 'dropped';
}

/** The question to take it over that waits for an answer; null when none does. */
export function askedOf({ handover }: Pick<Action, 'handover'>): Handover | null {
  return handover === null || handover.refused !== undefined ? null : handover;
}

function isHandover(value: unknown): boolean {
  if (!isRecord(value) || !isId(value['to']) || !isId(value['by']) || !isText(value['at'], 32)) return false;
  const refused = value['refused'];
  if (refused === undefined) return true;
  return (
    isRecord(refused) && isId(refused['by']) && isText(refused['at'], 32) && isText(refused['reason'], 2000)
  );
}

function isFileList(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MAX_EVIDENCE_FILES && value.every(isFile);
}

function isFile(value: unknown): boolean {
  return (
    isRecord(value) &&
    isId(value['id']) &&
    isText(value['name'], 200) &&
    isText(value['type'], 100) &&
    Number.isSafeInteger(value['size'])
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, max: number): boolean {
  return typeof value === 'string' && value.length <= max;
}
