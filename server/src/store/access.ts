import type { Organisation, Person, Seat, Table } from '@bouwberaad/shared/model/organisation.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import type { Directory, DirectoryKind, DirectoryRecords } from './store.ts';

/**
 * Who may do what, in memory: rights are asked for at every update, so they are not read from the store each time.
 * All writes of the process go through `directory`, which keeps the memory true.
 */
export interface Access {
  readonly directory: Directory;
  person(id: string): Person | null;
  personByEmail(email: string): Person | null;
  organisation(id: string): Organisation | null;
  table(id: string): Table | null;
  tables(): readonly Table[];
  organisations(): readonly Organisation[];
  people(): readonly Person[];
  seat(table: string, person: string): Seat | null;
  seats(table: string): readonly Seat[];
  seatsOf(person: string): readonly Seat[];
  /** What somebody is at a table; `role` null without a seat. Null when the person is not known. */
  actor(person: string, table: string): Actor | null;
  rules(table: string): TableRules | null;
}

const KEPT = ['organisation', 'person', 'table', 'seat'] as const;
type Kept = (typeof KEPT)[number];
type Memory = { readonly [K in Kept]: Map<string, DirectoryRecords[K]> };

/** `onChange` runs after a change of people, organisations, tables or seats. */
export async function createAccess(
  store: Directory,
  onChange: (kind: Kept, id: string) => void = () => undefined,
): Promise<Access> {
  const memory: Memory = { organisation: new Map(), person: new Map(), table: new Map(), seat: new Map() };
  await Promise.all(KEPT.map((kind) => fill(memory, store, kind)));
  const { organisation, person, table, seat } = memory;
  const seats = (): Seat[] => [...seat.values()];

  return {
    directory: writeThrough(store, memory, onChange),
    person: (id) => person.get(id) ?? null,
    personByEmail: (email) =>
      [...person.values()].find((one) => one.email?.toLowerCase() === email.trim().toLowerCase()) ?? null,
    organisation: (id) => organisation.get(id) ?? null,
    table: (id) => table.get(id) ?? null,
    tables: () => [...table.values()],
    organisations: () => [...organisation.values()],
    people: () => [...person.values()],
    seat: (at, who) => seat.get(`${at}/${who}`) ?? null,
    seats: (at) => seats().filter((one) => one.table === at),
    seatsOf: (who) => seats().filter((one) => one.person === who),
    actor: (who, at) => {
      const known = person.get(who);
      if (known === undefined) return null;
      const own = organisation.get(known.organisation);
      return {
        person: who,
        organisation: known.organisation,
        kind: own?.kind ?? 'other',
        municipality: own?.municipality ?? null,
        role: seat.get(`${at}/${who}`)?.role ?? null,
      };
    },
    rules: (at) => table.get(at)?.settings ?? null,
  };
}

async function fill(memory: Memory, store: Directory, kind: Kept): Promise<void> {
  // What is listed of a kind is of that kind; the types can't say so for a kind that varies.
  const kept = memory[kind] as Map<string, unknown>;
  for (const record of await store.list(kind)) kept.set(record.id, record);
}

function isKept(kind: DirectoryKind): kind is Kept {
  return (KEPT as readonly string[]).includes(kind);
}

function writeThrough(
  store: Directory,
  memory: Memory,
  onChange: (kind: Kept, id: string) => void,
): Directory {
  return {
    get: (kind, id) => store.get(kind, id),
    list: (kind) => store.list(kind),
    below: (kind, prefix) => store.below(kind, prefix),
    put: async (kind, record) => {
      await store.put(kind, record);
      if (!isKept(kind)) return;
      (memory[kind] as Map<string, unknown>).set(record.id, record);
      onChange(kind, record.id);
    },
    take: async (kind, id) => {
      const taken = await store.take(kind, id);
      if (isKept(kind) && memory[kind].delete(id)) onChange(kind, id);
      return taken;
    },
  };
}
