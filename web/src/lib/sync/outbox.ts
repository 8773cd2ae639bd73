import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Keep, KeptEdit } from './keeping.ts';

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
  #keep: Keep<KeptEdit> | null = null;

  /** From here on every change is kept on the device as well. */
  keepIn(keep: Keep<KeptEdit> | null): void {
    this.#keep = keep;
    for (const { number, edit, at } of this.#entries) keep?.put(number, { edit, at });
  }

  get entries(): readonly Waiting[] {
    return this.#entries;
  }

  /** `frame` is the frame that carried it just now, or null when there was no connection. */
  add(edit: Edit, at: number, frame: number | null): void {
    const number = this.#next++;
    this.#entries.push({ number, edit, at, frame });
    this.#keep?.put(number, { edit, at });
  }

  /**
   * Rich text was typed in: one entry a text, not one a letter. While no frame has brought an earlier letter, the next
   * full-state push brings them all.
   */
  typed(path: string, at: number, frame: number | null): void {
    const entry = this.#entries.find(({ edit }) => edit.type === 'typeText' && edit.path === path);
    if (entry === undefined) this.add({ type: 'typeText', path }, at, frame);
    else if (entry.frame !== null) entry.frame = frame;
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
    const waits = ({ frame }: Waiting): boolean => frame === null || frame > count;
    this.#keep?.remove(this.#entries.filter((entry) => !waits(entry)).map(({ number }) => number));
    this.#entries = this.#entries.filter(waits);
  }

  /** Takes everything out, to be replayed on a fresh document; kept on the device until `forget`. */
  drain(): readonly Waiting[] {
    const drained = this.#entries;
    this.#entries = [];
    return drained;
  }

  /** What was drained has been replayed. */
  forget(drained: readonly Waiting[]): void {
    this.#keep?.remove(drained.map(({ number }) => number));
  }
}
