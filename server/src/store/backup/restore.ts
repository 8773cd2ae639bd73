import { createHash } from 'node:crypto';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';
import { done, ok, type Problem, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { fromRecordText, toText } from '../record-text.ts';
import type { Claim, Store } from '../store.ts';
import { fromBase64, type RecordLine, type WorkspaceLine } from './format.ts';
import { type BackupContents, readBackup } from './read.ts';

/** A workspace as it is put back: of a new generation, so that browsers with an older one don't fill it up. */
export interface PutBack {
  readonly state: Uint8Array;
  /** Who wrote the new generation's number. */
  readonly claim: Claim;
  /** False: something is missing that others rest on. */
  readonly complete: boolean;
}

export interface CheckOptions {
  readonly file: string;
  /** Joins a checkpoint and updates and begins a new generation. Problem: it can't be loaded. */
  readonly renew: (parts: readonly Uint8Array[]) => Result<PutBack>;
}

export interface RestoreOptions extends CheckOptions {
  readonly store: Store;
  /** A table's workspace, as the store names it. */
  readonly docOf: (table: string) => string;
  /** Also into a store that holds something: that goes. */
  readonly replace: boolean;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface CheckedBackup extends BackupContents {
  /** What was not right already when the backup was made, one sentence each. It is put back as it was. */
  readonly warnings: readonly string[];
}

/**
 * Reads a whole backup and tries everything that restoring it does, but for writing. Problems: those of `readBackup`,
 * `damaged`.
 */
export async function checkBackup({ file, renew }: CheckOptions): Promise<Result<CheckedBackup>> {
  const warnings: string[] = [];
  const registers = new Map<string, RegisterEntry[]>();
  const read = await readBackup(file, (line) => {
    if (line.kind === 'register')
      registers.set(line.table, [...(registers.get(line.table) ?? []), ...line.entries]);
    return line.kind === 'workspace' ? checkWorkspace(line, renew, warnings) : done;
  });
  if (!read.ok) return read;
  for (const [table, entries] of registers) {
    const verified = verifyChain(entries);
    if (!verified.ok)
      warnings.push(
        `The register of ${table} does not hold at event ${verified.at ?? '?'}: ${verified.message}`,
      );
  }
  return ok({ ...read.value, warnings });
}

function checkWorkspace(
  line: WorkspaceLine,
  renew: CheckOptions['renew'],
  warnings: string[],
): Result<undefined> {
  const renewed = renew(partsOf(line));
  if (!renewed.ok)
    return problem('damaged', `The plans of ${line.table} can't be loaded: ${renewed.message}`);
  if (line.damaged > 0)
    warnings.push(`${line.damaged} checkpoints of ${line.table} were damaged when the backup was made.`);
  if (!renewed.value.complete)
    warnings.push(`The plans of ${line.table} were not complete when the backup was made.`);
  return done;
}

/**
 * Puts a backup back. It is read twice: everything is checked before anything is touched. Whoever opens the store later
 * finds all of it or nothing of it (see `Whole.replace`). Problems: those of `checkBackup`, `notEmpty`, `changed` (the
 * file became another one in between).
 */
export async function restoreBackup(options: RestoreOptions): Promise<Result<CheckedBackup>> {
  const { store, file, replace } = options;
  const checked = await checkBackup(options);
  if (!checked.ok) return checked;
  if (!replace && !(await store.whole.isEmpty()))
    return problem(
      'notEmpty',
      'There is something in this store already. It is left as it is; --replace takes it all away and puts the backup in its place.',
    );
  try {
    await store.whole.replace(async () => {
      const filled = await readBackup(file, async (line) => fill(options, line));
      if (!filled.ok) throw new Changed(filled);
    });
  } catch (error) {
    if (error instanceof Changed) return problem('changed', `It was sound a moment ago: ${error.message}`);
    throw error;
  }
  return checked;
}

class Changed extends Error {
  constructor({ message }: Problem) {
    super(message);
  }
}

async function fill(options: RestoreOptions, line: RecordLine): Promise<Result<undefined>> {
  const { store, docOf } = options;
  switch (line.kind) {
    case 'directory': {
      const bytes = line.bytes === null ? null : fromBase64(line.bytes);
      await store.directory.put(line.of, fromRecordText(line.of, { text: toText(line.record), bytes }));
      return done;
    }
    case 'workspace':
      return fillWorkspace(options, line);
    case 'history':
      await store.updates.append({ doc: docOf(line.table), updates: [], history: line.rows, claims: [] });
      return done;
    case 'register':
      for (const entry of line.entries) await store.register.append(entry);
      return done;
    case 'referenceDate':
      await store.referenceDates.put({ ...line.date, bytes: fromBase64(line.bytes) });
      return done;
    case 'outgoing':
      await store.outgoing.queue(line.message);
      return done;
  }
}

async function fillWorkspace(
  { store, docOf, renew, at }: RestoreOptions,
  line: WorkspaceLine,
): Promise<Result<undefined>> {
  const doc = docOf(line.table);
  const renewed = renew(partsOf(line));
  if (!renewed.ok) return renewed;
  const { state, claim } = renewed.value;
  const claims = [...line.claims.map(([client, person]): Claim => ({ client, person })), claim];
  await store.updates.append({ doc, updates: [], history: [], claims });
  const sha256 = createHash('sha256').update(state).digest('hex');
  await store.checkpoints.put({ doc, state, sha256, at });
  return done;
}

function partsOf({ state, updates }: WorkspaceLine): Uint8Array[] {
  return [...(state === null ? [] : [state]), ...updates].map(fromBase64);
}
