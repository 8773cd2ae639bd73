import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Keep, KeptRefusal } from './keeping.ts';

/** An edit that did not hold, kept so that nothing is lost. */
export interface Refusal {
  readonly id: string;
  readonly edit: Edit;
  readonly path: string;
  /** A denial of the policy, a problem of `applyEdit` (`stale`: somebody changed it meanwhile), or the gate's reason. */
  readonly code: string;
  /** When it was refused, in milliseconds since the epoch. */
  readonly at: number;
  /** The words of a rich text that did not hold: they can only be copied. */
  readonly text?: string;
}

/** What was refused and nobody has done anything with yet; on this device it outlives the page. */
export class Refusals {
  #all: readonly Refusal[] = [];
  #next = 1;
  #keep: Keep<KeptRefusal> | null = null;

  /** From here on they are kept on the device as well. */
  keepIn(keep: Keep<KeptRefusal> | null): void {
    this.#keep = keep;
    for (const { id, ...kept } of this.#all) keep?.put(Number(id), kept);
  }

  /** What pages that are gone left, kept by this one by now; the oldest first. */
  takeOver(left: readonly KeptRefusal[]): void {
    const taken = left.map(({ number = this.#next++, ...kept }) => ({ ...kept, id: String(number) }));
    this.#all = [...taken, ...this.#all];
  }

  get all(): readonly Refusal[] {
    return this.#all;
  }

  add(refused: KeptRefusal): void {
    const number = this.#next++;
    this.#all = [...this.#all, { ...refused, id: String(number) }];
    this.#keep?.put(number, refused);
  }

  /** Let go, or done in another way. */
  dismiss(id: string): void {
    this.#all = this.#all.filter((refusal) => refusal.id !== id);
    this.#keep?.remove([Number(id)]);
  }

  /** Taken along by its author: it stands here as long as the page does, and is not kept any longer. */
  copied(id: string): void {
    this.#keep?.remove([Number(id)]);
  }
}
