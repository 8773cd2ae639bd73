import outlines from './basemap.json' with { type: 'json' };

/** Longitude before latitude, as in GeoJSON; degrees (WGS 84). */
export type LngLat = readonly [lng: number, lat: number];
/** Closed: the first corner is not repeated at the end. */
export type BaseRing = readonly LngLat[];

export interface BaseLine {
  readonly name: string;
  /** Where its name stands. */
  readonly label: LngLat;
  readonly points: readonly LngLat[];
}

export interface BaseLabel {
  readonly name: string;
  readonly at: LngLat;
}

/**
 * What lies under the plans: a quiet drawing of our own, so that no map tile is asked of anybody and a map is there
 * without a network. The outlines are traced by scripts/basemap; docs/basemap.md says from what, and how exact.
 */
export interface Basemap {
  /** Outlines by CBS code; the largest part first. Borders that two share are the same points in both. */
  readonly municipalities: ReadonlyMap<string, readonly BaseRing[]>;
  readonly water: readonly BaseRing[];
  readonly rivers: readonly BaseLine[];
  readonly places: readonly BaseLabel[];
  /** What lies next to the province. */
  readonly beyond: readonly BaseLabel[];
}

/** Drawn by hand along places on their banks: where a river runs, not its bends. */
const RIVERS: readonly BaseLine[] = [
  {
    name: 'IJssel',
    label: [6.115, 52.335],
    points: [
      [6.185, 52.14],
      [6.175, 52.19],
      [6.205, 52.22],
      [6.155, 52.25],
      [6.12, 52.275],
      [6.135, 52.305],
      [6.09, 52.335],
      [6.115, 52.365],
      [6.13, 52.39],
      [6.1, 52.42],
      [6.11, 52.45],
      [6.06, 52.487],
      [6.075, 52.5],
      [6.02, 52.52],
      [5.96, 52.525],
      [5.92, 52.553],
      [5.88, 52.578],
      [5.835, 52.59],
    ],
  },
  {
    name: 'Vecht',
    label: [6.33, 52.508],
    points: [
      [6.78, 52.61],
      [6.69, 52.605],
      [6.62, 52.572],
      [6.55, 52.555],
      [6.5, 52.53],
      [6.42, 52.516],
      [6.34, 52.523],
      [6.26, 52.505],
      [6.19, 52.527],
      [6.13, 52.535],
      [6.09, 52.55],
      [6.09, 52.59],
      [6.06, 52.637],
      [6.03, 52.643],
    ],
  },
  {
    name: 'Twentekanaal',
    label: [6.49, 52.205],
    points: [
      [6.205, 52.165],
      [6.3, 52.175],
      [6.42, 52.205],
      [6.58, 52.228],
      [6.7, 52.245],
      [6.8, 52.245],
      [6.87, 52.225],
    ],
  },
];

/** Places of some size, good to about a kilometre. */
const PLACES: readonly BaseLabel[] = [
  { name: 'Zwolle', at: [6.095, 52.512] },
  { name: 'Deventer', at: [6.165, 52.255] },
  { name: 'Kampen', at: [5.915, 52.557] },
  { name: 'Enschede', at: [6.895, 52.221] },
  { name: 'Hengelo', at: [6.795, 52.266] },
  { name: 'Almelo', at: [6.663, 52.357] },
  { name: 'Hardenberg', at: [6.62, 52.576] },
  { name: 'Steenwijk', at: [6.12, 52.788] },
  { name: 'Vollenhove', at: [5.953, 52.681] },
  { name: 'Genemuiden', at: [6.04, 52.622] },
  { name: 'Hasselt', at: [6.095, 52.591] },
  { name: 'Staphorst', at: [6.21, 52.645] },
  { name: 'Dedemsvaart', at: [6.458, 52.6] },
  { name: 'Gramsbergen', at: [6.67, 52.613] },
  { name: 'Ommen', at: [6.425, 52.521] },
  { name: 'Dalfsen', at: [6.258, 52.511] },
  { name: 'Nieuwleusen', at: [6.283, 52.583] },
  { name: 'Heino', at: [6.235, 52.436] },
  { name: 'Raalte', at: [6.275, 52.387] },
  { name: 'Wijhe', at: [6.137, 52.387] },
  { name: 'Olst', at: [6.108, 52.338] },
  { name: 'Nijverdal', at: [6.467, 52.363] },
  { name: 'Rijssen', at: [6.518, 52.308] },
  { name: 'Holten', at: [6.422, 52.281] },
  { name: 'Goor', at: [6.586, 52.232] },
  { name: 'Haaksbergen', at: [6.742, 52.157] },
  { name: 'Borne', at: [6.752, 52.301] },
  { name: 'Oldenzaal', at: [6.93, 52.313] },
  { name: 'Losser', at: [7.005, 52.261] },
  { name: 'Denekamp', at: [7.007, 52.377] },
  { name: 'Tubbergen', at: [6.784, 52.407] },
  { name: 'Vriezenveen', at: [6.625, 52.408] },
  { name: 'Wierden', at: [6.592, 52.359] },
];

const BEYOND: readonly BaseLabel[] = [
  { name: 'Friesland', at: [5.85, 52.89] },
  { name: 'Drenthe', at: [6.5, 52.78] },
  { name: 'Flevoland', at: [5.7, 52.68] },
  { name: 'Gelderland', at: [5.95, 52.3] },
  { name: 'Achterhoek', at: [6.5, 52.1] },
  { name: 'Duitsland', at: [7.02, 52.52] },
];

export const BASEMAP: Basemap = {
  municipalities: new Map(
    Object.entries(outlines.municipalities).map(([code, rings]) => [code, rings.map(toRing)]),
  ),
  water: outlines.water.map(toRing),
  rivers: RIVERS,
  places: PLACES,
  beyond: BEYOND,
};

/** What TypeScript reads from JSON are lists of any length. */
function toRing(points: readonly (readonly number[])[]): BaseRing {
  return points.map(([lng = 0, lat = 0]) => [lng, lat] as const);
}

/**
 * The municipality whose outline a point lies in; null outside all of them. Near a border the drawing decides, and that
 * is half a kilometre sure.
 */
export function municipalityAt(at: LngLat): string | null {
  for (const [code, rings] of BASEMAP.municipalities) {
    if (rings.some((ring) => isWithin(at, ring))) return code;
  }
  return null;
}

/** A ray to the east crosses the edge an odd number of times (Shimrat, 1962). */
function isWithin([x, y]: LngLat, ring: BaseRing): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(index + 1) % ring.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
