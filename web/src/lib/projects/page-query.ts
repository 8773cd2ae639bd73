import type { DrawerTab, Query } from './view.svelte.ts';

/** The query of a project's page on another tab; null: without one, as the list wants it. */
export function withTab(query: Pick<Query, 'toString'>, tab: DrawerTab | null): URLSearchParams {
  const params = new URLSearchParams(query.toString());
  if (tab === null) params.delete('tab');
  else params.set('tab', tab);
  return params;
}
