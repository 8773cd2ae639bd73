import type { Row } from '@bouwberaad/shared/view/rows.ts';
import { Slots } from './row-slots.ts';

export interface RowWindowOptions {
  readonly rows: () => readonly Row[];
  /** Height of a row in px; all are as high. */
  readonly rowHeight: number;
  /** Height in px of what stands above the first row inside the same scroller. */
  readonly above: number;
  /** Index of a row that stays in the document even when it is out of sight: the one that has the focus; -1: none. */
  readonly keep: () => number;
}

/** A row in the document. */
export interface DrawnRow {
  readonly row: Row;
  readonly index: number;
  /** Of the elements that draw it: a row that comes into sight takes over those of one that went. */
  readonly slot: string;
}

/** Rows drawn outside the visible part on either side: enough for a quick scroll, few enough for the document. */
const OVERSCAN = 6;

/** Which rows of a long list are in the document, and in which elements. */
export class RowWindow {
  readonly #options: RowWindowOptions;
  readonly #slots = new Slots();
  // Whole rows, so that most of what is scrolled changes nothing.
  #first = $state(0);
  #last = $state(-1);

  /** From top to bottom. */
  readonly drawn: readonly DrawnRow[] = $derived.by(() => {
    const rows = this.#options.rows();
    const drawn = this.#indexes(rows.length).flatMap((index) => {
      const row = rows[index];
      return row === undefined ? [] : [{ row, index }];
    });
    const slots = this.#slots.take(drawn.map(({ row }) => row));
    return drawn.map((one, at) => ({ ...one, slot: slots[at] ?? one.row.id }));
  });

  constructor(options: RowWindowOptions) {
    this.#options = options;
  }

  /** Follows a scroller; for `{@attach}`. */
  readonly attach = (element: HTMLElement): (() => void) => {
    const { rowHeight, above } = this.#options;
    const look = (): void => {
      const top = element.scrollTop - above;
      this.#first = Math.floor(top / rowHeight);
      this.#last = Math.ceil((top + height) / rowHeight) - 1;
    };
    // Read when it changes, and not at each step of a scroll: reading it lays the page out.
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      height = element.clientHeight;
      look();
    });
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  };

  #indexes(count: number): number[] {
    const kept = this.#options.keep();
    const from = Math.max(0, this.#first - OVERSCAN);
    const to = Math.min(count - 1, this.#last + OVERSCAN);
    const range = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
    if (kept < 0 || kept >= count || (kept >= from && kept <= to)) return range;
    return kept < from ? [kept, ...range] : [...range, kept];
  }
}
