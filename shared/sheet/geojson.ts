import type { Json } from '../lib/json.ts';
import { ok, problem, type Result } from '../lib/result.ts';
import { municipalityNamed } from '../model/municipalities.ts';
import { CONVERTED } from './list-fields.ts';
import { Notes } from './list-notes.ts';
import { nameKey } from './names.ts';
import { placeOf, type FoundPlace } from './place.ts';
import type { Sheet, SheetFields, SheetProject } from './sheet.ts';
import { targetOfHeading } from './targets.ts';

const MAX_FEATURES = 40_000;
/** Points of one outline; every screen at the table carries them. */
const MAX_POINTS = 2000;
const MAX_DEPTH = 40;

/** Brackets within brackets, outside of texts: a file that nests deeper is none of places. */
export function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (quoted) {
      if (letter === 0x5c) at += 1;
      else if (letter === 0x22) quoted = false;
    } else if (letter === 0x22) quoted = true;
    else if (letter === 0x5b || letter === 0x7b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (letter === 0x5d || letter === 0x7d) depth -= 1;
  }
  return false;
}

type Loose = Readonly<Record<string, unknown>>;

/**
 * Places and outlines of plans from GeoJSON (RFC 7946). Coordinates in the Dutch grid, or with latitude first, are
 * recognised and converted. Pure. Problems: `notGeoJson`, `tooLarge`, `otherGrid`, `empty`.
 */
export function readPlaces(value: unknown): Result<Sheet> {
  const features = featuresOf(value);
  if (features === null)
    return problem(
      'notGeoJson',
      'Dit bestand is geen GeoJSON met plekken of omtrekken (een FeatureCollection).',
    );
  if (features.length > MAX_FEATURES)
    return problem('tooLarge', 'Dit bestand heeft meer dan 40.000 plekken. Verdeel het over meer bestanden.');
  const notes = new Notes();
  const places = new Map<string, SheetProject>();
  let outside = 0;
  features.forEach((feature, index) => {
    const reader = new FeatureReader(feature, index + 1, notes);
    const place = reader.read();
    outside += reader.outside ? 1 : 0;
    if (place === null) return;
    const before = places.get(place.externalId);
    places.set(place.externalId, before === undefined ? place : merged(before, place));
  });
  if (places.size === 0 && outside > 0) return problem('otherGrid', OTHER_GRID);
  if (places.size === 0)
    return problem('empty', 'In dit bestand staat geen plek met een naam of nummer erbij.');
  return ok({ layout: 'places', projects: [...places.values()], findings: notes.findings() });
}

function featuresOf(value: unknown): readonly unknown[] | null {
  if (!isObject(value)) return null;
  if (value['type'] === 'Feature') return [value];
  const features = value['features'];
  return value['type'] === 'FeatureCollection' && Array.isArray(features) ? (features as unknown[]) : null;
}

/** A point and an outline of one plan may be two features. */
function merged(a: SheetProject, b: SheetProject): SheetProject {
  return { ...a, rows: [...a.rows, ...b.rows], fields: { ...a.fields, ...b.fields } };
}

class FeatureReader {
  /** Its coordinates are nowhere in the Netherlands, in any order or grid that we know. */
  outside = false;
  readonly #feature: unknown;
  readonly #row: number;
  readonly #notes: Notes;

  constructor(feature: unknown, row: number, notes: Notes) {
    this.#feature = feature;
    this.#row = row;
    this.#notes = notes;
  }

