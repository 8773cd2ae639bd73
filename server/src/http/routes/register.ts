import { z } from 'zod';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import { hashEvent, NO_HASH } from '@bouwberaad/shared/register/chain.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { fold } from '@bouwberaad/shared/register/fold.ts';
import { veil } from '@bouwberaad/shared/register/veil.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import type { HttpPorts } from '../ports.ts';
import { officer, SEAT_REFUSES, seated } from '../rights.ts';
import { hash, instant, referenceDate } from '../schema/directory.ts';
import { tableParams } from './tables.ts';

const entry = z
  .strictObject({
    event: z.strictObject({
      table: z.string(),
      seq: z.int().min(1),
      prev: hash,
      type: z.string(),
      at: instant,
      actor: z.string(),
      bodyHash: hash,
    }),
    salt: z
      .string()
      .nullable()
      .meta({ description: 'Null when it is erased or still hidden, and then the body too' }),
    body: z.unknown(),
  })
  .meta({ id: 'RegisterEntry' });

const head = hash.meta({
  description: 'The hash of the last event, of the whole register; 64 zeros when there is none',
});

export function registerRoutes(ports: HttpPorts): Endpoint[] {
  return [readRoute(ports), verifyRoute(ports), ...referenceDateRoutes(ports)];
}

function readRoute(ports: HttpPorts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/tables/{table}/register',
    summary: 'The register of a table, all at once; verify-register checks this answer as a file',
    params: tableParams,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    answer: z.strictObject({ events: z.array(entry).readonly(), head }),
    refuses: SEAT_REFUSES,
    handle: async ({ who, params: { table }, query: { after } }) => {
      const seat = seated(ports.access, who, table);
      if (!seat.ok) return seat;
      const entries = await ports.store.register.read(table, 0);
      // A ballot that is hidden while it runs is hidden here too.
      const told = veil(entries, fold(entries));
      return ok({ events: told.filter(({ event }) => event.seq > after), head: headOf(entries) });
    },
  });
}

function verifyRoute(ports: HttpPorts): Endpoint {
  const holds = z.strictObject({ ok: z.literal(true), seq: z.int(), head, erased: z.int() });
  const breaks = z.strictObject({
    ok: z.literal(false),
    code: z.string(),
    seq: z.int(),
    message: z.string(),
  });
  return endpoint({
    method: 'get',
    path: '/tables/{table}/register/verify',
    summary: 'Whether the chain holds, and where it breaks; `head` is a hash known from elsewhere',
    params: tableParams,
    query: z.object({ head: hash.optional() }),
    answer: z.union([holds, breaks]),
    refuses: SEAT_REFUSES,
    handle: async ({ who, params: { table }, query }) => {
      const seat = seated(ports.access, who, table);
      if (!seat.ok) return seat;
      const verified = verifyChain(await ports.store.register.read(table, 0), query.head);
      if (!verified.ok)
        return ok({
          ok: false as const,
          code: verified.code,
          seq: Number(verified.at),
          message: verified.message,
        });
      const { seq, hash: last, erased } = verified.value;
      return ok({ ok: true as const, seq, head: last, erased });
    },
  });
}

function referenceDateRoutes(ports: HttpPorts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/tables/{table}/reference-dates',
      summary: 'The reference dates of a table, oldest first',
      params: tableParams,
      answer: z.array(referenceDate).readonly(),
      refuses: SEAT_REFUSES,
      handle: async ({ who, params: { table } }) => {
        const seat = seated(ports.access, who, table);
        return seat.ok ? ok(await ports.referenceDates.list(table)) : seat;
      },
    }),
    endpoint({
      method: 'post',
      path: '/tables/{table}/reference-dates',
      summary: 'Freeze the plans as they are now; by chair or secretary. Its sha256 goes into the register',
      status: 201,
      params: tableParams,
      body: z.strictObject({ name: z.string().trim().min(1).max(100).optional() }).optional(),
      answer: referenceDate,
      refuses: SEAT_REFUSES,
      handle: async ({ who, params: { table }, body }) => {
        const seat = officer(ports.access, who, table);
        if (!seat.ok) return seat;
        const date = await ports.referenceDates.freeze(table, body?.name);
        await ports.announceReferenceDate(table, who.person.id, { id: date.id, sha256: date.sha256 });
        return ok(date);
      },
    }),
  ];
}

function headOf(entries: readonly RegisterEntry[]): string {
  const last = entries.at(-1);
  return last === undefined ? NO_HASH : hashEvent(last.event);
}
