import { Map as YMap, type Doc } from 'yjs';
import { z } from 'zod';
import { ok, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Role, Table } from '@bouwberaad/shared/model/organisation.ts';
import { rootMap } from '@bouwberaad/shared/model/read.ts';
import type { SignedIn } from '../auth/sessions.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { byName } from '../person.ts';
import type { HttpPorts } from '../ports.ts';
import type { HttpProblem } from '../problem.ts';
import { SEAT_REFUSES, seated } from '../rights.ts';
import { tableDetail, tableSummary } from '../schema/directory.ts';

export const tableParams = z.object({ table: z.string() });

export function tableRoutes(ports: HttpPorts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/tables',
      summary: 'The tables at which I have a seat; for an administrator all of them',
      answer: z.array(tableSummary),
      handle: async ({ who }) =>
        ok(
          await Promise.all(
            tablesOf(ports, who).map((table) => summarise(ports, table, roleAt(ports, who, table))),
          ),
        ),
    }),
    endpoint({
      method: 'get',
      path: '/tables/{table}',
      summary: 'A table with its participants and all organisations; without its plans',
      params: tableParams,
      answer: tableDetail,
      refuses: SEAT_REFUSES,
      handle: async ({ who, params }) => {
        const at = known(ports, who, params.table);
        return at.ok ? ok(await describe(ports, at.value.table, at.value.role)) : at;
      },
    }),
  ];
}

function tablesOf({ access }: HttpPorts, who: SignedIn): readonly Table[] {
  return access
    .tables()
    .filter((table) => who.person.admin || access.seat(table.id, who.person.id) !== null)
    .sort(byName);
}

function roleAt({ access }: HttpPorts, who: SignedIn, table: Table): Role | null {
  return access.seat(table.id, who.person.id)?.role ?? null;
}

/** An administrator keeps the list of people and tables, so sees it without a seat. */
function known(
  ports: HttpPorts,
  who: SignedIn,
  table: string,
): Result<{ readonly table: Table; readonly role: Role | null }, HttpProblem> {
  const found = ports.access.table(table);
  return found !== null && who.person.admin
    ? ok({ table: found, role: roleAt(ports, who, found) })
    : seated(ports.access, who, table);
}

async function summarise(
  ports: HttpPorts,
  table: Table,
  role: Role | null,
): Promise<z.input<typeof tableSummary>> {
  const [live, projects] = await Promise.all([
    ports.meetingOpen(table.id),
    // One table that can't be opened does not hide the others.
    ports.workspaces.read(table.id, countProjects).catch(() => null),
  ]);
  const { id: key, name, kind, parent, municipalities, settings } = table;
  return { id: key, name, kind, parent, municipalities, settings, role, live, projects };
}

/** Without reading whole records: this runs for every table of the list. */
function countProjects(doc: Doc): number {
  let count = 0;
  for (const project of rootMap(doc, 'projects').values())
    if (project instanceof YMap && project.get('removed') !== true) count += 1;
  return count;
}

async function describe(
  ports: HttpPorts,
  table: Table,
  role: Role | null,
): Promise<z.input<typeof tableDetail>> {
  const { access } = ports;
  const { id: key, name, kind, municipalities, settings } = table;
  const parent = table.parent === null ? null : access.table(table.parent);
  const participants = access.seats(key).flatMap((seat) => {
    const person = access.person(seat.person);
    return person === null
      ? []
      : [{ id: person.id, name: person.name, organisation: person.organisation, role: seat.role }];
  });
  return {
    id: key,
    name,
    kind,
    municipalities,
    settings,
    parent: parent === null ? null : { id: parent.id, name: parent.name },
    role,
    live: await ports.meetingOpen(key),
    participants: participants.sort(byName),
    organisations: [...access.organisations()].sort(byName),
    ...(ports.config.tiles === null ? {} : { tiles: ports.config.tiles }),
  };
}
