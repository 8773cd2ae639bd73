import * as L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { BASEMAP, type BaseRing, type LngLat } from '@bouwberaad/shared/model/basemap.ts';
import { municipalityNamed, municipalityOf } from '@bouwberaad/shared/model/municipalities.ts';
import './map.css';
import type { LatLng } from './outline.ts';
import type { Colouring, Shades } from './shades.ts';
import type { Tiles } from './tiles.ts';

export interface BaseOptions {
  readonly element: HTMLElement;
  /** CBS codes of the table: the others are drawn fainter. Empty: all of them are its own. */
  readonly codes: readonly string[];
  readonly tiles: Tiles | null;
}

/** How near one may come: the drawing says nothing more than at the last but one. */
const CLOSEST = 16;
const FARTHEST = 7;
/** Up to here names and figures of all municipalities are more than there is room for. */
const FAR_BELOW = 9;
/** From here on there is room for the names of places. */
const PLACES_FROM = 10.25;

const turned = ([lng, lat]: LngLat): [number, number] => [lat, lng];
const ringOf = (ring: BaseRing): [number, number][] => ring.map(turned);

/** A leaflet map over the drawing, without anything on it yet. */
export class BaseMap {
  readonly map: L.Map;
  readonly #municipalities = new Map<string, { area: L.Polygon; hatch: L.Polygon; figure: HTMLElement }>();
  readonly #bounds: L.LatLngBounds;

  constructor({ element, codes, tiles }: BaseOptions) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map = L.map(element, {
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.25,
      zoomDelta: 1,
      minZoom: FARTHEST,
      maxZoom: CLOSEST,
      zoomAnimation: !still,
      fadeAnimation: false,
      inertia: !still,
    });
    for (const [name, order] of [
      ['base', 210],
      ['rest', 410],
      ['labels', 420],
      ['outlines', 430],
    ] as const) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = String(order);
      pane.style.pointerEvents = 'none';
    }
    const own = new Set(codes.length === 0 ? BASEMAP.municipalities.keys() : codes);
    this.#bounds = boundsOf(own);
    this.fit();
    if (tiles !== null) L.tileLayer(tiles.url, { maxZoom: CLOSEST }).addTo(this.map);
    element.dataset['tiles'] = String(tiles !== null);
    this.#draw(own);
    this.map.on('zoomend', this.#tellZoom);
    this.#tellZoom();
  }

  /** The whole table in sight. */
  fit(): void {
    this.map.fitBounds(this.#bounds, { padding: [16, 16], animate: false });
  }

  colour(by: Colouring, shades: Shades): void {
    for (const [code, { area, hatch, figure }] of this.#municipalities) {
      const shade = by === 'none' ? undefined : shades.get(code);
      const path = area.getElement();
      path?.setAttribute('data-by', shade === undefined ? 'none' : by);
      path?.setAttribute('data-step', String(shade?.step ?? ''));
      hatch.getElement()?.setAttribute('data-unsure', String(shade?.unsure ?? false));
      figure.textContent = shade?.label ?? '';
    }
  }

  destroy(): void {
    this.map.remove();
  }

  readonly #tellZoom = (): void => {
    const zoom = this.map.getZoom();
    const distance = zoom >= PLACES_FROM ? 'near' : zoom < FAR_BELOW ? 'far' : 'middle';
    this.map.getContainer().dataset['distance'] = distance;
  };

  #draw(own: ReadonlySet<string>): void {
    const renderer = L.svg({ pane: 'base', padding: 0.5 });
    const look = { pane: 'base', renderer, interactive: false };
    for (const [code, rings] of BASEMAP.municipalities) {
      const className = `map-municipality ${own.has(code) ? 'map-own' : ''}`;
      const shape = rings.map((ring) => [ringOf(ring)]);
      const area = L.polygon(shape, { ...look, className }).addTo(this.map);
      const hatch = L.polygon(shape, { ...look, className: 'map-unsure' }).addTo(this.map);
      this.#municipalities.set(code, { area, hatch, figure: this.#name(code, own.has(code)) });
    }
    for (const ring of BASEMAP.water) {
      L.polygon(ringOf(ring), { ...look, className: 'map-water' }).addTo(this.map);
    }
    for (const { name, label, points } of BASEMAP.rivers) {
      L.polyline(smooth(points).map(turned), { ...look, className: 'map-river' }).addTo(this.map);
      this.#label(name, turned(label), 'map-label map-label-water');
    }
    for (const { name, at } of BASEMAP.places) {
      // A municipality's name stands there already.
      if (municipalityNamed(name) === null) this.#label(name, turned(at), 'map-label map-label-place');
    }
    for (const { name, at } of BASEMAP.beyond) this.#label(name, turned(at), 'map-label map-label-beyond');
  }

  /** A municipality's name, and below it what its colour says. */
  #name(code: string, own: boolean): HTMLElement {
    const middle = municipalityOf(code);
    const figure = document.createElement('b');
    if (middle === null) return figure;
    const at: [number, number] = [middle.lat, middle.lng];
    const label = this.#label(middle.name, at, `map-label map-label-name ${own ? '' : 'map-label-other'}`);
    label.append(figure);
    return figure;
  }

  #label(name: string, at: [number, number], className: string): HTMLElement {
    const text = document.createElement('span');
    text.textContent = name;
    const icon = L.divIcon({ className, html: text, iconSize: [0, 0] });
    L.marker(at, { icon, pane: 'labels', interactive: false, keyboard: false }).addTo(this.map);
    return text;
  }
}

function boundsOf(codes: ReadonlySet<string>): L.LatLngBounds {
  const corners = [...BASEMAP.municipalities].flatMap(([code, rings]) =>
    codes.has(code) ? rings.flat().map(turned) : [],
  );
  // A table of municipalities elsewhere sees the province.
  return corners.length > 0 ? L.latLngBounds(corners) : boundsOf(new Set(BASEMAP.municipalities.keys()));
}

/** Rounds the corners of a line, twice (Chaikin, 1974): a river is known by a few points, and has no corners. */
function smooth(line: readonly LngLat[], times = 2): readonly LngLat[] {
  const [first, last] = [line[0], line.at(-1)];
  if (times === 0 || first === undefined || last === undefined) return line;
  const cut = line.slice(1).flatMap(([x, y], index): LngLat[] => {
    const [fromX, fromY] = line[index] ?? [x, y];
    return [
      [fromX * 0.75 + x * 0.25, fromY * 0.75 + y * 0.25],
      [fromX * 0.25 + x * 0.75, fromY * 0.25 + y * 0.75],
    ];
  });
  return smooth([first, ...cut, last], times - 1);
}

export function toLatLng({ lat, lng }: LatLng): LatLng {
  return { lat: Number(lat.toFixed(5)), lng: Number(lng.toFixed(5)) };
}
