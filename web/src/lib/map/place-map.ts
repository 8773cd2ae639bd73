import * as L from 'leaflet';
import { BaseMap, toLatLng } from './base-map.ts';
import { pointGlyph } from './glyphs.ts';
import type { Standing } from './marks.ts';
import type { LatLng, Outline } from './outline.ts';
import type { Tiles } from './tiles.ts';

export interface PlaceMapOptions {
  readonly element: HTMLElement;
  /** CBS codes of the table. */
  readonly codes: readonly string[];
  readonly tiles: Tiles | null;
  /** What the point is called, for who moves it with keys. */
  readonly name: string;
  readonly onmove: (to: LatLng) => void;
}

export interface PlacePicture {
  readonly point: LatLng | null;
  readonly outline: Outline | null;
  /** Where to look while there is neither. */
  readonly around: LatLng | null;
  readonly standing: Standing;
  readonly mayMove: boolean;
}

const NEAR = 11;
const STEP_PX = 8;
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -STEP_PX],
  ArrowDown: [0, STEP_PX],
  ArrowLeft: [-STEP_PX, 0],
  ArrowRight: [STEP_PX, 0],
};

/** One plan on the map. Whoever may, drags its point, moves it with the arrows, or clicks where it lies. */
export class PlaceMap {
  readonly #base: BaseMap;
  readonly #options: PlaceMapOptions;
  readonly #drawn = L.layerGroup();
  #picture: PlacePicture | null = null;

  constructor(options: PlaceMapOptions) {
    this.#options = options;
    this.#base = new BaseMap(options);
    this.#drawn.addTo(this.#base.map);
    this.#base.map.scrollWheelZoom.disable();
    this.#base.map.on('click', ({ latlng }) => {
      const picture = this.#picture;
      // A point that is there is dragged; a stray click must not move it.
      if (picture?.mayMove === true && picture.point === null) options.onmove(toLatLng(latlng));
    });
  }

  draw(picture: PlacePicture): void {
    const first = this.#picture === null;
    const focused = document.activeElement?.classList.contains('map-place-point') === true;
    this.#picture = picture;
    this.#drawn.clearLayers();
    const { point, outline, around } = picture;
    if (outline !== null) {
      const shape = outline.map((rings) => rings.map((ring) => [...ring]));
      const className = `map-outline map-outline-${picture.standing}`;
      const renderer = L.svg({ pane: 'outlines' });
      L.polygon(shape, { pane: 'outlines', renderer, interactive: false, className }).addTo(this.#drawn);
    }
    if (point !== null) this.#drawPoint(point, picture, focused);
    const look = point ?? outline?.[0]?.[0]?.[0] ?? around;
    if (look === null) return;
    const outOfSight = !this.#base.map.getBounds().contains(look);
    if (first || outOfSight) this.#base.map.setView(look, NEAR, { animate: false });
  }

  zoomBy(steps: number): void {
    this.#base.map.setZoom(this.#base.map.getZoom() + steps);
  }

  destroy(): void {
    this.#base.destroy();
  }

  #drawPoint(point: LatLng, { mayMove, standing }: PlacePicture, focused: boolean): void {
    const html = document.createElement('span');
    html.append(pointGlyph(standing));
    const className = `map-place-point ${mayMove ? 'map-place-point-movable' : ''}`;
    const icon = L.divIcon({ className, html, iconSize: [28, 28] });
    const look = { icon, draggable: mayMove, interactive: mayMove, keyboard: mayMove, autoPan: true };
    const marker = L.marker(point, look).addTo(this.#drawn);
    const element = marker.getElement();
    if (!mayMove || element === undefined) return;
    element.setAttribute('aria-label', this.#options.name);
    marker.on('dragend', () => {
      this.#options.onmove(toLatLng(marker.getLatLng()));
    });
    element.addEventListener('keydown', (event) => {
      const step = STEPS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const { map } = this.#base;
      const to = map.latLngToContainerPoint(point).add(L.point(step[0], step[1]));
      this.#options.onmove(toLatLng(map.containerPointToLatLng(to)));
    });
    if (focused) element.focus({ preventScroll: true });
  }
}
