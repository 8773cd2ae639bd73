import type { Position } from './move.ts';

export interface DragOptions {
  readonly scroller: HTMLElement;
  /** The cell under a point of the window. */
  readonly cellAt: (x: number, y: number) => Position | null;
  readonly onreach: (cell: Position) => void;
}

/** So near an edge, in px, the list scrolls along; and so many px a frame at most. */
const EDGE = 28;
const FASTEST = 24;

/** A selection that grows with the pointer while its button is down; the list scrolls along at its edges. */
export function dragSelection({ scroller, cellAt, onreach }: DragOptions): void {
  let point: { x: number; y: number } | null = null;
  let frame = 0;

  function reach(): void {
    if (point === null) return;
    // Outside of the list the nearest cell in it counts.
    const box = scroller.getBoundingClientRect();
    const x = Math.min(Math.max(point.x, box.left + 1), box.left + scroller.clientWidth - 1);
    const y = Math.min(Math.max(point.y, box.top + 1), box.top + scroller.clientHeight - 1);
    const cell = cellAt(x, y);
    if (cell !== null) onreach(cell);
  }

  function scroll(): void {
    frame = 0;
    if (point === null) return;
    const box = scroller.getBoundingClientRect();
    const [x, y] = [beyond(point.x, box.left, box.right), beyond(point.y, box.top, box.bottom)];
    if (x === 0 && y === 0) return;
    scroller.scrollBy(x, y);
    reach();
    frame = requestAnimationFrame(scroll);
  }

  function onpointermove(event: PointerEvent): void {
    point = { x: event.clientX, y: event.clientY };
    reach();
    if (frame === 0) frame = requestAnimationFrame(scroll);
  }

  function end(): void {
    cancelAnimationFrame(frame);
    window.removeEventListener('pointermove', onpointermove);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
  }

  window.addEventListener('pointermove', onpointermove);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}

/** How fast to scroll for a point near or past one of two edges: px, negative towards the first. */
function beyond(at: number, from: number, to: number): number {
  const past = at < from + EDGE ? at - from - EDGE : at > to - EDGE ? at - to + EDGE : 0;
  return Math.sign(past) * Math.min(FASTEST, Math.abs(past) / 2);
}
