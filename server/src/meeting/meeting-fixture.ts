import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { fixedClock } from '@bouwberaad/shared/lib/clock.ts';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import type { Role } from '@bouwberaad/shared/model/organisation.ts';
import type { Answer } from '@bouwberaad/shared/protocol/live.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import type { Store } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import { createConductor } from './conductor.ts';
import type { MeetingPorts } from './ports.ts';

/** What outlives a process: what its stores have made durable. */
export interface Disk {
  readonly entries: RegisterEntry[];
  readonly updates: Uint8Array[];
  /** Edits that became durable, in order. */
  readonly edits: Edit[];
}

/** Numbers everything that a process does to its stores, and kills it at one of those points. */
export class Fate {
  /** The names of the points passed so far. */
  readonly points: string[] = [];
  #killAt = Infinity;
  #dead = false;

  killAt(point: number): void {
    this.#killAt = point;
  }

  pass(name: string): void {
    if (this.#dead) throw new Error('this process has been killed');
    this.points.push(name);
    if (this.points.length - 1 !== this.#killAt) return;
    this.#dead = true;
    throw new Error(`killed at ${name}`);
  }
}

export const TABLE = 'west';

export const people: Readonly<Record<string, { organisation: string; role: Role | null }>> = {
  chair: { organisation: 'zwolle', role: 'chair' },
  secretary: { organisation: 'regio', role: 'secretary' },
  gemeente: { organisation: 'deventer', role: 'member' },
  corporatie: { organisation: 'hanzewaard', role: 'member' },
  collega: { organisation: 'hanzewaard', role: 'member' },
  toehoorder: { organisation: 'natuur', role: 'observer' },
  stranger: { organisation: 'elders', role: null },
};

export function newDisk(): Disk {
  return { entries: [], updates: [], edits: [] };
}

function registerOn(disk: Disk, fate: Fate): Pick<Store['register'], 'append' | 'read'> {
  return {
    append: async (entry) => {
      await Promise.resolve();
      fate.pass(`before ${entry.event.type}`);
      if (disk.entries.some(({ event }) => event.seq === entry.event.seq)) return false;
      disk.entries.push(entry);
      fate.pass(`after ${entry.event.type}`);
      return true;
    },
    read: async (_table, after) => {
      await Promise.resolve();
      fate.pass('read register');
      return disk.entries.filter(({ event }) => event.seq > after);
    },
  };
}

/** A workspace as a process has it: a live document, and a disk that may be behind it. */
function workspaceOn(disk: Disk, fate: Fate): Workspaces & { readonly doc: Y.Doc } {
  const doc = new Y.Doc();
  for (const update of disk.updates) Y.applyUpdate(doc, update);
  return {
    doc,
    read: async (_table, look) => {
      await Promise.resolve();
      fate.pass('look');
      return look(doc);
    },
    edit: async (_table, edit): Promise<Result<undefined>> => {
      await Promise.resolve();
      fate.pass('before edit');
      const before = Y.encodeStateVector(doc);
      const result = applyEdit(doc, edit);
      fate.pass('applied in memory');
      if (!result.ok) return result;
      disk.updates.push(Y.encodeStateAsUpdate(doc, before));
      disk.edits.push(edit);
      fate.pass('after edit');
      return result;
    },
  };
}

export interface StartOptions {
  readonly disk?: Disk;
  readonly at?: string;
  readonly ports?: Partial<MeetingPorts>;
}

let ids = 0;

/** One process: a conductor on what the disk holds. */
export function startMeeting({
  disk = newDisk(),
  at = '2026-11-24T13:00:00.000Z',
  ports = {},
}: StartOptions = {}) {
  const fate = new Fate();
  const clock = fixedClock(at);
  const register = registerOn(disk, fate);
  const workspace = workspaceOn(disk, fate);
  const told: RegisterEntry[] = [];
  const warnings: string[] = [];
  const conductor = createConductor({
    register,
    workspaces: workspace,
    access: {
      actor: (person) => {
        const known = people[person];
        return known === undefined ? null : { person, ...known, kind: 'municipality', municipality: null };
      },
      rules: (table) =>
        table === TABLE ? { editing: 'own', observersAnnotate: false, audience: 'tafel' } : null,
      seats: () =>
        Object.entries(people).flatMap(([person, { role }]) =>
          role === null ? [] : [{ table: TABLE, person, role }],
        ),
    },
    clock,
    newSalt: () => `salt-${ids++}`,
    newId: () => `id-${ids++}`,
    figures: (plans, changes) => ({
      before: { projects: plans.projects.length },
      after: { changes: changes.length },
    }),
    freeze: () => Promise.resolve({ id: `date-${ids++}`, sha256: 'a'.repeat(64) }),
    publish: (_table, entries) => void told.push(...entries),
    log: { warn: (message, about) => void warnings.push(`${message} ${JSON.stringify(about)}`) },
    ...ports,
  });
  const give = (person: string, type: string, more: Record<string, unknown> = {}): Promise<Answer> =>
    conductor.command(person, { id: `command-${ids++}`, table: TABLE, type, ...more });
  return { disk, fate, clock, register, workspace, doc: workspace.doc, conductor, told, warnings, give };
}

export type Meeting = ReturnType<typeof startMeeting>;

/** Two plans, and a proposal that moves 80 homes from one to the other with a new block. */
export async function setPlans({ workspace }: Meeting): Promise<void> {
  const stamp = { by: 'gemeente', at: '2026-11-01T10:00:00.000Z' };
  await workspace.edit(
    TABLE,
    {
      type: 'batch',
      name: 'plans',
      edits: [
        {
          type: 'createRecord',
          root: 'projects',
          id: 'p1',
          fields: { name: 'Rivierpoort', municipality: '0193', ...stamp },
          blocks: { b1: { kind: 'build', year: 2028, homes: 80, ...stamp } },
        },
        {
          type: 'createRecord',
          root: 'projects',
          id: 'p2',
          fields: { name: 'Sluiskade', municipality: '0166', ...stamp },
          blocks: {},
        },
        {
          type: 'createRecord',
          root: 'proposals',
          id: 'v1',
          fields: {
            title: 'Ruilen: 80 woningen',
            kind: 'ruilen',
            state: 'at table',
            changes: [
              { path: 'projects/p1/blocks/b1/homes', from: 80, to: 0 },
              {
                path: 'projects/p2/blocks/nieuw',
                from: null,
                to: { kind: 'build', year: 2030, homes: 80, segment: { middenhuur: 80 } },
              },
            ],
            ...stamp,
          },
        },
      ],
    },
    'gemeente',
  );
}
