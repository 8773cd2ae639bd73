import type { Me } from '#lib/api-types.ts';
import { api } from '#lib/api.ts';
import type { PageLoad } from './$types';

/** Not awaited: the page stands while it comes. */
export const load: PageLoad = ({ fetch }) => ({ me: api.get<Me>('/me', { fetch }) });
