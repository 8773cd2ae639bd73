import {
  CERTAINTIES,
  isOpen,
  type Bottleneck,
  type BottleneckCategory,
  type Certainty,
} from '@bouwberaad/shared/model/bottleneck.ts';
import type { ProjectRow } from '@bouwberaad/shared/view/rows.ts';
import type { ProjectLinks } from '@bouwberaad/shared/view/summary.ts';
import { outlineOf, placeOf, type LatLng, type Outline } from './outline.ts';

/** How sure it is that a plan is held up; `geen`: somebody looked, and nothing does. */
export type Standing = Certainty | 'geen';

/** In the order of the legend. */
export const STANDINGS: readonly Standing[] = [...CERTAINTIES, 'geen'];

/** A plan that the filter lets through, as the map draws it. */
export interface Mark extends LatLng {
  readonly id: string;
  readonly name: string;
  readonly standing: Standing;
  readonly outline: Outline | null;
}

/** What there is to draw of the plans of a table. */
export interface MapPlans {
  readonly marks: readonly Mark[];
  /** Plans outside the filter. */
  readonly rest: readonly LatLng[];
  /** Plans in the filter that have no place. */
  readonly unplaced: readonly ProjectRow[];
  /** By project, those without a place too. */
  readonly standings: ReadonlyMap<string, Standing>;
}

/**
 * How sure it is that something holds a plan up: the strongest open certainty, of the categories that are filtered on or,
 * without any, of all. As in insight 3 an open `onbekend`, or a plan of which nobody said anything, is unknown.
 */
export function standingOf(
  records: readonly Bottleneck[],
  categories: readonly BottleneckCategory[] = [],
): Standing {
  if (records.length === 0) return 'onbekend';
  const open = records.filter(isOpen);
  const named = open.filter(
    ({ category }) => category !== null && category !== 'onbekend' && isIn(categories, category),
  );
  const strongest = CERTAINTIES.find((certainty) =>
    named.some((record) => (record.certainty ?? 'onbekend') === certainty),
  );
  if (strongest !== undefined) return strongest;
  return open.some(({ category }) => category === 'onbekend' || category === null) ? 'onbekend' : 'geen';
}

function isIn(categories: readonly BottleneckCategory[], category: BottleneckCategory): boolean {
  const holding: readonly BottleneckCategory[] = categories.filter(
    (one) => one !== 'geen' && one !== 'onbekend',
  );
  return holding.length === 0 || holding.includes(category);
}

export function mapPlans(
  everything: readonly ProjectRow[],
  shown: readonly ProjectRow[],
  links: Pick<ProjectLinks, 'bottlenecks'>,
  categories: readonly BottleneckCategory[],
): MapPlans {
  const standings = new Map(
    shown.map(({ id }) => [id, standingOf(links.bottlenecks.get(id) ?? [], categories)]),
  );
  const marks: Mark[] = [];
  const unplaced: ProjectRow[] = [];
  for (const row of shown) {
    const place = placeOf(row.project);
    if (place === null) unplaced.push(row);
    else
      marks.push({
        id: row.id,
        name: row.project.name ?? '',
        ...place,
        standing: standings.get(row.id) ?? 'onbekend',
        outline: outlineOf(row.project),
      });
  }
  const rest = everything.flatMap(({ id, project }) => {
    const place = standings.has(id) ? null : placeOf(project);
    return place === null ? [] : [place];
  });
  return { marks, rest, unplaced, standings };
}
