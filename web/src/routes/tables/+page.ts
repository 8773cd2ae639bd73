import type { Me, TableSummary } from '#lib/api-types.ts';
import { api } from '#lib/api.ts';
import type { PageLoad } from './$types';

/** Not awaited: the page stands while they come. */
export const load: PageLoad = ({ fetch }) => ({
  me: api.get<Me>('/me', { fetch }),
  tables: api.get<readonly TableSummary[]>('/tables', { fetch }),
});
