import { Router } from 'express';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Person } from '@bouwberaad/shared/model/organisation.ts';
import { z } from 'zod';
import { toIcs, type FeedAction } from './ics.ts';
import { describe } from './import-schemas.ts';
import { refuse } from './refusals.ts';

export interface IcsDeps {
  /** Whose feed a key opens; null: nobody's, or not any more. */
  readonly personOf: (key: string) => Promise<Person | null>;
  readonly actionsOf: (person: Person) => Promise<{ readonly actions: readonly FeedAction[] }>;
  readonly baseUrl: () => string;
  readonly clock: Clock;
}

export const icsDescriptions = [
  {
    ...describe('get', '/me/actions.ics', 'What I have to do, for a calendar that subscribes to it', {
      params: z.object({}),
      query: z.object({ key: z.string() }),
    }),
    // A calendar signs in with nothing but the address.
    open: true,
  },
];

export function icsRoutes({ personOf, actionsOf, baseUrl, clock }: IcsDeps): Router {
  const router = Router();
  router.get('/me/actions.ics', async (request, response) => {
    const { key } = request.query;
    const person = typeof key === 'string' && key.length <= 200 ? await personOf(key) : null;
    if (person === null) {
      refuse(response, { ok: false, code: 'unknownKey', message: 'Dit adres werkt niet of niet meer.' });
      return;
    }
    const { actions } = await actionsOf(person);
    response
      .type('text/calendar; charset=utf-8')
      .set('Content-Disposition', 'inline; filename="acties.ics"')
      .send(toIcs(actions, { baseUrl: baseUrl(), now: clock.now() }));
  });
  return router;
}
