import type { Collection } from 'mongodb';

/** The numbers of one collection's documents, rising per workspace document. */
export class Sequence {
  readonly #highest: (doc: string) => Promise<number>;
  readonly #last = new Map<string, Promise<number>>();

  constructor(highest: (doc: string) => Promise<number>) {
    this.#highest = highest;
  }

  /** The next number; those who ask at the same time get different ones. */
  next(doc: string): Promise<number> {
    const next = (this.#last.get(doc) ?? this.#highest(doc)).then((last) => last + 1);
    this.#last.set(doc, next);
    // A read that failed is no answer: the next one reads again.
    next.catch(() => {
      this.forget(doc);
    });
    return next;
  }

  /** Another server took a number: read before giving the next. */
  forget(doc: string): void {
    this.#last.delete(doc);
  }
}

interface Numbered {
  readonly doc: string;
  readonly seq: number;
}

export function highestOf(collection: Pick<Collection<Numbered>, 'find'>): (doc: string) => Promise<number> {
  return async (doc) => {
    const [last] = await collection
      .find({ doc }, { projection: { seq: 1 } })
      .sort({ seq: -1 })
      .limit(1)
      .toArray();
    return last?.seq ?? 0;
  };
}
