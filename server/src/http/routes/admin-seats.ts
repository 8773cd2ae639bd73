import { z } from 'zod';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { refuse } from '../problem.ts';
import { seat, seatChange } from '../schema/admin.ts';
import type { AdminDesk } from './admin-desk.ts';

const path = '/admin/tables/{table}/seats/{person}';
const params = z.object({ table: z.string(), person: z.string() });

/** Rights at a table change at once, also for who is in its room; who loses the seat leaves it. */
export function seatRoutes({ access, log, oneByOne }: AdminDesk): Endpoint[] {
  return [
    endpoint({
      method: 'patch',
      path,
      summary: 'Give somebody a role at a table, and a seat when they had none; for administrators',
      params,
      body: seatChange,
      answer: seat,
      refuses: ['unknownTable', 'notFound'],
      handle: ({ who, params: { table, person }, body: { role } }) =>
        oneByOne(async () => {
          if (access.table(table) === null) return refuse('unknownTable');
          if (access.person(person) === null) return refuse('notFound', 'Deze persoon bestaat niet.');
          const before = access.seat(table, person)?.role ?? null;
          await access.directory.put('seat', { id: `${table}/${person}`, table, person, role });
          log.info('a seat was given', { by: who.person.id, table, person, before, role });
          return ok({ table, person, role });
        }),
    }),
    endpoint({
      method: 'delete',
      path,
      summary: 'Take the seat of somebody at a table; what they did stays in their name; for administrators',
      status: 204,
      params,
      refuses: ['notFound'],
      handle: ({ who, params: { table, person } }) =>
        oneByOne(async () => {
          const taken = await access.directory.take('seat', `${table}/${person}`);
          if (taken === null) return refuse('notFound', 'Die plek is er niet, of niet meer.');
          log.info('a seat was taken', { by: who.person.id, table, person, before: taken.role });
          return ok(undefined);
        }),
    }),
  ];
}
