import { z } from 'zod';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import type { Organisation } from '@bouwberaad/shared/model/organisation.ts';
import type { Access } from '../../store/access.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { byName } from '../person.ts';
import { refuse, type HttpProblem } from '../problem.ts';
import { newOrganisation, organisationChange } from '../schema/admin.ts';
import { organisation } from '../schema/directory.ts';
import type { AdminDesk } from './admin-desk.ts';
import { sameText, stated } from './admin-text.ts';

export function organisationRoutes({ access, log, oneByOne }: AdminDesk): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/admin/organisations',
      summary: 'All organisations; for administrators',
      answer: z.array(organisation),
      handle: () => Promise.resolve(ok([...access.organisations()].sort(byName))),
    }),
    endpoint({
      method: 'post',
      path: '/admin/organisations',
      summary: 'Make an organisation; for administrators',
      status: 201,
      body: newOrganisation,
      answer: organisation,
      handle: ({ who, body }) =>
        oneByOne(async () => {
          const id: string = newId();
          const made: Organisation = { id, ...body };
          const wrong = check(access, made);
          if (wrong !== null) return wrong;
          await access.directory.put('organisation', made);
          log.info('an organisation was made', { by: who.person.id, organisation: made.id });
          return ok(made);
        }),
    }),
    endpoint({
      method: 'patch',
      path: '/admin/organisations/{id}',
      summary: 'Change an organisation; what is left out stays; for administrators',
      params: z.object({ id: z.string() }),
      body: organisationChange,
      answer: organisation,
      refuses: ['notFound'],
      handle: ({ who, params, body }) =>
        oneByOne(async () => {
          const known = access.organisation(params.id);
          if (known === null) return refuse('notFound', 'Deze organisatie bestaat niet.');
          const changed: Organisation = { ...known, ...stated(body) };
          const wrong = check(access, changed);
          if (wrong !== null) return wrong;
          await access.directory.put('organisation', changed);
          log.info('an organisation was changed', {
            by: who.person.id,
            organisation: changed.id,
            fields: Object.keys(stated(body)),
          });
          return ok(changed);
        }),
    }),
  ];
}

/** One voice per organisation, and one owner per territory: neither may be there twice. */
function check(access: Access, { id, name, kind, municipality }: Organisation): HttpProblem | null {
  const others = access.organisations().filter((one) => one.id !== id);
  if (others.some((one) => sameText(one.name, name)))
    return refuse('malformed', `Er is al een organisatie die ${name} heet.`, 'name');
  if (municipality === null) return null;
  if (kind !== 'municipality')
    return refuse('malformed', 'Alleen een gemeente heeft een eigen grondgebied.', 'municipality');
  const owner = others.find((one) => one.municipality === municipality);
  return owner === undefined
    ? null
    : refuse('malformed', `Dat grondgebied is al van ${owner.name}.`, 'municipality');
}
