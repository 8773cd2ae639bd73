import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { untrack } from 'svelte';

export interface RowWindowOptions {
  readonly count: () => number;
  /** Height of a row in px. */
  readonly rowHeight: () => number;
  /** Height in px of what stands above the first row inside the same scroller. */
  readonly above: () => number;
  /** A row that stays in the document even when it is out of sight: the one that has the focus. */
  readonly keep: () => number;
}

/** Rows drawn outside the visible part on either side: enough for a quick scroll, few enough for the document. */
const OVERSCAN = 6;

/** Which rows of a long list are in the document. */
export class RowWindow {
  readonly #options: RowWindowOptions;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #element: HTMLElement | null = null;
  #version = $state(0);

  /** Indexes of the rows to draw, from top to bottom. */
  readonly rows: readonly number[] = $derived.by(() => {
    void this.#version;
    this.#virtualizer.setOptions(this.#settings());
    return this.#virtualizer.getVirtualItems().map(({ index }) => index);
  });

  constructor(options: RowWindowOptions) {
    this.#options = options;
    this.#virtualizer = new Virtualizer(untrack(() => this.#settings()));
  }

  /** Follows a scroller; for `{@attach}`. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const stop = this.#virtualizer._didMount();
    untrack(() => {
      this.#virtualizer._willUpdate();
      this.#version += 1;
    });
    return () => {
      stop();
      this.#element = null;
    };
  };

  #settings(): VirtualizerOptions<HTMLElement, HTMLElement> {
    const { count, rowHeight, above, keep } = this.#options;
    const kept = keep();
    const height = rowHeight();
    return {
      count: count(),
      getScrollElement: () => this.#element,
      estimateSize: () => height,
      overscan: OVERSCAN,
      scrollMargin: above(),
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      rangeExtractor: ({ startIndex, endIndex, overscan, count: rows }) => {
        const from = Math.max(0, startIndex - overscan);
        const to = Math.min(rows - 1, endIndex + overscan);
        const range = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
        if (kept < 0 || kept >= rows || (kept >= from && kept <= to)) return range;
        return kept < from ? [kept, ...range] : [...range, kept];
      },
      // Comes while effects run: what it writes must not be what that effect depends on.
      onChange: () => {
        untrack(() => (this.#version += 1));
      },
    };
  }
}
