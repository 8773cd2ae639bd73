import type { FieldValues } from '@bouwberaad/shared/edit/edit.ts';
import type { RootName } from '@bouwberaad/shared/model/layout.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';

/** May I make such a record here? For the button before its form: the same function decides at the server. */
export function mayMake(
  session: Pick<TableSession, 'may' | 'stamp'>,
  root: RootName,
  fields: FieldValues = {},
): boolean {
  return session.may({ type: 'createRecord', root, id: 'new', fields: { ...fields, ...session.stamp() } }).ok;
}

/** May I make a plan? It belongs to the organisation that I am here for. */
export function mayMakePlan(session: Pick<TableSession, 'may' | 'stamp' | 'actor'>): boolean {
  const { organisation } = session.actor;
  return mayMake(session, 'projects', { organisation });
}
