import { z } from 'zod';
import { editForEvent } from '@bouwberaad/shared/edit/action-edit.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { isSafeText } from '@bouwberaad/shared/lib/json.ts';
import { ok, type Result } from '@bouwberaad/shared/lib/result.ts';
import { readRecord, recordMap } from '@bouwberaad/shared/model/read.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { SignedIn } from '../auth/sessions.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import type { HttpPorts } from '../ports.ts';
import { refuse, type HttpProblem } from '../problem.ts';
import { SEAT_REFUSES, seated } from '../rights.ts';
import { id } from '../schema/directory.ts';
import { action } from '../schema/records.ts';

const text = z.string().max(2000).refine(isSafeText);
const event = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('start') }),
    z.strictObject({ type: z.literal('finish'), evidence: text.optional() }),
    z.strictObject({ type: z.literal('drop'), reason: text }),
    z.strictObject({ type: z.literal('reopen') }),
    z.strictObject({ type: z.literal('handOver'), to: id }),
    z.strictObject({ type: z.literal('accept') }),
    z.strictObject({ type: z.literal('refuse'), reason: text }),
    z.strictObject({ type: z.literal('withdraw') }),
  ])
  .meta({ description: 'What happens to the action; a reason is asked for dropping and for refusing' });

type Asked = z.infer<typeof event>;

/** For who has no workspace open: my actions on a phone, a program. The same machine and rights as at the table. */
export function actionRoutes(ports: HttpPorts): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/tables/{table}/actions/{action}/events',
      summary: 'Finishes, drops, reopens or hands over an action, or answers who asked me to take it over',
      params: z.object({ table: z.string(), action: z.string() }),
      body: event,
      answer: z.strictObject({ action }),
      refuses: [...SEAT_REFUSES, 'unknownAction', 'impossible', 'stale'],
      handle: async ({ who, params, body }) => {
        const seat = seated(ports.access, who, params.table);
        if (!seat.ok) return seat;
        const edit = await editFor(ports, who, params, body);
        if (!edit.ok) return edit;
        const written = await ports.workspaces.edit(params.table, edit.value, who.person.id);
        if (!written.ok) return refuse('stale');
        const now = await ports.workspaces.read(params.table, (doc) => {
          const map = recordMap(doc, 'actions', params.action);
          return map === null ? null : readRecord('actions', params.action, map);
        });
        return now === null ? refuse('unknownAction') : ok({ action: now });
      },
    }),
  ];
}

/** The edit that it is, judged as the gate would judge it. */
function editFor(
  { access, clock, workspaces }: HttpPorts,
  who: SignedIn,
  at: { readonly table: string; readonly action: string },
  asked: Asked,
): Promise<Result<Edit, HttpProblem>> {
  const doer = { person: who.person.id, organisation: who.person.organisation, at: toIso(clock.now()) };
  return workspaces.read(at.table, (doc): Result<Edit, HttpProblem> => {
    const map = recordMap(doc, 'actions', at.action);
    const known = map === null ? null : readRecord('actions', at.action, map);
    if (known === null || known.removed) return refuse('unknownAction');
    const evidence = asked.type === 'finish' ? asked.evidence : undefined;
    const edit = editForEvent(known, asked, doer, evidence === undefined ? {} : { evidence });
    if (!edit.ok) return refuse('impossible', undefined, edit.code);
    const actor = access.actor(who.person.id, at.table);
    const rules = access.rules(at.table);
    if (actor === null || rules === null) return refuse('notAllowed');
    const may = mayApply(doc, edit.value, actor, rules);
    return may.ok ? edit : refuse('notAllowed', 'Alleen wie aan deze tafel meedoet, wijzigt acties.');
  });
}
