import { z } from 'zod';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import type { HttpPorts } from '../ports.ts';
import { SEAT_REFUSES, seated } from '../rights.ts';
import { createSerial } from '../serial.ts';
import { instant } from '../schema/directory.ts';
import { tableParams } from './tables.ts';

/** Signs of somebody's presence that lie closer together than this are one visit. */
const SAME_VISIT_MS = 30 * 60_000;

/** A screen says now and then that somebody looks at a table; so it is known until when they have seen everything. */
export function visitRoutes(ports: HttpPorts): Endpoint[] {
  const oneByOne = createSerial();
  return [
    endpoint({
      method: 'post',
      path: '/tables/{table}/visit',
      summary: 'Says that I look at a table now; answers until when I looked the time before',
      params: tableParams,
      answer: z.strictObject({
        since: instant.nullable().meta({ description: 'Null: this is the first time' }),
      }),
      refuses: SEAT_REFUSES,
      handle: async ({ who, params: { table } }) => {
        const seat = seated(ports.access, who, table);
        if (!seat.ok) return seat;
        return oneByOne(async () => {
          const id = `${table}/${who.person.id}`;
          const known = await ports.access.directory.get('visit', id);
          const now = ports.clock.now();
          const goesOn = known !== null && now - Date.parse(known.at) < SAME_VISIT_MS;
          const since = goesOn ? known.since : (known?.at ?? null);
          await ports.access.directory.put('visit', { id, table, at: toIso(now), since });
          return ok({ since });
        });
      },
    }),
  ];
}
