import { redirect } from '@sveltejs/kit';
import { tablePath } from '#lib/shell/places.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => redirect(307, tablePath(params.id));
