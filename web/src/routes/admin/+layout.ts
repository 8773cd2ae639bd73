import type { Me } from '#lib/api-types.ts';
import { api } from '#lib/api.ts';
import type { LayoutLoad } from './$types';

/** Not awaited: the frame of the page comes first. The rest is asked for once it is known that one may. */
export const load: LayoutLoad = ({ fetch }) => ({ me: api.get<Me>('/me', { fetch }) });
