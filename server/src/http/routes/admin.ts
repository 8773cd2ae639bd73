import { z } from 'zod';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import type { OutgoingMessage } from '../../store/store.ts';
import { LINK_LASTS_MS } from '../auth/sign-in-links.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { byName, toPerson } from '../person.ts';
import type { HttpPorts } from '../ports.ts';
import { administrator } from '../rights.ts';
import { id, instant, person, role } from '../schema/directory.ts';

const mail = z.strictObject({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  link: z.string().nullable().meta({ description: 'The link in it, to pass on by hand' }),
  at: instant,
  expires: instant.nullable().meta({ description: 'Until when the link works' }),
});

export function adminRoutes(ports: HttpPorts): Endpoint[] {
  const { access } = ports;
  return [
    endpoint({
      method: 'get',
      path: '/admin/mails',
      summary: 'Mails that could not be sent, newest first, as long as they are of use; for administrators',
      answer: z.array(mail),
      refuses: ['notAllowed'],
      handle: async ({ who }) => {
        const admin = administrator(who);
        if (!admin.ok) return admin;
        const held = (await ports.store.outgoing.list('held')).map(toMail);
        const now = toIso(ports.clock.now());
        return ok(
          held
            .filter(({ expires }) => expires === null || expires > now)
            .sort((a, b) => (a.at < b.at ? 1 : -1)),
        );
      },
    }),
    endpoint({
      method: 'get',
      path: '/admin/people',
      summary: 'Everybody who is known here, with their seats; for administrators',
      answer: z.array(person.extend({ seats: z.array(z.strictObject({ table: id, role })) })),
      refuses: ['notAllowed'],
      handle: ({ who }) => {
        const admin = administrator(who);
        if (!admin.ok) return Promise.resolve(admin);
        const people = access.people().map((one) => ({
          ...toPerson(access, one),
          seats: access.seatsOf(one.id).map(({ table, role: as }) => ({ table, role: as })),
        }));
        return Promise.resolve(ok(people.sort(byName)));
      },
    }),
  ];
}

function toMail({ key, kind, to, subject, text, at }: OutgoingMessage): z.input<typeof mail> {
  const link = /https?:\/\/\S+/.exec(text)?.[0] ?? null;
  return {
    id: key,
    to,
    subject,
    link,
    at,
    expires: kind === 'signIn' ? toIso(Date.parse(at) + LINK_LASTS_MS) : null,
  };
}
