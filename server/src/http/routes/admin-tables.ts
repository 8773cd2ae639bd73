import type { z } from 'zod';
import { isId } from '@bouwberaad/shared/lib/ids.ts';
import { ok, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Table, TableSettings } from '@bouwberaad/shared/model/organisation.ts';
import { rootMap } from '@bouwberaad/shared/model/read.ts';
import type { Access } from '../../store/access.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { refuse, type HttpProblem } from '../problem.ts';
import { newTable, tableChange, tableRecord } from '../schema/admin.ts';
import type { AdminDesk } from './admin-desk.ts';
import { sameText, slugOf, stated } from './admin-text.ts';
import { tableParams } from './tables.ts';

/** The narrowest of each: who makes a table says so when it should be wider. */
const DEFAULTS: TableSettings = { audience: 'tafel', editing: 'own', observersAnnotate: false };

export function adminTableRoutes(desk: AdminDesk): Endpoint[] {
  const { access, log, oneByOne } = desk;
  return [
    endpoint({
      method: 'post',
      path: '/admin/tables',
      summary: 'Make a table; nobody sits there yet, also who makes it does not; for administrators',
      status: 201,
      body: newTable,
      answer: tableRecord,
      refuses: ['unknownParent'],
      handle: ({ who, body }) =>
        oneByOne(async () => {
          const made = make(access, body);
          if (!made.ok) return made;
          const wrong = check(access, made.value);
          if (wrong !== null) return wrong;
          await access.directory.put('table', made.value);
          log.info('a table was made', { by: who.person.id, table: made.value.id });
          return ok(made.value);
        }),
    }),
    endpoint({
      method: 'patch',
      path: '/admin/tables/{table}',
      summary:
        'Change a table; its audience only while it holds no plans; what is left out stays; for administrators',
      params: tableParams,
      body: tableChange,
      answer: tableRecord,
      refuses: ['unknownTable', 'unknownParent'],
      handle: ({ who, params, body }) =>
        oneByOne(async () => {
          const locked = await checkAudience(desk, params.table, body.settings?.audience);
          // Read after that look into the workspace: chair and secretary change the same record.
          const known = access.table(params.table);
          if (known === null) return refuse('unknownTable');
          const changed = change(known, body);
          const wrong = locked ?? check(access, changed);
          if (wrong !== null) return wrong;
          await access.directory.put('table', changed);
          log.info('a table was changed', {
            by: who.person.id,
            table: changed.id,
            fields: Object.keys(stated(body)),
          });
          return ok(changed);
        }),
    }),
  ];
}

function make(
  access: Access,
  { id: given, name, kind, parent, municipalities, settings }: z.output<typeof newTable>,
): Result<Table, HttpProblem> {
  const id = given ?? slugOf(name);
  if (!isId(id))
    return refuse('malformed', 'Van deze naam is geen adres te maken. Geef zelf een adres op.', 'id');
  if (access.table(id) !== null)
    return refuse('malformed', `Er is al een tafel met het adres ${id}. Geef een ander adres op.`, 'id');
  return ok({
    id,
    name,
    kind,
    parent,
    municipalities: inOrder(municipalities),
    settings: { ...DEFAULTS, ...stated(settings) },
  });
}

function change(table: Table, { municipalities, settings, ...rest }: z.output<typeof tableChange>): Table {
  return {
    ...table,
    ...stated(rest),
    ...(municipalities === undefined ? {} : { municipalities: inOrder(municipalities) }),
    settings: { ...table.settings, ...stated(settings ?? {}) },
  };
}

function inOrder(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort();
}

function check(access: Access, table: Table): HttpProblem | null {
  if (access.tables().some(({ id, name }) => id !== table.id && sameText(name, table.name)))
    return refuse('malformed', `Er is al een tafel die ${table.name} heet.`, 'name');
  // Tables form a tree: a parent that lies below its own child would make a circle.
  for (let above = table.parent; above !== null;) {
    const next = access.table(above);
    if (next === null || next.id === table.id) return refuse('unknownParent', undefined, 'parent');
    above = next.parent;
  }
  return null;
}

/** Who may see plans that are there already is for those who can see them; an administrator can't. */
async function checkAudience(
  { access, workspaces }: AdminDesk,
  id: string,
  audience: TableSettings['audience'] | undefined,
): Promise<HttpProblem | null> {
  const table = access.table(id);
  if (table === null || audience === undefined || audience === table.settings.audience) return null;
  const plans = await workspaces.read(id, (doc) => rootMap(doc, 'projects').size);
  return plans === 0
    ? null
    : refuse(
        'notAllowed',
        'Er staan al plannen op deze tafel. Wie ze mag zien, wijzigt de voorzitter of de secretaris.',
        'audience',
      );
}
