import { ok, problem, type Problem, type Result } from '../lib/result.ts';
import { EMPTY_HEAD, hashBody, hashEvent, NO_HASH, type Head } from './chain.ts';
import type { RegisterEntry, RegisterEvent } from './event.ts';

/** What the chain tells of itself when it holds. */
export interface Verified extends Head {
  /** Events whose text has been erased; the chain holds without them. */
  readonly erased: number;
}

const TEXTS = ['table', 'prev', 'type', 'at', 'actor', 'bodyHash'] as const;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Verifies a register from its first event on, with nothing but the entries. `head` is a hash known from elsewhere (the
 * decision list): without one a cut tail or a changed last event can't be seen.
 *
 * Problems, `at` the sequence number where it breaks: `malformed` (not an entry), `foreign` (of another table), `gap`
 * (an event is missing), `order` (an event stands before an earlier one, or twice), `broken` (the event before it, or
 * the link to it, has been changed), `body` (what it says is not what was recorded), `head` (the last event is not the
 * one that was printed: the tail is cut, or its last event was changed).
 */
export function verifyChain(entries: readonly unknown[], head?: string): Result<Verified> {
  let at: Head = EMPTY_HEAD;
  let erased = 0;
  let table: string | null = null;
  for (const entry of entries) {
    if (!isEntry(entry)) return broken('malformed', at.seq + 1, 'This is not an event of a register.');
    const wrong = checkLink(entry.event, at, table ?? entry.event.table) ?? checkBody(entry);
    if (wrong !== null) return wrong;
    if (entry.salt === null) erased += 1;
    table = entry.event.table;
    at = { seq: entry.event.seq, hash: hashEvent(entry.event) };
  }
  if (head !== undefined && head !== at.hash) {
    return broken(
      'head',
      at.seq,
      `The register ends in ${at.hash}, not in ${head}: events after it are missing, or the last one was changed.`,
    );
  }
  return ok({ ...at, erased });
}

function checkLink(event: RegisterEvent, before: Head, table: string): Problem | null {
  if (event.table !== table)
    return broken('foreign', before.seq + 1, `This event is of the table ${event.table}.`);
  if (event.seq <= before.seq)
    return broken('order', before.seq + 1, `Event ${event.seq} stands where ${before.seq + 1} should.`);
  if (event.seq > before.seq + 1) return broken('gap', before.seq + 1, `Event ${before.seq + 1} is missing.`);
  if (event.prev === before.hash) return null;
  const reason =
    before.seq === 0
      ? 'The first event does not begin a chain.'
      : `Event ${before.seq} was changed, or the link to it.`;
  return broken('broken', event.seq, reason);
}

function checkBody({ event, salt, body }: RegisterEntry): Problem | null {
  if (salt === null && body === null) return null;
  if (salt !== null && sameBody(salt, body, event.bodyHash)) return null;
  return broken('body', event.seq, 'What this event says is not what was recorded.');
}

/** A body that JSON cannot say was never recorded. */
function sameBody(salt: string, body: unknown, hash: string): boolean {
  try {
    return hashBody(salt, body) === hash;
  } catch {
    return false;
  }
}

function isEntry(value: unknown): value is RegisterEntry {
  if (!isObject(value) || !('body' in value)) return false;
  const { event, salt } = value;
  if (salt !== null && typeof salt !== 'string') return false;
  if (!isObject(event) || Object.keys(event).length !== TEXTS.length + 1) return false;
  return (
    Number.isSafeInteger(event['seq']) &&
    TEXTS.every((key) => typeof event[key] === 'string' && event[key].isWellFormed()) &&
    (event['prev'] === NO_HASH || HASH.test(event['prev'] as string)) &&
    HASH.test(event['bodyHash'] as string)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function broken(code: string, seq: number, reason: string): Problem {
  return problem(code, reason, String(seq));
}
