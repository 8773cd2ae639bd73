// What runs inside a page: each function is sent there as text, so it may use nothing but what is in it.

declare global {
  interface Window {
    /** Milliseconds after the page was asked for; set once a plan has been drawn. */
    firstRowAt?: number;
    /** The moment (UTC) at which Enter was pressed last. */
    enterAt?: number;
  }
}

/** Runs before the page's own script: notes when the first plan has been drawn, and when Enter is pressed. */
export function watchPage(): void {
  const noteEnter = ({ key }: KeyboardEvent): void => {
    if (key === 'Enter') window.enterAt = performance.timeOrigin + performance.now();
  };
  addEventListener('keydown', noteEnter, { capture: true });
  const look = (): void => {
    const name = document.querySelector('[role="grid"] [role="rowheader"]');
    if (name === null || name.textContent.trim() === '') requestAnimationFrame(look);
    // It is in the document now, and on the screen when the next frame begins.
    else requestAnimationFrame(() => (window.firstRowAt = performance.now()));
  };
  requestAnimationFrame(look);
}

export function timeOfFirstRow(): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no plan within 60 s')), 60_000);
    const look = (): void => {
      if (window.firstRowAt === undefined) requestAnimationFrame(look);
      else {
        clearTimeout(late);
        resolve(window.firstRowAt);
      }
    };
    look();
  });
}

export interface Frames {
  /** Milliseconds of each frame. */
  readonly frames: number[];
  /** Rows of the list in the document, at most. */
  readonly rows: number;
}

/** Looks at every frame for so many milliseconds. */
export function watchFrames(forMs: number): Promise<Frames> {
  return new Promise((resolve) => {
    const frames: number[] = [];
    let rows = 0;
    const started = performance.now();
    let last = started;
    const look = (now: number): void => {
      if (now > last) frames.push(now - last);
      last = now;
      rows = Math.max(rows, document.querySelectorAll('[role="grid"] [role="row"]').length);
      if (now - started < forMs) requestAnimationFrame(look);
      else resolve({ frames: frames.slice(1), rows });
    };
    requestAnimationFrame(look);
  });
}

/** The moment (UTC) of the frame after the one in which an element says this. */
export function timeOfText(element: Element, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${text} within 10 s`)), 10_000);
    const look = (): void => {
      if (!element.textContent.includes(text)) requestAnimationFrame(look);
      else {
        clearTimeout(late);
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      }
    };
    look();
  });
}
