import type { Me, TableSummary, UndeliveredMail } from '#lib/api-types.ts';
import { api } from '#lib/api.ts';
import type { PageLoad } from './$types';

/** Not awaited: each part of the page comes when it comes. */
export const load: PageLoad = ({ fetch }) => ({
  me: api.get<Me>('/me', { fetch }),
  mails: api.get<readonly UndeliveredMail[]>('/admin/mails', { fetch }),
  tables: api.get<readonly TableSummary[]>('/tables', { fetch }),
});
