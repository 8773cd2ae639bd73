import type { Doc } from 'yjs';
import { byDue } from '@bouwberaad/shared/insight/due.ts';
import { isPending, askedOf, type Action } from '@bouwberaad/shared/model/action.ts';
import { isAsked } from '@bouwberaad/shared/model/action-states.ts';
import type { Person } from '@bouwberaad/shared/model/organisation.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import type { Access } from '../store/access.ts';
import type { Workspaces } from '../sync/workspaces.ts';

export interface OwnAction {
  readonly table: { readonly id: string; readonly name: string };
  readonly action: Action;
}

export interface Found {
  /** What is due first comes first. */
  readonly actions: readonly OwnAction[];
  /** Tables whose plans can't be read now, by name: they hide nothing of the others. */
  readonly missing: readonly string[];
}

export interface OwnActionsOptions {
  readonly access: Pick<Access, 'seatsOf' | 'table'>;
  readonly workspaces: Pick<Workspaces, 'read'>;
}

export interface OwnActions {
  /** What somebody or their organisation has to do, is asked to take over, or made for another (`followed`). */
  of(
    person: Pick<Person, 'id' | 'organisation'>,
    which: { readonly all: boolean; readonly followed?: boolean },
  ): Promise<Found>;
  /** A workspace has come into memory: what was known of it may be old. */
  opened(table: string): void;
}

/**
 * Actions over all tables at which somebody has a seat. A calendar asks this every quarter of an hour for everybody: of a
 * table that nobody is in, what was read of it the last time is said again, without opening it.
 */
export function createOwnActions({ access, workspaces }: OwnActionsOptions): OwnActions {
  const known = new Map<string, readonly Action[]>();
  const followed = new WeakSet<Doc>();

  async function actionsOf(table: string): Promise<readonly Action[]> {
    return known.get(table) ?? workspaces.read(table, (doc) => read(table, doc));
  }

  function read(table: string, doc: Doc): readonly Action[] {
    if (!followed.has(doc)) {
      followed.add(doc);
      doc.on('update', () => known.delete(table));
    }
    const actions = readAll(doc, 'actions');
    known.set(table, actions);
    return actions;
  }

  return {
    async of(person, { all, followed: follows = false }) {
      const me = { person: person.id, organisation: person.organisation };
      const mine = (action: Action): boolean =>
        isAsked(action.assignee, me) || isAsked(askedOf(action)?.to ?? null, me);
      const wanted = (action: Action): boolean =>
        (all || isPending(action)) && (mine(action) || (follows && action.by === person.id));
      const missing: string[] = [];
      const tables = access.seatsOf(person.id).flatMap((seat) => access.table(seat.table) ?? []);
      const found = await Promise.all(
        tables.map(async ({ id, name }) => {
          const actions = await actionsOf(id).catch(() => null);
          if (actions === null) missing.push(name);
          return (actions ?? []).filter(wanted).map((action) => ({ table: { id, name }, action }));
        }),
      );
      return { actions: found.flat().sort((a, b) => byDue(a.action, b.action)), missing: missing.sort() };
    },
    opened(table) {
      known.delete(table);
    },
  };
}
