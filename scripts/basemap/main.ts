import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MUNICIPALITIES } from '@bouwberaad/shared/model/municipalities.ts';
import { fromRd } from '@bouwberaad/shared/sheet/rd.ts';
import { readPng, type Picture } from './png.ts';
import { ELSEWHERE, regionsOf, type Regions } from './regions.ts';
import { areaOf, Tracer, type Corner } from './rings.ts';

/**
 * Draws the outlines of the municipalities over from a picture, into shared/model/basemap.json. Run by hand, when
 * municipalities merge:
 *
 *   pip download --no-deps nl-maps==0.2.0 && unzip nl_maps-0.2.0-*.whl
 *   node scripts/basemap/main.ts nl_maps/source/nl_municipalities.png
 *
 * The picture is that of municipal borders by CBS and Kadaster ("Gemeentengrenzen 2016", with the mergers until 2024), whose
 * licence allows any use with the source named: docs/basemap.md.
 */
const OUT = fileURLToPath(new URL('../../shared/model/basemap.json', import.meta.url));

/** The part of the picture with Overijssel and what lies next to it, in pixels. */
const WINDOW = { left: 1000, top: 380, width: 743, height: 760 };

/**
 * The picture is in the Dutch grid, some 152 m a pixel. Fixed on the west of the country and the east of the province,
 * and on its north and south (7.0728 E, 52.854 N, 52.118 N): within about 500 m where it was checked.
 */
const toDegrees = ([x, y]: Corner): readonly [lng: number, lat: number] => {
  const east = 13_901 + (x + WINDOW.left - 2) * 152.35;
  const north = 541_001 - (y + WINDOW.top - 514.5) * 152.84;
  const { lat, lng } = fromRd(east, north);
  return [Number(lng.toFixed(4)), Number(lat.toFixed(4))];
};

/** What is no land of the country is water to the west of this, and Germany to the east. */
const GERMANY = 6.3;
const SMALLEST_ISLAND = 12;
const SMALLEST_WATER = 150;

type Outline = readonly (readonly (readonly [number, number])[])[];

function main(): void {
  const source = process.argv[2];
  if (source === undefined) throw new Error('Say which picture: node scripts/basemap/main.ts FILE.png');
  const regions = regionsOf(windowOf(readPng(readFileSync(source))));
  const byCode = municipalities(regions);
  const tracer = new Tracer(onlyThese(regions, new Set([...byCode.values(), ELSEWHERE])));
  const outlines = Object.fromEntries(
    [...byCode].map(([code, region]) => [code, outline(tracer, region, SMALLEST_ISLAND)]),
  );
  const water = outline(tracer, ELSEWHERE, SMALLEST_WATER).filter((ring) =>
    ring.every(([lng]) => lng < GERMANY),
  );
  write({ municipalities: outlines, water });
}

function outline(tracer: Tracer, region: number, smallest: number): Outline {
  return tracer
    .ringsOf(region)
    .filter((ring) => areaOf(ring) >= smallest)
    .sort((a, b) => areaOf(b) - areaOf(a))
    .map((ring) => ring.map(toDegrees));
}

function windowOf({ width, rgba }: Picture): Picture {
  const { left, top } = WINDOW;
  const out = new Uint8Array(WINDOW.width * WINDOW.height * 4);
  for (let y = 0; y < WINDOW.height; y += 1) {
    const from = ((y + top) * width + left) * 4;
    out.set(rgba.subarray(from, from + WINDOW.width * 4), y * WINDOW.width * 4);
  }
  return { width: WINDOW.width, height: WINDOW.height, rgba: out };
}

/** The region in which each municipality's middle lies. Throws where two share one: then the picture is another. */
function municipalities(regions: Regions): Map<string, number> {
  const found = new Map<string, number>();
  for (const { code, name, lat, lng } of MUNICIPALITIES) {
    const region = regionNear(regions, lng, lat);
    if (region === ELSEWHERE || [...found.values()].includes(region))
      throw new Error(`no region for ${name}`);
    found.set(code, region);
  }
  return found;
}

function regionNear({ width, height, of }: Regions, lng: number, lat: number): number {
  let best = ELSEWHERE;
  let least = Infinity;
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = toDegrees([at % width, Math.floor(at / width)]);
    const away = Math.hypot((x - lng) * 0.61, y - lat);
    if (away < least) [least, best] = [away, of[at] ?? ELSEWHERE];
  }
  return best;
}

/** All other land becomes one region, whose number none of these has. */
function onlyThese(regions: Regions, kept: ReadonlySet<number>): Regions {
  const other = Math.max(...kept) + 1;
  return { ...regions, of: regions.of.map((region) => (kept.has(region) ? region : other)) };
}

/** One outline a line, so that a change of one is seen as that. */
function write(data: { municipalities: Record<string, Outline>; water: Outline }): void {
  const lines = Object.entries(data.municipalities).map(([code, one]) => `"${code}": ${JSON.stringify(one)}`);
  const water = data.water.map((ring) => JSON.stringify(ring));
  writeFileSync(
    OUT,
    `{\n"municipalities": {\n${lines.join(',\n')}\n},\n"water": [\n${water.join(',\n')}\n]\n}\n`,
  );
}

main();
