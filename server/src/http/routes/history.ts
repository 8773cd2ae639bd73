import { z } from 'zod';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import { isRootName, parsePath } from '@bouwberaad/shared/model/layout.ts';
import { fold } from '@bouwberaad/shared/register/fold.ts';
import type { FoundRow, HistorySearch } from '../../store/store.ts';
import { docOf } from '../../sync/rooms.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import type { HttpPorts } from '../ports.ts';
import { refuse } from '../problem.ts';
import { readable } from '../readable.ts';
import { SEAT_REFUSES, seated } from '../rights.ts';
import { id, instant } from '../schema/directory.ts';
import { tableParams } from './tables.ts';

const MOST_ROWS = 1_000;

const cursor = z.string().regex(/^\d{1,15}(\.\d{1,9})?$/);

const row = z
  .strictObject({
    id: z.string().meta({ description: 'For `before` and `after`' }),
    path: z.string(),
    from: z.unknown(),
    to: z.unknown(),
    by: z.string(),
    at: instant,
    cause: z.string().nullable().meta({ description: 'Of `causes`; null for what a person did by hand' }),
  })
  .meta({ id: 'HistoryRow' });

const query = z.object({
  path: z.string().max(400).optional().meta({
    description:
      'projects, projects/<id>, projects/<id>/likelihood, projects/<id>/blocks/<id>, ...; all when left out',
  }),
  by: id.optional().meta({ description: 'A person' }),
  since: instant.optional(),
  before: cursor.optional().meta({ description: 'Rows written before the row with this id' }),
  after: cursor.optional().meta({ description: 'Rows written after the row with this id' }),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(MOST_ROWS),
});

const answer = z.strictObject({
  rows: z.array(row).readonly(),
  earlier: z
    .string()
    .nullable()
    .meta({ description: 'The `before` of the page with older rows; null when there are none' }),
  people: z
    .array(z.strictObject({ id: z.string(), name: z.string(), organisation: z.string() }))
    .readonly()
    .meta({ description: 'Who wrote these rows, also when they have left the table' }),
  causes: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['import', 'decision']),
        name: z.string().meta({ description: 'The name of the file, or the number of the decision' }),
      }),
    )
    .readonly(),
});

export function historyRoute(ports: HttpPorts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/tables/{table}/history',
    summary: `Who wrote what, at a place of the workspace and below it or anywhere, oldest first; the latest ${MOST_ROWS} at most`,
    params: tableParams,
    query,
    answer,
    refuses: [...SEAT_REFUSES, 'unknownPath'],
    handle: async ({ who, params: { table }, query: asked }) => {
      const seat = seated(ports.access, who, table);
      if (!seat.ok) return seat;
      const { path } = asked;
      if (path !== undefined && !isRootName(path) && parsePath(path) === null)
        return refuse('unknownPath', undefined, path);
      const found = await ports.store.history.find(docOf(table), searchOf(asked));
      const { audience } = seat.value.table.settings;
      const rows = await ports.workspaces.read(table, (doc) => {
        const isReadable = readable(doc, { audience, owners: [who.person.id, table] });
        return found.filter((one) => isReadable(one.path)).reverse();
      });
      return ok({
        rows: rows.map((one) => ({ ...one, cause: one.cause ?? null })),
        earlier: found.length < asked.limit ? null : (found.at(-1)?.id ?? null),
        people: peopleOf(ports, rows),
        causes: await causesOf(ports, table, rows),
      });
    },
  });
}

/** Without the keys that were not asked for. */
function searchOf({ path, by, since, before, after, limit }: z.output<typeof query>): HistorySearch {
  return {
    limit,
    ...(path === undefined ? {} : { path }),
    ...(by === undefined ? {} : { by }),
    ...(since === undefined ? {} : { since }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function peopleOf({ access }: HttpPorts, rows: readonly FoundRow[]): z.input<typeof answer>['people'] {
  return [...new Set(rows.map(({ by }) => by))].flatMap((by) => {
    const person = access.person(by);
    return person === null ? [] : [{ id: by, name: person.name, organisation: person.organisation }];
  });
}

async function causesOf(
  { access, store }: HttpPorts,
  table: string,
  rows: readonly FoundRow[],
): Promise<z.input<typeof answer>['causes']> {
  const ids = [...new Set(rows.flatMap(({ cause }) => cause ?? []))];
  const isDecision = (cause: string): boolean => cause.startsWith('decision:');
  const decisions = ids.some(isDecision) ? fold(await store.register.read(table, 0)).decisions : null;
  const named = await Promise.all(
    ids.map(async (cause) => {
      const of = cause.slice(cause.indexOf(':') + 1);
      return isDecision(cause)
        ? { id: cause, kind: 'decision' as const, name: decisions?.get(of)?.number ?? '' }
        : {
            id: cause,
            kind: 'import' as const,
            name: (await access.directory.get('import', of))?.file ?? '',
          };
    }),
  );
  return named.filter(({ name }) => name !== '');
}
