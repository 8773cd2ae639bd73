import Supercluster from 'supercluster';
import type { LatLng } from './outline.ts';
import type { Mark } from './marks.ts';

/** Marks that lie too close to be told apart at this zoom. */
export interface Group extends LatLng {
  readonly count: number;
  readonly confirmed: number;
  /** The zoom at which it falls apart. */
  readonly opensAt: number;
  readonly members: readonly Mark[];
}

export interface Gathered {
  readonly groups: readonly Group[];
  readonly single: readonly Mark[];
}

interface Sum {
  readonly confirmed: number;
}
interface Item extends Sum {
  readonly at: number;
}

/** In pixels: the rings of groups next to each other do not touch. */
const RADIUS = 38;
/** Beyond this every plan stands alone. */
const LAST_ZOOM = 13;
const EVERYWHERE: [number, number, number, number] = [-180, -85, 180, 85];

/** Gathers marks by zoom. Made once for a set of marks, asked at every zoom. */
export function gatherer(marks: readonly Mark[]): (zoom: number) => Gathered {
  const index = new Supercluster<Item, Sum>({
    radius: RADIUS,
    maxZoom: LAST_ZOOM,
    minPoints: 2,
    // Leaflet's tiles are 256 pixels, and with them what a zoom means.
    extent: 256,
    map: ({ confirmed }) => ({ confirmed }),
    reduce: (sum, { confirmed }) => {
      (sum as { confirmed: number }).confirmed += confirmed;
    },
  });
  index.load(
    marks.map(({ lat, lng, standing }, at) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: { at, confirmed: standing === 'bevestigd' ? 1 : 0 },
    })),
  );
  const markAt = (at: number): Mark[] => marks.slice(at, at + 1);
  return (zoom) => {
    const groups: Group[] = [];
    const single: Mark[] = [];
    for (const { geometry, properties } of index.getClusters(EVERYWHERE, Math.floor(zoom))) {
      const [lng = 0, lat = 0] = geometry.coordinates;
      if ('cluster' in properties) {
        const id = properties.cluster_id;
        const members = index.getLeaves(id, Infinity).flatMap((leaf) => markAt(leaf.properties.at));
        groups.push({
          lat,
          lng,
          count: properties.point_count,
          confirmed: properties.confirmed,
          opensAt: index.getClusterExpansionZoom(id),
          members,
        });
      } else single.push(...markAt(properties.at));
    }
    return { groups, single };
  };
}
