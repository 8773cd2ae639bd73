import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { touchesOf } from '@bouwberaad/shared/edit/touch.ts';
import { toDay, toDayInWords, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { LAYOUT, META } from '@bouwberaad/shared/model/layout.ts';
import { readPlans, type Plans } from '@bouwberaad/shared/model/read.ts';
import type { Access } from '../store/access.ts';
import type { HistoryRow, Store } from '../store/store.ts';
import { recordHistory } from '../sync/history.ts';
import { docOf } from '../sync/rooms.ts';
import { SERVER } from '../sync/room.ts';
import type { DemoEdit, DemoRegion, DemoTable } from './demo-region.ts';
import { makeDemo } from './make-demo.ts';
import { signIn } from './people.ts';
import { RegisterStory, type DatedHash, type Figures } from './seed-register.ts';
import { toEdits } from './timeline.ts';

/** The region is a pure function of this and the day of the first start. */
export const SEED = 'overijssel';
const DONE = 'demo';

export interface SeedOptions {
  readonly store: Store;
  readonly access: Access;
  readonly clock: Clock;
  /** Plans as a reference date keeps them. */
  readonly pack: (plans: Plans) => Promise<{ readonly sha256: string; readonly bytes: Uint8Array }>;
  readonly figures: Figures;
}

/**
 * Fills an empty store with the demo region; made once, never reset by itself. A first start that was cut off does the
 * same again: every id, client id and salt is the same, so that what is there already is not there twice.
 */
export async function seedDemo({ store, access, clock, pack, figures }: SeedOptions): Promise<void> {
  if ((await store.directory.get('setting', DONE)) !== null) return;
  const today = toDay(clock.now());
  const demo = makeDemo({ seed: SEED, today });
  for (const [at, table] of demo.tables.entries())
    await seedTable(table, FIRST_CLIENT + at, { store, pack, figures });
  await seedDirectory(demo, access);
  await access.directory.put('setting', { id: DONE, value: today });
}

/** Whom a visitor may sign in as. */
export function demoPeople(
  access: Access,
): { email: string; name: string; role: string; organisation: string; does: string }[] {
  return signIn.flatMap(({ person, role, does }) => {
    const known = access.person(person);
    if (known === null || known.email === null) return [];
    return [
      {
        email: known.email,
        name: known.name,
        role,
        organisation: access.organisation(known.organisation)?.name ?? '',
        does,
      },
    ];
  });
}

const FIRST_CLIENT = 1;

async function seedDirectory(demo: DemoRegion, { directory }: Access): Promise<void> {
  for (const organisation of demo.organisations) await directory.put('organisation', organisation);
  for (const person of demo.people) await directory.put('person', person);
  for (const { table } of demo.tables) await directory.put('table', table);
  for (const seat of demo.seats) await directory.put('seat', { ...seat, id: `${seat.table}/${seat.person}` });
}

async function seedTable(
  demo: DemoTable,
  client: number,
  { store, pack, figures }: Pick<SeedOptions, 'store' | 'pack' | 'figures'>,
): Promise<void> {
  const table = demo.table.id;
  const workspace = new Workspace(client);
  const register = new RegisterStory(table, figures);
  const edits = toEdits(demo);
  const put = async (date: { id: string; name: string; at: string; plans: Plans }): Promise<DatedHash> => {
    const { sha256, bytes } = await pack(date.plans);
    await store.referenceDates.put({ table, id: date.id, name: date.name, at: date.at, sha256, bytes });
    return { id: date.id, at: date.at, sha256 };
  };
  for (const date of demo.referenceDates)
    register.referenceDate(await put(date), demo.closedMeeting?.secretary ?? SERVER);
  if (demo.closedMeeting !== null) {
    const meeting = demo.closedMeeting;
    for (const [nth, round] of meeting.rounds.entries()) {
      workspace.playUntil(edits, round.openedAt);
      register.round(meeting, round, workspace.doc, `${round.closedAt.slice(0, 4)}-${String(nth + 1)}`);
    }
    workspace.playUntil(edits, meeting.closedAt);
    const name = `Vergadering van ${toDayInWords(Date.parse(meeting.closedAt))}`;
    register.meeting(
      meeting,
      await put({
        id: `meeting-${meeting.meeting}`,
        name,
        at: meeting.closedAt,
        plans: readPlans(workspace.doc),
      }),
    );
    for (const { id, outcome } of meeting.rounds)
      if (outcome === 'agreed') workspace.mark(`decision:${id}`, true);
  }
  workspace.playUntil(edits, null);
  await store.updates.append({
    doc: docOf(table),
    updates: [Y.encodeStateAsUpdate(workspace.doc)],
    history: workspace.history,
    claims: [{ client, person: SERVER }],
  });
  for (const entry of register.entries()) await store.register.append(entry);
}

/** A workspace that is made by replaying what people did, with the history that this leaves. */
class Workspace {
  readonly doc = new Y.Doc();
  readonly history: HistoryRow[] = [];
  #played = 0;

  constructor(client: number) {
    this.doc.clientID = client;
    this.mark('layout', LAYOUT);
    this.mark('generation', 1);
  }

  mark(key: string, value: number | boolean): void {
    this.doc.getMap(META).set(key, value);
  }

  /** Everything before `moment`; null: everything that is left. */
  playUntil(edits: readonly DemoEdit[], moment: string | null): void {
    for (
      let next = edits[this.#played];
      next !== undefined && (moment === null || next.at < moment);
      next = edits[this.#played]
    ) {
      this.#play(next);
      this.#played += 1;
    }
  }

  #play({ at, by, edit }: DemoEdit): void {
    const rows = recordHistory(this.doc, touchesOf(edit), by, at);
    const result = applyEdit(this.doc, edit);
    if (!result.ok) throw new Error(`demo: ${edit.name} is ${result.code} at ${result.at ?? '?'}`);
    this.history.push(...rows());
  }
}
