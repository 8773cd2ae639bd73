import { z } from 'zod';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import type { Person } from '@bouwberaad/shared/model/organisation.ts';
import { sessionCookie } from '../auth/sessions.ts';
import { LINK_LASTS_MS } from '../auth/sign-in-links.ts';
import { endpoint, openEndpoint, type Endpoint } from '../endpoint.ts';
import { toPerson } from '../person.ts';
import type { HttpPorts } from '../ports.ts';
import { refuse } from '../problem.ts';
import { person } from '../schema/directory.ts';
import { isHttps } from '../security.ts';

const email = z.strictObject({ email: z.string().trim().min(3).max(254) });
const begun = z.strictObject({
  token: z.string().meta({ description: 'Also set as the cookie bb_session' }),
  person,
});
const demoPerson = z.strictObject({
  email: z.string(),
  name: z.string(),
  role: z.string(),
  organisation: z.string(),
  does: z.string(),
});

export function signInRoutes(ports: HttpPorts): Endpoint[] {
  const secure = isHttps(ports.config.publicUrl);

  async function begin(who: Person, response: { setHeader(name: string, value: string): unknown }) {
    const token = await ports.sessions.begin(who.id);
    response.setHeader('Set-Cookie', sessionCookie(token, secure));
    return ok({ token, person: toPerson(ports.access, who) });
  }

  return [
    openEndpoint({
      method: 'get',
      path: '/sign-in',
      summary: 'The ways to sign in here',
      answer: z.strictObject({ demo: z.array(demoPerson).readonly(), oidc: z.boolean() }),
      handle: () => Promise.resolve(ok({ demo: ports.config.demo ? ports.demoPeople : [], oidc: false })),
    }),
    openEndpoint({
      method: 'post',
      path: '/sessions',
      summary: 'Sign in as a person of the demo region; only with DEMO',
      status: 201,
      body: email,
      answer: begun,
      refuses: ['unknownPerson', 'tooMany'],
      handle: async ({ body, response }) => {
        const one =
          ports.config.demo && ports.demoPeople.some((demo) => demo.email === body.email.toLowerCase())
            ? ports.access.personByEmail(body.email)
            : null;
        return one === null ? refuse('unknownPerson') : begin(one, response);
      },
    }),
    endpoint({
      method: 'delete',
      path: '/sessions',
      summary: 'Sign out: ends the session that this request came with',
      status: 204,
      handle: async ({ who, response }) => {
        await ports.sessions.end(who);
        response.setHeader('Set-Cookie', sessionCookie(null, secure));
        return ok(undefined);
      },
    }),
    linkRequest(ports),
    openEndpoint({
      method: 'post',
      path: '/sign-in-links/{code}',
      summary: 'Sign in with the code of a link; a GET would be used up by what scans mails',
      status: 201,
      params: z.object({ code: z.string().max(200) }),
      answer: begun,
      refuses: ['linkSpent', 'tooMany'],
      handle: async ({ params, response }) => {
        const redeemed = await ports.links.redeem(params.code);
        return redeemed.ok ? begin(redeemed.value, response) : refuse('linkSpent');
      },
    }),
  ];
}

function linkRequest(ports: HttpPorts): Endpoint {
  return openEndpoint({
    method: 'post',
    path: '/sign-in-links',
    summary:
      'Ask for a mail with a link to sign in; the answer is the same for an address that is not known here',
    status: 202,
    body: email,
    refuses: ['tooMany'],
    handle: ({ body }) => {
      // Not awaited: how long the answer takes would tell whether the address is known.
      mailLink(ports, body.email).catch((error: unknown) => {
        ports.log.error('a sign-in link could not be made', { error });
      });
      return Promise.resolve(ok(undefined));
    },
  });
}

async function mailLink({ access, links, courier, log }: HttpPorts, address: string): Promise<void> {
  const person = access.personByEmail(address);
  if (person === null || person.email === null) {
    log.info('a sign-in link was asked for an address that is not known here');
    return;
  }
  const { url, expires } = await links.make(person);
  await courier.post({
    key: `signIn:${newId()}`,
    kind: 'signIn',
    to: person.email,
    subject: 'Inloggen bij Bouwberaad',
    text: linkText(person.name, url),
    expires,
  });
}

function linkText(name: string, url: string): string {
  return [
    `Beste ${name},`,
    `Met deze link log je in bij Bouwberaad. Hij werkt ${LINK_LASTS_MS / 60_000} minuten en één keer.`,
    url,
    'Heb je hier niet om gevraagd? Dan hoef je niets te doen.',
  ].join('\n\n');
}
