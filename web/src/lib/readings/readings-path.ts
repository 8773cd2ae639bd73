import { tablePath } from '#lib/shell/places.ts';

export type ReadingsTab = 'readings' | 'suggestions';

/** The page that sets owners and others side by side. */
export function readingsPath(table: string, tab: ReadingsTab, chosen?: string): string {
  const query = new URLSearchParams();
  if (tab === 'suggestions') query.set('show', tab);
  if (chosen !== undefined) query.set('about', chosen);
  return `${tablePath(table, 'readings')}${query.size === 0 ? '' : `?${query.toString()}`}`;
}
