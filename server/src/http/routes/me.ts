import { z } from 'zod';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { toPerson } from '../person.ts';
import type { HttpPorts } from '../ports.ts';
import { id, person, role } from '../schema/directory.ts';
import { action } from '../schema/records.ts';

export function meRoutes({ access, ownActions }: HttpPorts): Endpoint[] {
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
        'What I or my organisation still has to do, or is asked to take over, over all my tables; the first that is due comes first',
      query: z.object({
        all: z.literal('1').optional().meta({ description: '1: also what is done or dropped' }),
        followed: z
          .literal('1')
          .optional()
          .meta({ description: '1: also what I laid down for somebody else' }),
      }),
      answer: z.strictObject({
        actions: z
          .array(z.strictObject({ table: z.strictObject({ id, name: z.string() }), action }))
          .readonly(),
        missing: z
          .array(z.string())
          .readonly()
          .meta({ description: 'Names of tables whose plans the server could not read now' }),
      }),
      handle: async ({ who, query }) =>
        ok(await ownActions.of(who.person, { all: query.all === '1', followed: query.followed === '1' })),
    }),
  ];
}
