import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import MapIcon from '@lucide/svelte/icons/map';
import OctagonPause from '@lucide/svelte/icons/octagon-pause';
import SquareCheck from '@lucide/svelte/icons/square-check';
import Stamp from '@lucide/svelte/icons/stamp';
import Table2 from '@lucide/svelte/icons/table-2';
import { m } from '#lib/paraglide/messages.js';
import type { Icon } from '#lib/ui/icon.ts';

/** A page of a table. */
export interface Place {
  readonly id: 'overview' | 'projects' | 'map' | 'bottlenecks' | 'actions' | 'decisions';
  readonly label: () => string;
  readonly icon: Icon;
  /** After G. */
  readonly key: string;
}

/** The pages of a table, in the order of the nav; a page gets a place here when it exists. */
export const PLACES: readonly Place[] = [
  { id: 'overview', label: m.shell_nav_overview, icon: LayoutDashboard, key: 'o' },
  { id: 'projects', label: m.shell_nav_projects, icon: Table2, key: 'p' },
  { id: 'map', label: m.shell_nav_map, icon: MapIcon, key: 'k' },
  { id: 'bottlenecks', label: m.bottlenecks_title, icon: OctagonPause, key: 'n' },
  { id: 'actions', label: m.actions_title, icon: SquareCheck, key: 'a' },
  { id: 'decisions', label: m.shell_nav_decisions, icon: Stamp, key: 'b' },
];

/** Pages of a table that are gone to from other pages, and have no place in the nav. */
export type SidePage = 'changes' | 'compare' | 'readings' | 'cases';

export function tablePath(table: string, place: Place['id'] | SidePage = 'overview'): `/tables/${string}` {
  return `/tables/${encodeURIComponent(table)}/${place}`;
}

/** Two ways to look at the same plans: what is filtered on in one, is in the other. */
const SAME_PLANS: readonly (Place['id'] | null)[] = ['projects', 'map'];
/** What only one of them understands, and what is open there. */
const OWN_PARAMS = ['map', 'colour', 'project', 'tab', 'list'];

/** From one page of the nav to another, with the filter where both know it. */
export function goPath(table: string, to: Place['id'], from: Place['id'] | null, query: string): string {
  const path = tablePath(table, to);
  if (to === from || !SAME_PLANS.includes(to) || !SAME_PLANS.includes(from)) return path;
  const params = new URLSearchParams(query);
  for (const own of OWN_PARAMS) params.delete(own);
  return params.size === 0 ? path : `${path}?${params.toString()}`;
}

/** Which page of a table a path is on; null when it is none of the nav. */
export function placeOf(pathname: string): Place['id'] | null {
  const segment = pathname.split('/')[3];
  // Two readings of the same plans: another way to look at the projects.
  if (segment === 'readings') return 'projects';
  if (segment === 'cases') return 'bottlenecks';
  return PLACES.find((place) => place.id === segment)?.id ?? null;
}

/** The grid wants all the width that it can get. */
export function isGrid(pathname: string): boolean {
  return pathname.split('/')[3] === 'projects';
}
