import * as L from 'leaflet';
import type { Peer } from '#lib/ui/session-view.ts';
import { BaseMap, toLatLng } from './base-map.ts';
import { gatherer, type Gathered, type Group } from './clusters.ts';
import { groupGlyph, pointGlyph } from './glyphs.ts';
import type { MapPlans, Mark } from './marks.ts';
import type { LatLng } from './outline.ts';
import type { Colouring, Shades } from './shades.ts';
import type { Tiles } from './tiles.ts';
import { DIRECTION_OF_KEY, nextToward } from './walk.ts';

export interface PlanMapOptions {
  readonly element: HTMLElement;
  readonly codes: readonly string[];
  readonly tiles: Tiles | null;
  /** What a point or a group is called. */
  readonly nameOf: (mark: Mark) => string;
  readonly nameOfGroup: (group: Group) => string;
  readonly onchoose: (project: string) => void;
  /** Where a plan is put that had no place. */
  readonly onplace: (at: LatLng) => void;
}

export interface MapPicture {
  readonly plans: MapPlans;
  readonly chosen: string | null;
  readonly colouring: Colouring;
  readonly shades: Shades;
  readonly placing: boolean;
  /** Who looks at which plan. */
  readonly peers: ReadonlyMap<string, Peer>;
}

const LAST_GROUP = 14;

/** The plans on the map. What is to be drawn comes whole, with every change; it draws what differs. */
export class PlanMap {
  readonly #base: BaseMap;
  readonly #options: PlanMapOptions;
  readonly #rest = L.layerGroup();
  readonly #outlines = L.layerGroup();
  readonly #points = L.layerGroup();
  #picture: MapPicture | null = null;
  #gather: ((zoom: number) => Gathered) | null = null;
  #buttons: HTMLButtonElement[] = [];

