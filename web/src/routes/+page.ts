import { redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** Home is my tables; who is not signed in is sent on from there. */
export const load: PageLoad = () => redirect(307, '/tables');
