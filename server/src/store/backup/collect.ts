import { createHash } from 'node:crypto';
import type { EventType } from '@bouwberaad/shared/register/bodies.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { withoutBytes } from '../record-text.ts';
import type { Checkpoint, DirectoryKind, HistoryRow, OutgoingMessage, Snapshot, Store } from '../store.ts';
import { type RecordLine, toBase64, type WorkspaceLine } from './format.ts';

export interface CollectOptions {
  readonly store: Store;
  /** A table's workspace, as the store names it. */
  readonly docOf: (table: string) => string;
}

/**
 * What may be read before the workspaces and what has to be read after them, so that nothing refers to what is not
 * there. An import that is `applied` in the directory has all its plans in a workspace that is read later; who wrote in
 * a workspace is known to a directory that is read later. Within each part what refers comes before what it refers to.
 */
const WHEN: Readonly<Record<DirectoryKind, 'before' | 'after'>> = {
  table: 'before',
  import: 'before',
  visit: 'before',
  importPart: 'after',
  file: 'after',
  session: 'before',
  signInLink: 'before',
  calendarKey: 'before',
  setting: 'before',
  seat: 'after',
  person: 'after',
  organisation: 'after',
};

/** Rows or events on one line. */
const AT_ONCE = 500;

/**
 * Everything that is kept, while it goes on being changed. A table's plans and their history are of one moment, and
 * its register knows every decision that is in them. One that it knows and that is not in them yet is carried out at the
 * next start, as after a crash.
 */
export async function* collect({ store, docOf }: CollectOptions): AsyncGenerator<RecordLine> {
  const tables = (await store.directory.list('table')).map(({ id }) => id);
  const known = new Set(tables);
  yield* directoryLines(store, 'before', known);
  for (const table of tables) yield* tableLines(store, table, docOf(table));
  yield* directoryLines(store, 'after', known);
  for (const state of ['waiting', 'sent', 'held'] as const satisfies readonly OutgoingMessage['state'][])
    for (const message of await store.outgoing.list(state)) yield { kind: 'outgoing', message };
}

async function* directoryLines(
  { directory }: Store,
  when: 'before' | 'after',
  tables: ReadonlySet<string>,
): AsyncGenerator<RecordLine> {
  const kinds = (Object.keys(WHEN) as DirectoryKind[]).filter((kind) => WHEN[kind] === when);
  for (const of of kinds) {
    for (const whole of await directory.list(of)) {
      // What belongs to a table that was made meanwhile waits for the next backup, together with it.
      if ('table' in whole && !tables.has(whole.table)) continue;
      if (of === 'table' && !tables.has(whole.id)) continue;
      const { record, bytes } = withoutBytes(whole);
      yield { kind: 'directory', of, record, bytes: bytes === null ? null : toBase64(bytes) };
    }
  }
}

async function* tableLines(store: Store, table: string, doc: string): AsyncGenerator<RecordLine> {
  const { entries, snapshot } = await readTogether(store, table, doc);
  yield workspaceLine(table, snapshot);
  yield* historyLines(table, snapshot.history);
  for (let from = 0; from < entries.length; from += AT_ONCE)
    yield { kind: 'register', table, entries: entries.slice(from, from + AT_ONCE) };
  for (const { id } of await store.referenceDates.list(table)) {
    const found = await store.referenceDates.get(table, id);
    if (found === null) continue;
    const { bytes, ...date } = found;
    yield { kind: 'referenceDate', date, bytes: toBase64(bytes) };
  }
}

/** What is recorded before it is carried out in the workspace. */
const CARRIED_OUT: EventType = 'decided';

/**
 * The register is read before the workspace: what it says to be applied is in the workspace then. It is looked at again
 * after it: when something was decided meanwhile, the plans may hold what the register that was read knows nothing of,
 * and both are read again. Other events need no second look: a meeting may record them as fast as it likes.
 */
async function readTogether(
  store: Store,
  table: string,
  doc: string,
): Promise<{ entries: readonly RegisterEntry[]; snapshot: Snapshot }> {
  for (;;) {
    const entries = await store.register.read(table, 0);
    const snapshot = await store.whole.snapshot(doc);
    const since = await store.register.read(table, entries.at(-1)?.event.seq ?? 0);
    if (!since.some(({ event }) => event.type === CARRIED_OUT)) return { entries, snapshot };
  }
}

function workspaceLine(table: string, { checkpoints, rows, claims }: Snapshot): WorkspaceLine {
  const sound = checkpoints.findIndex(isSound);
  const state = checkpoints[sound]?.state;
  return {
    kind: 'workspace',
    table,
    state: state === undefined ? null : toBase64(state),
    updates: rows.filter(({ damaged }) => damaged === undefined).map(({ update }) => toBase64(update)),
    claims: claims.map(({ client, person }) => [client, person]),
    damaged: sound === -1 ? checkpoints.length : sound,
  };
}

function isSound({ state, sha256 }: Checkpoint): boolean {
  return createHash('sha256').update(state).digest('hex') === sha256;
}

async function* historyLines(
  table: string,
  portions: AsyncIterable<readonly HistoryRow[]>,
): AsyncGenerator<RecordLine> {
  let rows: HistoryRow[] = [];
  for await (const portion of portions) {
    for (const row of portion) {
      rows.push(row);
      if (rows.length < AT_ONCE) continue;
      yield { kind: 'history', table, rows };
      rows = [];
    }
  }
  if (rows.length > 0) yield { kind: 'history', table, rows };
}
