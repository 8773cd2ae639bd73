import type { Standing } from './marks.ts';

const SVG = 'http://www.w3.org/2000/svg';

function part(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function drawing(size: number, viewBox: number, ...parts: readonly SVGElement[]): SVGElement {
  const svg = part('svg', {
    width: size,
    height: size,
    viewBox: `0 0 ${String(viewBox)} ${String(viewBox)}`,
    'aria-hidden': 'true',
  });
  svg.append(...parts);
  return svg;
}

const GROUND = { cx: 8, cy: 8, r: 7.5, class: 'map-glyph-ground' };

/** Full, half, dashed as everywhere (CertaintyGlyph), on a ground of its own; a lozenge where nothing holds it up. */
export function pointGlyph(standing: Standing): SVGElement {
  if (standing === 'geen') {
    return drawing(16, 16, part('path', { d: 'M8 3.2 12.8 8 8 12.8 3.2 8z', class: 'map-glyph-free' }));
  }
  if (standing === 'bevestigd') {
    return drawing(
      16,
      16,
      part('circle', GROUND),
      part('circle', { cx: 8, cy: 8, r: 6, class: 'map-glyph-full' }),
    );
  }
  const ring = part('circle', {
    cx: 8,
    cy: 8,
    r: 5.3,
    class: 'map-glyph-ring',
    ...(standing === 'onbekend' ? { 'stroke-dasharray': '2.5 1.66' } : {}),
  });
  const half = part('path', { d: 'M8 2.7a5.3 5.3 0 0 1 0 10.6z', class: 'map-glyph-full' });
  return drawing(16, 16, part('circle', GROUND), ring, ...(standing === 'vermoed' ? [half] : []));
}

/** A ring of which the dark part is confirmed, clockwise from the top. */
export function groupGlyph(count: number, confirmed: number): SVGElement {
  const size = count < 10 ? 34 : count < 100 ? 40 : 46;
  const radius = 15;
  const length = 2 * Math.PI * radius;
  const dark = (confirmed / count) * length;
  const circle = { cx: 18, cy: 18, r: radius };
  return drawing(
    size,
    36,
    part('circle', { ...circle, class: 'map-group-ground' }),
    part('circle', {
      ...circle,
      class: 'map-group-dark',
      'stroke-dasharray': `${dark.toFixed(2)} ${length.toFixed(2)}`,
      transform: 'rotate(-90 18 18)',
    }),
  );
}
