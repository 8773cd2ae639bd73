import { z } from 'zod';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import { isPending, type Action } from '@bouwberaad/shared/model/action.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { toPerson } from '../person.ts';
import type { HttpPorts } from '../ports.ts';
import { id, person, role } from '../schema/directory.ts';
import { action } from '../schema/records.ts';

export function meRoutes({ access, workspaces }: HttpPorts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/me',
      summary: 'Who I am, and where I have a seat',
      answer: z.strictObject({ person, seats: z.array(z.strictObject({ table: id, role })) }),
      handle: ({ who }) =>
        Promise.resolve(
          ok({
            person: toPerson(access, who.person),
            seats: access.seatsOf(who.person.id).map(({ table, role: as }) => ({ table, role: as })),
          }),
        ),
    }),
    endpoint({
      method: 'get',
      path: '/me/actions',
      summary:
        'What I or my organisation still has to do, over all my tables; the first that is due comes first',
      query: z.object({
        all: z.literal('1').optional().meta({ description: '1: also what is done or dropped' }),
      }),
      answer: z.strictObject({
        actions: z.array(z.strictObject({ table: z.strictObject({ id, name: z.string() }), action })),
      }),
      handle: async ({ who, query }) => {
        const mine = (action: Action): boolean =>
          (action.assignee === who.person.id || action.assignee === who.person.organisation) &&
          (query.all === '1' || isPending(action));
        const tables = access.seatsOf(who.person.id).flatMap((seat) => access.table(seat.table) ?? []);
        const found = await Promise.all(
          tables.map(async ({ id: table, name }) => {
            const actions = await workspaces.read(table, (doc) => readAll(doc, 'actions').filter(mine));
            return actions.map((action) => ({ table: { id: table, name }, action }));
          }),
        );
        return ok({
          actions: found
            .flat()
            .sort(
              (a, b) =>
                dueOf(a.action).localeCompare(dueOf(b.action)) || a.action.id.localeCompare(b.action.id),
            ),
        });
      },
    }),
  ];
}

/** Without a date comes last. */
function dueOf(action: Action): string {
  return action.due ?? '9999-12-31';
}
