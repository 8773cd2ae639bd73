import { z } from 'zod';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import type { OutgoingMessage } from '../../store/store.ts';
import { CODE } from '../auth/secrets.ts';
import { LINK_LASTS_MS } from '../auth/sign-in-links.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import type { HttpPorts } from '../ports.ts';
import { refuse } from '../problem.ts';
import { heldMail } from '../schema/admin.ts';
import type { AdminDesk } from './admin-desk.ts';
import { INVITATION, INVITATION_LASTS_MS } from './admin-people.ts';

type HeldMail = z.input<typeof heldMail>;

/** How long the link in a mail works, in milliseconds, by the kind of mail. */
const LASTS_MS: Readonly<Record<string, number>> = {
  signIn: LINK_LASTS_MS,
  [INVITATION]: INVITATION_LASTS_MS,
};

const LINK = new RegExp(String.raw`https?://\S+/login/${CODE}[\w-]+`);

export function mailRoutes(desk: AdminDesk): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/admin/mails',
      summary: 'Mails that could not be sent, newest first, as long as they are of use; for administrators',
      answer: z.array(heldMail),
      handle: async () => ok(await usefulMails(desk)),
    }),
    endpoint({
      method: 'post',
      path: '/admin/mails/{key}/copied',
      summary: 'Puts in the log that I copied the link of a mail, to pass it on by hand; for administrators',
      status: 204,
      params: z.object({ key: z.string().max(200) }),
      refuses: ['notFound'],
      handle: async ({ who, params }) => {
        const mail = (await usefulMails(desk)).find(({ id }) => id === params.key);
        if (mail === undefined || mail.link === null)
          return refuse('notFound', 'Deze link is er niet meer: hij is verlopen of vervangen.');
        desk.log.info('a link was copied by hand', {
          by: who.person.id,
          mail: mail.id,
          person: mail.person?.id ?? null,
        });
        return ok(undefined);
      },
    }),
  ];
}

async function usefulMails({ access, clock, store }: HttpPorts): Promise<HeldMail[]> {
  const now = toIso(clock.now());
  return (await store.outgoing.list('held'))
    .map((message) => toMail(access, message))
    .filter(({ link, person, expires }) => {
      // Who got another address meanwhile: the links to the old one were taken back.
      const dead = link !== null && person === null;
      return !dead && (expires === null || expires > now);
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

function toMail(
  access: HttpPorts['access'],
  { key, kind, to, subject, text, at }: OutgoingMessage,
): HeldMail {
  const person = access.personByEmail(to);
  const lasts = LASTS_MS[kind];
  return {
    id: key,
    kind,
    to,
    person: person === null ? null : { id: person.id, name: person.name },
    subject,
    link: LINK.exec(text)?.[0] ?? null,
    at,
    expires: lasts === undefined ? null : toIso(Date.parse(at) + lasts),
  };
}
