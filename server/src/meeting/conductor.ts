import type { Answer } from '@bouwberaad/shared/protocol/live.ts';
import { commandSchema } from '@bouwberaad/shared/protocol/live.ts';
import { refuse } from '@bouwberaad/shared/protocol/refusal.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import type { RegisterState } from '@bouwberaad/shared/register/state.ts';
import { agreedOf } from './application.ts';
import { Desk } from './desk.ts';
import type { MeetingPorts } from './ports.ts';

export interface Conductor {
  /** Finishes what was decided before the last stop and not yet carried out. Failures are logged and tried on load. */
  start(tables: readonly string[]): Promise<void>;
  /** Waits for what is under way. */
  stop(): Promise<void>;
  /**
   * Carries out one command of this person: parsed, authorised, decided, recorded, and only then answered. Commands of
   * one table run one at a time; a repeated id of the same person gets its first answer.
   */
  command(person: string, message: unknown): Promise<Answer>;
  /** A live connection of this person at a table begins; the function that comes back ends it. */
  connected(table: string, person: string): () => void;
  /** A workspace came into memory: what was decided and is not in it is carried out. */
  recover(table: string): Promise<void>;
  state(table: string): Promise<RegisterState>;
  /** Events after `after`, without what a hidden ballot keeps, and the hash of the last event. */
  read(
    table: string,
    after: number,
  ): Promise<{ readonly events: readonly RegisterEntry[]; readonly head: string }>;
  /** A reference date that was made apart from a meeting; by whoever may (`mayDecide('makeReferenceDate')`). */
  recordReferenceDate(
    table: string,
    person: string,
    date: { readonly id: string; readonly sha256: string },
  ): Promise<void>;
}

/** The one who leads the meetings of all tables: command -> policy -> round -> register -> workspace. */
export function createConductor(ports: MeetingPorts): Conductor {
  const desks = new Map<string, Desk>();

  function deskOf(table: string): Desk {
    const desk = desks.get(table) ?? new Desk(table, ports);
    desks.set(table, desk);
    return desk;
  }

  async function recover(table: string): Promise<void> {
    try {
      await deskOf(table).recover();
    } catch (error) {
      ports.log.warn('decisions are still to be carried out', { table, reason: String(error) });
    }
  }

  async function resume(table: string): Promise<void> {
    try {
      const state = await deskOf(table).look();
      // The workspace itself is opened only where there is something to do.
      if (agreedOf(state).some(({ decision }) => decision.appliedAt === null)) await recover(table);
    } catch (error) {
      ports.log.warn('a register could not be read', { table, reason: String(error) });
    }
  }

  return {
    start: async (tables) => {
      await Promise.all(tables.map(resume));
    },
    stop: async () => {
      await Promise.all([...desks.values()].map((desk) => desk.settled()));
    },
    command: async (person, message) => {
      const parsed = commandSchema.safeParse(message);
      if (!parsed.success) return refuse('malformed');
      const { table } = parsed.data;
      if (ports.access.rules(table) === null) return refuse('unknownTable');
      try {
        return await deskOf(table).command(person, parsed.data);
      } catch (error) {
        ports.log.warn('a command could not be recorded', {
          table,
          type: parsed.data.type,
          reason: String(error),
        });
        return refuse('storeDown');
      }
    },
    connected: (table, person) => deskOf(table).connect(person),
    recover,
    state: (table) => deskOf(table).look(),
    read: (table, after) => deskOf(table).read(after),
    recordReferenceDate: (table, person, date) => deskOf(table).recordReferenceDate(person, date),
  };
}