  read(): SheetProject | null {
    const feature = isObject(this.#feature) ? this.#feature : {};
    const properties = isObject(feature['properties']) ? feature['properties'] : {};
    const { id, name, municipality } = namesOf(properties, feature['id']);
    if (id === '' && name === '') {
      this.#note('Bij een plek staan geen naam en geen nummer.', 'niets van deze plek');
      return null;
    }
    const fields = isObject(feature['geometry']) ? this.#geometry(feature['geometry']) : null;
    if (fields === null) {
      if (!isObject(feature['geometry']))
        this.#note('Bij een plan staat geen plek.', 'de plek zoals die hier staat');
      return null;
    }
    return {
      externalId: id === '' ? `~${nameKey(name, municipality)}`.slice(0, 100) : id,
      ...(id === '' ? { byName: true as const } : {}),
      rows: [this.#row],
      fields: { name, ...(municipality === null ? {} : { municipality }), ...fields },
      source: {},
      blocks: [],
      years: [],
    };
  }

  #geometry(geometry: Loose): Omit<SheetFields, 'name'> | null {
    const { type, coordinates } = geometry;
    if (type === 'Point') {
      const place = this.#position(coordinates);
      return place === null ? null : { lat: place.lat, lng: place.lng };
    }
    if (type !== 'Polygon' && type !== 'MultiPolygon') {
      this.#note('Een plek is geen punt en geen vlak.', 'niets van deze plek');
      return null;
    }
    if (countPoints(coordinates) > MAX_POINTS) {
      this.#note(
        `Een omtrek heeft meer dan ${MAX_POINTS} punten.`,
        'de omtrek zoals die hier staat; maak hem eenvoudiger',
      );
      return null;
    }
    const shapes = type === 'Polygon' ? [coordinates] : coordinates;
    const polygons = Array.isArray(shapes) ? shapes.map((shape) => this.#polygon(shape)) : [];
    if (polygons.length === 0 || polygons.some((polygon) => polygon === null)) {
      if (!this.outside) this.#note('Een omtrek is niet gesloten of niet heel.', 'niets van deze plek');
      return null;
    }
    const outline = { type, coordinates: type === 'Polygon' ? polygons[0] : polygons };
    return { outline: outline as Json };
  }

  #polygon(shape: unknown): number[][][] | null {
    if (!Array.isArray(shape) || shape.length === 0) return null;
    const rings = shape.map((ring) => this.#ring(ring));
    return rings.every((ring) => ring !== null) ? rings : null;
  }

  /** Closed, of at least three corners. */
  #ring(ring: unknown): number[][] | null {
    if (!Array.isArray(ring) || ring.length < 3) return null;
    const places = ring.map((position) => this.#position(position));
    if (!places.every((place) => place !== null)) return null;
    const points = places.map(({ lat, lng }) => [lng, lat]);
    const [first, last] = [points[0], points.at(-1)];
    if (first !== undefined && (first[0] !== last?.[0] || first[1] !== last?.[1])) points.push([...first]);
    return points.length >= 4 ? points : null;
  }

  #position(position: unknown): FoundPlace | null {
    const [x, y] = Array.isArray(position) ? (position as unknown[]) : [];
    if (typeof x !== 'number' || typeof y !== 'number') return null;
    const place = placeOf(x, y);
    if (place === null) {
      this.outside = true;
      this.#notes.add('notAPlace', 'Een plek ligt niet in Nederland.', 'de plek zoals die hier staat', [
        this.#row,
      ]);
    } else if (place.from !== 'degrees')
      this.#notes.add('converted', CONVERTED[place.from], 'omgerekend naar graden');
    return place;
  }

  #note(message: string, kept: string): void {
    this.#notes.add('notAPlace', message, kept, [this.#row]);
  }
}

/** Number, name and municipality by the same words as headings of a list. */
function namesOf(properties: Loose, id: unknown): { id: string; name: string; municipality: string | null } {
  const found: Partial<Record<string, string>> = {};
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const target = targetOfHeading(key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' '));
    if (target !== null) found[target] ??= String(value).trim();
  }
  const ownId = typeof id === 'string' || typeof id === 'number' ? String(id) : '';
  const place = found['municipality'] ?? '';
  const code = /^\d{1,4}$/.test(place) ? place.padStart(4, '0') : (municipalityNamed(place)?.code ?? null);
  return {
    id: (found['externalId'] ?? (found['name'] === undefined ? ownId : '')).slice(0, 100),
    name: (found['name'] ?? '').slice(0, 200),
    municipality: code,
  };
}

function countPoints(value: unknown): number {
  if (!Array.isArray(value)) return 0;
  return typeof value[0] === 'number' ? 1 : value.reduce<number>((sum, one) => sum + countPoints(one), 0);
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const OTHER_GRID =
  'De coördinaten in dit bestand zijn geen graden (WGS 84) en geen rijksdriehoek (RD New). Bewaar het in een van die twee en kies het opnieuw.';
