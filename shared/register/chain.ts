import { canonicalJson, sha256Hex } from './canonical.ts';
import type { RegisterEntry, RegisterEvent } from './event.ts';

/** `prev` of the first event, and the head of a register without events. */
export const NO_HASH = '0'.repeat(64);

/** The last event of a register: its number, and its hash as it is printed on the decision list. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export const EMPTY_HEAD: Head = { seq: 0, hash: NO_HASH };

/** sha256 (hex) of the event's RFC 8785 JSON. */
export function hashEvent(event: RegisterEvent): string {
  return sha256Hex(canonicalJson(event));
}

/** sha256 (hex) of utf8(salt + RFC 8785 JSON of body). The salt keeps a short erased body from being guessed. */
export function hashBody(salt: string, body: unknown): string {
  return sha256Hex(salt + canonicalJson(body));
}

export interface NewEntry {
  readonly table: string;
  readonly head: Head;
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly actor: string;
  readonly body: unknown;
  /** Random, at least 128 bits. */
  readonly salt: string;
}

/** The entry that follows `head`. */
export function makeEntry({ table, head, type, at, actor, body, salt }: NewEntry): RegisterEntry {
  const event = {
    table,
    seq: head.seq + 1,
    prev: head.hash,
    type,
    at,
    actor,
    bodyHash: hashBody(salt, body),
  };
  return { event, salt, body };
}

export function headAfter(entry: RegisterEntry): Head {
  return { seq: entry.event.seq, hash: hashEvent(entry.event) };
}