  constructor(options: PlanMapOptions) {
    this.#options = options;
    this.#base = new BaseMap(options);
    const { map } = this.#base;
    for (const layer of [this.#rest, this.#outlines, this.#points]) layer.addTo(map);
    map.on('zoomend', () => {
      this.#drawPoints();
    });
    map.on('click', ({ latlng }) => {
      if (this.#picture?.placing === true) options.onplace(toLatLng(latlng));
    });
    options.element.addEventListener('keydown', this.#onkeydown);
  }

  draw(picture: MapPicture): void {
    const before = this.#picture;
    this.#picture = picture;
    this.#options.element.dataset['placing'] = String(picture.placing);
    if (before?.shades !== picture.shades || before.colouring !== picture.colouring)
      this.#base.colour(picture.colouring, picture.shades);
    if (before?.plans !== picture.plans) {
      this.#gather = gatherer(picture.plans.marks);
      this.#drawRest(picture.plans.rest);
    }
    if (before?.plans !== picture.plans || before.chosen !== picture.chosen) this.#drawOutlines(picture);
    this.#drawPoints();
  }

  /** Brings a plan in sight, near enough to stand alone. */
  show(project: string): void {
    const mark = this.#picture?.plans.marks.find(({ id }) => id === project);
    if (mark === undefined) return;
    const { map } = this.#base;
    const grouped = !this.#buttons.some(({ dataset }) => dataset['project'] === project);
    if (!grouped && map.getBounds().contains(mark)) return;
    const zoom = grouped ? Math.max(map.getZoom(), this.#zoomAlone(mark)) : map.getZoom();
    map.setView(mark, zoom, { animate: false });
  }

  fit(): void {
    this.#base.fit();
  }

  zoomBy(steps: number): void {
    this.#base.map.setZoom(this.#base.map.getZoom() + steps);
  }

  resize(): void {
    this.#base.map.invalidateSize({ animate: false });
  }

  focus(): void {
    this.#options.element.focus();
  }

  destroy(): void {
    this.#options.element.removeEventListener('keydown', this.#onkeydown);
    this.#base.destroy();
  }

  #zoomAlone(mark: Mark): number {
    for (let zoom = Math.floor(this.#base.map.getZoom()); zoom < LAST_GROUP; zoom += 1) {
      if (this.#gather?.(zoom).single.some(({ id }) => id === mark.id) === true) return zoom;
    }
    return LAST_GROUP;
  }

  #drawRest(rest: readonly LatLng[]): void {
    this.#rest.clearLayers();
    const renderer = L.svg({ pane: 'rest' });
    for (const at of rest) {
      const look = { pane: 'rest', renderer, interactive: false, radius: 3, className: 'map-rest' };
      L.circleMarker(at, look).addTo(this.#rest);
    }
  }

  #drawOutlines({ plans, chosen }: MapPicture): void {
    this.#outlines.clearLayers();
    const renderer = L.svg({ pane: 'outlines' });
    for (const { id, outline, standing } of plans.marks) {
      if (outline === null) continue;
      const shape = outline.map((rings) => rings.map((ring) => [...ring]));
      const className = `map-outline map-outline-${standing} ${id === chosen ? 'map-outline-chosen' : ''}`;
      L.polygon(shape, { pane: 'outlines', renderer, interactive: false, className }).addTo(this.#outlines);
    }
  }

  #drawPoints(): void {
    const picture = this.#picture;
    if (picture === null || this.#gather === null) return;
    const focused = this.#buttons.find((button) => button === document.activeElement);
    const key = focused?.dataset['key'];
    const { groups, single } = this.#gather(this.#base.map.getZoom());
    this.#points.clearLayers();
    this.#buttons = [];
    for (const group of groups) this.#put(group, this.#groupButton(group), 0);
    for (const mark of single)
      this.#put(mark, this.#pointButton(mark, picture), mark.id === picture.chosen ? 1000 : 1);
    const again = key === undefined ? undefined : this.#buttons.find(({ dataset }) => dataset['key'] === key);
    const chosen = this.#buttons.find(({ dataset }) => dataset['project'] === picture.chosen);
    this.#stopAt(again ?? chosen ?? this.#buttons[0]);
    again?.focus({ preventScroll: true });
  }

  #put(at: LatLng, button: HTMLButtonElement, above: number): void {
    const icon = L.divIcon({ className: 'map-point', html: button, iconSize: [0, 0] });
    L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: above }).addTo(this.#points);
    this.#buttons.push(button);
  }

  #pointButton(mark: Mark, { chosen, peers }: MapPicture): HTMLButtonElement {
    const button = makeButton(`project:${mark.id}`, this.#options.nameOf(mark), pointGlyph(mark.standing));
    button.dataset['project'] = mark.id;
    if (mark.id === chosen) {
      button.setAttribute('aria-pressed', 'true');
      button.append(tag('map-point-name', mark.name));
    }
    const peer = peers.get(mark.id);
    if (peer !== undefined) {
      button.classList.add('map-point-watched');
      button.style.setProperty('--peer', peer.color);
      button.append(tag('map-point-peer', peer.name.split(' ')[0] ?? peer.name));
    }
    button.addEventListener('click', () => {
      if (this.#picture?.placing !== true) this.#options.onchoose(mark.id);
    });
    return button;
  }

  #groupButton(group: Group): HTMLButtonElement {
    const glyph = groupGlyph(group.count, group.confirmed);
    const key = `group:${group.members.map(({ id }) => id).sort()[0] ?? ''}`;
    const button = makeButton(key, this.#options.nameOfGroup(group), glyph);
    button.classList.add('map-point-group');
    button.append(tag('map-group-count', String(group.count)));
    button.addEventListener('click', () => {
      if (this.#picture?.placing !== true) this.#open(group);
    });
    return button;
  }

  /** Falls apart, and who came by keyboard goes on in what it held. */
  #open(group: Group): void {
    const byKey = document.activeElement?.classList.contains('map-point-group') === true;
    this.#base.map.setView(group, Math.min(group.opensAt, LAST_GROUP), { animate: false });
    const ids = new Set(group.members.map(({ id }) => id));
    const inside = this.#buttons.find(({ dataset }) => {
      const [, id = ''] = (dataset['key'] ?? '').split(':');
      return ids.has(id);
    });
    this.#stopAt(inside);
    if (byKey) inside?.focus({ preventScroll: true });
  }

  /** One stop for Tab among all points; arrows go on from there. */
  #stopAt(stop: HTMLButtonElement | undefined): void {
    for (const button of this.#buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  readonly #onkeydown = (event: KeyboardEvent): void => {
    if (event.target === this.#options.element && event.key === 'Enter' && this.#picture?.placing === true) {
      event.preventDefault();
      this.#options.onplace(toLatLng(this.#base.map.getCenter()));
      return;
    }
    const from = this.#buttons.find((button) => button === event.target);
    const direction = DIRECTION_OF_KEY[event.key];
    if (from === undefined) return;
    if (event.key === '+' || event.key === '=') this.zoomBy(1);
    else if (event.key === '-') this.zoomBy(-1);
    else if (direction !== undefined) {
      const spots = this.#buttons.map((button) => spotOf(button));
      const next = nextToward(spotOf(from), spots, direction);
      if (next !== null) {
        this.#stopAt(next.button);
        this.#bringIn(next.button);
        next.button.focus({ preventScroll: true });
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #bringIn(button: HTMLButtonElement): void {
    const frame = this.#options.element.getBoundingClientRect();
    const { x, y } = spotOf(button);
    if (x > frame.left + 24 && x < frame.right - 24 && y > frame.top + 24 && y < frame.bottom - 24) return;
    this.#base.map.panBy([x - (frame.left + frame.width / 2), y - (frame.top + frame.height / 2)], {
      animate: false,
    });
  }
}

function makeButton(key: string, name: string, glyph: SVGElement): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'map-point-button';
  button.dataset['key'] = key;
  button.setAttribute('aria-label', name);
  button.title = name;
  button.append(glyph);
  return button;
}

function tag(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function spotOf(button: HTMLButtonElement): { x: number; y: number; button: HTMLButtonElement } {
  const { left, top, width, height } = button.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2, button };
}
