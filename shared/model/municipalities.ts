/** A municipality of Overijssel. `col` and `row` are its square on the tile map, which is drawn and not to scale. */
export interface Municipality {
  /** CBS code, four digits as text. */
  readonly code: string;
  readonly name: string;
  readonly region: 'twente' | 'west-overijssel';
  /** The middle of its territory, in degrees (WGS 84), good to about a kilometre. */
  readonly lat: number;
  readonly lng: number;
  readonly col: number;
  readonly row: number;
}

type Row = readonly [code: string, name: string, lat: number, lng: number, col: number, row: number];

/** Codes: CBS, Gemeentelijke indeling 2026. */
const WEST: readonly Row[] = [
  ['1708', 'Steenwijkerland', 52.75, 6.02, 1, 0],
  ['0180', 'Staphorst', 52.64, 6.21, 2, 0],
  ['0160', 'Hardenberg', 52.6, 6.57, 4, 1],
  ['1896', 'Zwartewaterland', 52.61, 6.05, 1, 1],
  ['0166', 'Kampen', 52.55, 5.9, 0, 1],
  ['0148', 'Dalfsen', 52.53, 6.26, 2, 1],
  ['0175', 'Ommen', 52.52, 6.42, 3, 1],
  ['0193', 'Zwolle', 52.51, 6.1, 1, 2],
  ['0177', 'Raalte', 52.39, 6.28, 2, 2],
  ['1773', 'Olst-Wijhe', 52.37, 6.13, 1, 3],
  ['0150', 'Deventer', 52.26, 6.19, 1, 4],
];

const TWENTE: readonly Row[] = [
  ['1700', 'Twenterand', 52.41, 6.61, 4, 2],
  ['0163', 'Hellendoorn', 52.39, 6.45, 3, 2],
  ['0183', 'Tubbergen', 52.41, 6.78, 5, 2],
  ['1774', 'Dinkelland', 52.37, 6.94, 6, 2],
  ['0189', 'Wierden', 52.36, 6.57, 3, 3],
  ['0141', 'Almelo', 52.36, 6.66, 4, 3],
  ['0147', 'Borne', 52.3, 6.75, 5, 3],
  ['0173', 'Oldenzaal', 52.31, 6.93, 6, 3],
  ['1742', 'Rijssen-Holten', 52.3, 6.46, 2, 4],
  ['1735', 'Hof van Twente', 52.24, 6.6, 3, 4],
  ['0164', 'Hengelo', 52.26, 6.79, 4, 4],
  ['0153', 'Enschede', 52.22, 6.89, 5, 4],
  ['0168', 'Losser', 52.26, 7.0, 6, 4],
  ['0158', 'Haaksbergen', 52.16, 6.74, 4, 5],
];

const from = (region: Municipality['region'], rows: readonly Row[]): Municipality[] =>
  rows.map(([code, name, lat, lng, col, row]) => ({ code, name, region, lat, lng, col, row }));

/** All 25, in alphabetical order. */
export const MUNICIPALITIES: readonly Municipality[] = [
  ...from('west-overijssel', WEST),
  ...from('twente', TWENTE),
].sort((a, b) => (a.name < b.name ? -1 : 1));

const BY_CODE = new Map(MUNICIPALITIES.map((one) => [one.code, one]));
const BY_NAME = new Map(MUNICIPALITIES.map((one) => [plain(one.name), one]));

export function municipalityOf(code: string | null): Municipality | null {
  return code === null ? null : (BY_CODE.get(code) ?? null);
}

/** By its name as people write it: `gemeente Almelo`, `Hengelo (O)`, `rijssen holten`. */
export function municipalityNamed(name: string): Municipality | null {
  return BY_NAME.get(plain(name)) ?? null;
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^gemeente\s+/, '')
    .replace(/\((o|ov|overijssel)\.?\)/, '')
    .replace(/[\s-]+/g, ' ')
    .trim();
}
