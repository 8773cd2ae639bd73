/** A place on earth, in degrees (WGS 84). */
export interface Place {
  readonly lat: number;
  readonly lng: number;
}

/** Is this within the extent of the Dutch grid (metres; RD New, EPSG:28992)? */
export function isRd(x: number, y: number): boolean {
  return x >= -7000 && x <= 300_000 && y >= 289_000 && y <= 629_000;
}

/** Is this a place in or around the Netherlands, in degrees? Rough on purpose: it tells the order of coordinates. */
export function isDutch({ lat, lng }: Place): boolean {
  return lat >= 50.5 && lat <= 54 && lng >= 3 && lng <= 7.6;
}

type Term = readonly [p: number, q: number, factor: number];

/**
 * Latitude and longitude, in seconds from Amersfoort, by powers of dx and dy in 100 km. Source: F.H. Schreutelkamp and
 * G.L. Strang van Hees, "Benaderingsformules voor de transformatie tussen RD- en WGS84-kaartcoördinaten" (2001); exact to
 * about half a metre.
 */
const LAT: readonly Term[] = [
  [0, 1, 3235.65389],
  [2, 0, -32.58297],
  [0, 2, -0.2475],
  [2, 1, -0.84978],
  [0, 3, -0.0655],
  [2, 2, -0.01709],
  [1, 0, -0.00738],
  [4, 0, 0.0053],
  [2, 3, -0.00039],
  [4, 1, 0.00033],
  [1, 1, -0.00012],
];
const LNG: readonly Term[] = [
  [1, 0, 5260.52916],
  [1, 1, 105.94684],
  [1, 2, 2.45656],
  [3, 0, -0.81885],
  [1, 3, 0.05594],
  [3, 1, -0.05607],
  [0, 1, 0.01199],
  [3, 2, -0.00256],
  [1, 4, 0.00128],
  [0, 2, 0.00022],
  [2, 0, -0.00022],
  [5, 0, 0.00026],
];

/** RD New (metres) to WGS 84 (degrees, seven decimals). */
export function fromRd(x: number, y: number): Place {
  const dx = (x - 155_000) * 1e-5;
  const dy = (y - 463_000) * 1e-5;
  const sum = (terms: readonly Term[]): number =>
    terms.reduce((all, [p, q, factor]) => all + factor * dx ** p * dy ** q, 0) / 3600;
  return { lat: round(52.1551744 + sum(LAT)), lng: round(5.38720621 + sum(LNG)) };
}

export function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
