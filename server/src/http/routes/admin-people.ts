import { z } from 'zod';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import type { Person } from '@bouwberaad/shared/model/organisation.ts';
import type { Access } from '../../store/access.ts';
import type { SignedIn } from '../auth/sessions.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { byName, toPerson } from '../person.ts';
import { refuse, type HttpProblem } from '../problem.ts';
import { invited, knownPerson, newPerson, personChange } from '../schema/admin.ts';
import { person } from '../schema/directory.ts';
import type { AdminDesk } from './admin-desk.ts';
import { sameText, stated } from './admin-text.ts';

/** The kind of mail that invites somebody. */
export const INVITATION = 'invitation';
const DAYS = 7;
/** People read an invitation after the weekend; a link that they asked for themselves works much shorter. */
export const INVITATION_LASTS_MS = DAYS * 86_400_000;

/** After an hour without a mail server that takes it the administrator sees it, while its link still works. */
const MAIL_TRIED_MS = 3_600_000;

const params = z.object({ id: z.string() });

export function peopleRoutes(desk: AdminDesk): Endpoint[] {
  const { access, log, oneByOne } = desk;
  return [
    endpoint({
      method: 'get',
      path: '/admin/people',
      summary: 'Everybody who is known here, with their seats; for administrators',
      answer: z.array(knownPerson),
      handle: async () => ok(await listPeople(desk)),
    }),
    endpoint({
      method: 'post',
      path: '/admin/people',
      summary: 'Make a person; a seat and an invitation are given apart; for administrators',
      status: 201,
      body: newPerson,
      answer: person,
      handle: ({ who, body }) =>
        oneByOne(async () => {
          const id: string = newId();
          const made: Person = { id, ...body };
          const wrong = check(access, made);
          if (wrong !== null) return wrong;
          await access.directory.put('person', made);
          log.info('a person was made', { by: who.person.id, person: made.id, admin: made.admin });
          return ok(toPerson(access, made));
        }),
    }),
    personEndpoint(desk),
    invitationEndpoint(desk),
  ];
}

function personEndpoint(desk: AdminDesk): Endpoint {
  const { access, log, oneByOne } = desk;
  return endpoint({
    method: 'patch',
    path: '/admin/people/{id}',
    summary:
      'Change a person; another e-mail address ends their sessions and takes their links back; for administrators',
    params,
    body: personChange,
    answer: person,
    refuses: ['notFound'],
    handle: ({ who, params: { id }, body }) =>
      oneByOne(async () => {
        const known = access.person(id);
        if (known === null) return unknown();
        const changed: Person = { ...known, ...stated(body) };
        const wrong = check(access, changed);
        if (wrong !== null) return wrong;
        await access.directory.put('person', changed);
        if (!sameText(known.email ?? '', changed.email ?? '')) await takeBack(desk, changed, who);
        log.info('a person was changed', {
          by: who.person.id,
          person: id,
          fields: Object.keys(stated(body)),
        });
        return ok(toPerson(access, changed));
      }),
  });
}

function invitationEndpoint({ access, clock, courier, links, log }: AdminDesk): Endpoint {
  return endpoint({
    method: 'post',
    path: '/admin/people/{id}/invitation',
    summary: 'Mails somebody a link to sign in with, or holds it to be passed on by hand; for administrators',
    status: 202,
    params,
    answer: invited,
    refuses: ['notFound'],
    handle: async ({ who, params: { id } }) => {
      const guest = access.person(id);
      if (guest === null) return unknown();
      if (guest.email === null)
        return refuse('malformed', `${guest.name} heeft nog geen e-mailadres. Vul dat eerst in.`, 'email');
      const { url, expires } = await links.make(guest, INVITATION_LASTS_MS);
      await courier.post({
        key: `${INVITATION}:${newId()}`,
        kind: INVITATION,
        to: guest.email,
        subject: 'Uitnodiging voor Bouwberaad',
        text: invitationText(access, guest, who.person.name, url),
        expires: clock.now() + MAIL_TRIED_MS,
      });
      log.info('a person was invited', { by: who.person.id, person: id });
      return ok({ to: guest.email, expires: toIso(expires) });
    },
  });
}

async function listPeople({ access, clock }: AdminDesk): Promise<z.input<typeof knownPerson>[]> {
  const sessions = await access.directory.list('session');
  const signedIn = new Set(
    sessions.filter(({ expires }) => expires > clock.now()).map(({ person: one }) => one),
  );
  return access
    .people()
    .map((one) => ({
      ...toPerson(access, one),
      seats: access.seatsOf(one.id).map(({ table, role }) => ({ table, role })),
      signedIn: signedIn.has(one.id),
    }))
    .sort(byName);
}

function unknown(): HttpProblem {
  return refuse('notFound', 'Deze persoon bestaat niet.');
}

function check(access: Access, { id, email, organisation, admin }: Person): HttpProblem | null {
  if (access.organisation(organisation) === null)
    return refuse('malformed', 'Die organisatie bestaat niet.', 'organisation');
  const owner = email === null ? null : access.personByEmail(email);
  if (owner !== null && owner.id !== id)
    return refuse('malformed', `Dat e-mailadres is al van ${owner.name}.`, 'email');
  // An installation without an administrator can never get one again.
  const others = access.people().filter((one) => one.admin && one.id !== id);
  if (!admin && access.person(id)?.admin === true && others.length === 0)
    return refuse('notAllowed', 'Dit is de laatste beheerder. Maak eerst iemand anders beheerder.', 'admin');
  return null;
}

/** Whoever got mail at the address of before can't come in any more; the one who changes it stays. */
async function takeBack({ access, sessions }: AdminDesk, person: Person, who: SignedIn): Promise<void> {
  const { directory } = access;
  for (const link of await directory.list('signInLink'))
    if (link.person === person.id) await directory.take('signInLink', link.id);
  for (const { id, person: owner, expires } of await directory.list('session'))
    if (owner === person.id && id !== who.session.id)
      await sessions.end({ person, session: { id, expires } });
}

function invitationText(access: Access, guest: Person, host: string, url: string): string {
  const tables = access
    .seatsOf(guest.id)
    .flatMap((seat) => access.table(seat.table) ?? [])
    .sort(byName)
    .map(({ name }) => name);
  return [
    `Beste ${guest.name},`,
    `${host} nodigt je uit voor Bouwberaad.${tables.length === 0 ? '' : ` Je hebt een plek aan: ${tables.join(', ')}.`}`,
    `Met deze link log je in. Hij werkt ${DAYS} dagen en één keer; daarna vraag je op de inlogpagina zelf een nieuwe aan.`,
    url,
    'Verwacht je dit niet? Dan hoef je niets te doen.',
  ].join('\n\n');
}
