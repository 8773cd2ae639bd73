/** Room kept between what floats and the edge of the window, and between it and what it hangs on. In px. */
const EDGE = 8;
const GAP = 6;
/** Below this height it hangs above where there is more room. */
const LEAST_HEIGHT = 160;

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Floating {
  readonly left: number;
  /** From the top of the window, or from its bottom where it hangs above. */
  readonly top: number | null;
  readonly bottom: number | null;
  readonly maxHeight: number;
}

/** Where a panel hangs: under its button, or above it where it does not fit and there is more room. px in the window. */
export function floatingAt(
  anchor: Box,
  panel: { readonly width: number; readonly height: number },
  window: { readonly width: number; readonly height: number },
  align: 'start' | 'end',
): Floating {
  const under = window.height - EDGE - (anchor.bottom + GAP);
  const over = anchor.top - GAP - EDGE;
  const above = panel.height > under && over > under && under < Math.max(LEAST_HEIGHT, panel.height);
  const wanted = align === 'start' ? anchor.left : anchor.right - panel.width;
  return {
    left: Math.max(EDGE, Math.min(wanted, window.width - EDGE - panel.width)),
    top: above ? null : anchor.bottom + GAP,
    bottom: above ? window.height - anchor.top + GAP : null,
    maxHeight: Math.max(0, above ? over : under),
  };
}

/** Hangs an element on another for as long as it is there, wherever that one scrolls to; for `{@attach}`. */
export function hangsOn(
  anchor: () => HTMLElement | null,
  align: 'start' | 'end',
): (panel: HTMLElement) => () => void {
  return (panel) => {
    const hang = (event?: Event): void => {
      const at = anchor()?.getBoundingClientRect();
      // Scrolling inside it moves nothing.
      if (at === undefined || (event?.target instanceof Node && panel.contains(event.target))) return;
      const { scrollHeight: height, offsetWidth: width } = panel;
      const size = { width: document.documentElement.clientWidth, height: innerHeight };
      const { left, top, bottom, maxHeight } = floatingAt(at, { width, height }, size, align);
      Object.assign(panel.style, {
        left: `${String(left)}px`,
        top: top === null ? 'auto' : `${String(top)}px`,
        bottom: bottom === null ? 'auto' : `${String(bottom)}px`,
        maxHeight: `${String(maxHeight)}px`,
      });
    };
    hang();
    const observer = new ResizeObserver(() => {
      hang();
    });
    observer.observe(panel);
    addEventListener('resize', hang);
    addEventListener('scroll', hang, { capture: true, passive: true });
    return () => {
      observer.disconnect();
      removeEventListener('resize', hang);
      removeEventListener('scroll', hang, { capture: true });
    };
  };
}
