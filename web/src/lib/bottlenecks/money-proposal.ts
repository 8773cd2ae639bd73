import type { CreateRecord } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { isOpen, type Bottleneck } from '@bouwberaad/shared/model/bottleneck.ts';

/**
 * A proposal to spend it: it resolves the bottlenecks of the chosen projects, so that the table sees what that does to
 * the figures before anyone agrees.
 */
export function moneyProposal(
  projects: readonly string[],
  bottlenecks: readonly Bottleneck[],
  words: { readonly title: string; readonly reason: string },
  stamp: { readonly by: string; readonly at: string },
): CreateRecord {
  const chosen = new Set(projects);
  const changes = bottlenecks
    .filter(
      (one) => isOpen(one) && one.category === 'onrendabele top' && one.projects.some((id) => chosen.has(id)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, state }) => ({ path: `bottlenecks/${id}/state`, from: state, to: 'resolved' }));
  return {
    type: 'createRecord',
    root: 'proposals',
    id: newId(),
    fields: { kind: 'doorpakken', ...words, changes, state: 'draft', ...stamp },
  };
}
