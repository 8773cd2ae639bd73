import type { Project } from '@bouwberaad/shared/model/project.ts';

export interface LatLng {
  readonly lat: number;
  readonly lng: number;
}

/** Polygons, each an outer ring and its holes; latitude first, as leaflet wants it. */
export type Outline = readonly (readonly (readonly LatLng[])[])[];

/** The outline of a plan, GeoJSON Polygon or MultiPolygon; null without one, or where it is something else. */
export function outlineOf({ outline }: Pick<Project, 'outline'>): Outline | null {
  const { type, coordinates } = (outline ?? {}) as { type?: unknown; coordinates?: unknown };
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  if (!Array.isArray(polygons)) return null;
  const read = polygons.map(toPolygon).filter((polygon) => polygon.length > 0);
  return read.length === 0 ? null : read;
}

function toPolygon(rings: unknown): LatLng[][] {
  return Array.isArray(rings) ? rings.map(toRing).filter((ring) => ring.length >= 3) : [];
}

/** What programs outside wrote is not trusted to be numbers. */
function toRing(points: unknown): LatLng[] {
  if (!Array.isArray(points)) return [];
  return points.flatMap((point: unknown) => {
    const [lng, lat] = Array.isArray(point) ? (point as readonly unknown[]) : [];
    return isDegrees(lng, 180) && isDegrees(lat, 90) ? [{ lat, lng }] : [];
  });
}

function isDegrees(value: unknown, most: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= most;
}

/** Where a plan is drawn: its point, else the middle of the box around its outline; null when it has no place. */
export function placeOf(project: Pick<Project, 'lat' | 'lng' | 'outline'>): LatLng | null {
  const { lat, lng } = project;
  if (lat !== null && lng !== null) return { lat, lng };
  const outline = outlineOf(project);
  return outline === null ? null : middleOf(outline.flat(2));
}

function middleOf(points: readonly LatLng[]): LatLng {
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  return { lat: middle(points.map(({ lat }) => lat)), lng: middle(points.map(({ lng }) => lng)) };
}
