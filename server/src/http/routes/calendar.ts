import { z } from 'zod';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import type { HttpPorts } from '../ports.ts';
import { instant } from '../schema/directory.ts';

/** The private address under which a calendar reads my actions. */
export function calendarRoutes({ calendarKeys, calendarUrl }: HttpPorts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/me/calendar-key',
      summary: 'Since when my actions have an address for calendars; the address itself is told once',
      answer: z.strictObject({ since: instant.nullable().meta({ description: 'Null: there is none' }) }),
      handle: async ({ who }) => ok({ since: await calendarKeys.since(who.person.id) }),
    }),
    endpoint({
      method: 'put',
      path: '/me/calendar-key',
      summary: 'Gives my actions a new address for calendars; the one before works no more',
      answer: z.strictObject({ url: z.string(), since: instant }),
      handle: async ({ who }) => {
        const { key, at } = await calendarKeys.renew(who.person.id);
        return ok({ url: calendarUrl(key), since: at });
      },
    }),
  ];
}
