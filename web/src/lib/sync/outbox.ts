import type { Edit } from '@bouwberaad/shared/edit/edit.ts';

/** An edit that is not yet known to be on the server's disk. */
export interface Waiting {
  readonly number: number;
  readonly edit: Edit;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The update-carrying frame of this connection that brings it; null while none has. */
  frame: number | null;
}

/**
 * What a person did and the server has not yet said to have saved. Removed at `saved`, and by nothing else.
 * A connection counts its own frames; what no frame of this connection has brought comes with the next full-state push.
 */
export class Outbox {
  #entries: Waiting[] = [];
  #next = 1;

  get entries(): readonly Waiting[] {
    return this.#entries;
  }

  /** `frame` is the frame that carried it just now, or null when there was no connection. */
  add(edit: Edit, at: number, frame: number | null): void {
    this.#entries.push({ number: this.#next++, edit, at, frame });
  }

  connected(): void {
    for (const entry of this.#entries) entry.frame = null;
  }

  /** A full-state push went out as this frame: it brings everything that no other frame has. */
  pushed(frame: number): void {
    for (const entry of this.#entries) entry.frame ??= frame;
  }

  /** The first `count` frames of this connection are durable. */
  saved(count: number): void {
    this.#entries = this.#entries.filter((entry) => entry.frame === null || entry.frame > count);
  }

  /** Takes everything out, to be replayed on a fresh document. */
  drain(): readonly Waiting[] {
    const drained = this.#entries;
    this.#entries = [];
    return drained;
  }
}
