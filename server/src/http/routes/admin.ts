import { ok } from '@bouwberaad/shared/lib/result.ts';
import { askerOf } from '../asker.ts';
import type { Endpoint } from '../endpoint.ts';
import { sendProblem } from '../problem.ts';
import { administrator } from '../rights.ts';
import type { AdminDesk } from './admin-desk.ts';
import { healthRoutes } from './admin-health.ts';
import { mailRoutes } from './admin-mails.ts';
import { organisationRoutes } from './admin-organisations.ts';
import { peopleRoutes } from './admin-people.ts';
import { seatRoutes } from './admin-seats.ts';
import { adminTableRoutes } from './admin-tables.ts';

/** The directory, kept by administrators: who is there and where they sit. Of plans nothing is read or told here. */
export function adminRoutes(desk: AdminDesk): Endpoint[] {
  return [mailRoutes, peopleRoutes, organisationRoutes, adminTableRoutes, seatRoutes, healthRoutes]
    .flatMap((routes) => routes(desk))
    .map(adminsOnly);
}

/** Closed to all others before anything of their question is looked at. */
function adminsOnly(route: Endpoint): Endpoint {
  return {
    ...route,
    refuses: [...route.refuses, 'notAllowed'],
    run: async (request, response) => {
      const who = askerOf(request);
      // Not signed in: the route says so itself.
      const allowed = who === null ? ok(undefined) : administrator(who);
      if (allowed.ok) await route.run(request, response);
      else sendProblem(response, allowed);
    },
  };
}
