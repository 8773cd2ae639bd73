import type { Handle } from '@sveltejs/kit/hooks';

/** The Latin subset of the letter is on every page: fetched beside the styles instead of after them. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    preload: ({ type, path }) =>
      type === 'js' || type === 'css' || (type === 'font' && path.includes('inter-latin-opsz-normal')),
  });
