import type { ExportTable } from '../exchange/export-content.ts';
import type { ImportTable } from '../exchange/import-planner.ts';
import type { Access } from '../store/access.ts';
import type { Admission } from '../sync/door.ts';

/** Whether somebody may open a table's workspace, and what they may do there: read anew for every update. */
export function admit(
  access: Access,
  person: string,
  table: string,
): Admission | 'unknownTable' | 'notAllowed' {
  const known = access.person(person);
  if (access.table(table) === null || known === null) return 'unknownTable';
  const seat = access.seat(table, person);
  if (seat === null) return 'notAllowed';
  return {
    person: { id: person, name: known.name, organisation: known.organisation, role: seat.role },
    rights: () => {
      const actor = access.actor(person, table);
      const rules = access.rules(table);
      // Gone from the directory meanwhile: what follows is refused as from somebody without a seat.
      return {
        actor: actor ?? {
          person,
          organisation: known.organisation,
          kind: 'other',
          municipality: null,
          role: null,
        },
        rules: rules ?? { audience: 'tafel', editing: 'own', observersAnnotate: false },
      };
    },
  };
}

export function tableForImport(access: Access, id: string): ImportTable | null {
  const table = access.table(id);
  return table === null ? null : { audience: table.settings.audience, municipalities: table.municipalities };
}

/** A table as an export names it, with the names of everybody's organisations. */
export function tableForExport(access: Access, id: string): ExportTable | null {
  const table = access.table(id);
  if (table === null) return null;
  const names = Object.fromEntries(access.organisations().map((one) => [one.id, one.name]));
  const { name, municipalities, settings } = table;
  return { id, name, audience: settings.audience, municipalities, names };
}
