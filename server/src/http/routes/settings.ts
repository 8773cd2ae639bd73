import { ok } from '@bouwberaad/shared/lib/result.ts';
import { admits, type Audience, type Table } from '@bouwberaad/shared/model/organisation.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import type { Access } from '../../store/access.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import type { HttpPorts } from '../ports.ts';
import { refuse, type HttpProblem } from '../problem.ts';
import { officer, SEAT_REFUSES } from '../rights.ts';
import { settingsChange, tableSummary, type SettingsChange } from '../schema/directory.ts';
import type { AdminDesk } from './admin-desk.ts';
import { tableParams } from './tables.ts';

export function settingsRoutes(desk: AdminDesk): Endpoint[] {
  const { oneByOne, ...ports } = desk;
  return [
    endpoint({
      method: 'patch',
      path: '/tables/{table}/settings',
      summary: 'Change settings of a table; by chair or secretary. What is left out stays',
      params: tableParams,
      body: settingsChange,
      answer: tableSummary.pick({
        id: true,
        name: true,
        kind: true,
        parent: true,
        municipalities: true,
        settings: true,
      }),
      refuses: [...SEAT_REFUSES, 'unknownParent', 'audienceTooWide'],
      handle: ({ who, params, body }) =>
        oneByOne(async () => {
          const seat = officer(ports.access, who, params.table);
          if (!seat.ok) return seat;
          const changed = change(seat.value.table, body);
          const allowed =
            checkParent(ports.access, changed) ??
            (await checkAudience(ports, seat.value.table, changed.settings.audience));
          if (allowed !== null) return allowed;
          await ports.access.directory.put('table', changed);
          return ok(changed);
        }),
    }),
  ];
}

function change(
  table: Table,
  { parent, municipalities, audience, editing, observersAnnotate }: SettingsChange,
): Table {
  const { settings } = table;
  return {
    ...table,
    parent: parent === undefined ? table.parent : parent,
    municipalities: municipalities === undefined ? table.municipalities : [...new Set(municipalities)].sort(),
    settings: {
      audience: audience ?? settings.audience,
      editing: editing ?? settings.editing,
      observersAnnotate: observersAnnotate ?? settings.observersAnnotate,
    },
  };
}

/** Tables form a tree: a parent that lies below its own child would make a circle. */
function checkParent(access: Pick<Access, 'table'>, table: Table): HttpProblem | null {
  for (let above = table.parent; above !== null;) {
    const next = access.table(above);
    if (next === null || next.id === table.id) return refuse('unknownParent', undefined, 'parent');
    above = next.parent;
  }
  return null;
}

/** A wider audience would show plans to people for whom they were not meant; those were let in under the old one. */
async function checkAudience(
  ports: HttpPorts,
  table: Table,
  audience: Audience,
): Promise<HttpProblem | null> {
  const before = table.settings.audience;
  if (audience === before) return null;
  const stricter = await ports.workspaces.read(
    table.id,
    (doc) =>
      readAll(doc, 'projects').filter(
        ({ confidentiality }) => admits(before, confidentiality) && !admits(audience, confidentiality),
      ).length,
  );
  if (stricter === 0) return null;
  const plans = stricter === 1 ? 'staat 1 plan' : `staan ${stricter} plannen`;
  return refuse(
    'audienceTooWide',
    `Er ${plans} op deze tafel te vertrouwelijk voor dat gehoor. Pas eerst de vertrouwelijkheid daarvan aan.`,
    'audience',
  );
}
