import type { Annotation } from '@bouwberaad/shared/model/annotation.ts';

/** An annotation with its replies. */
export interface Thread {
  readonly root: Annotation;
  /** Oldest first. */
  readonly replies: readonly Annotation[];
}

/** Open threads before resolved ones, the one that moved last first. A reply whose first annotation is gone stands alone. */
export function threadsOf(annotations: readonly Annotation[]): Thread[] {
  const known = new Set(annotations.map(({ id }) => id));
  const roots = annotations.filter(({ thread }) => thread === null || !known.has(thread));
  const threads = roots.map((root) => ({
    root,
    replies: annotations.filter(({ thread, id }) => thread === root.id && id !== root.id).sort(byMoment),
  }));
  return threads.sort(
    (a, b) =>
      Number(a.root.resolved) - Number(b.root.resolved) ||
      lastMoment(b).localeCompare(lastMoment(a)) ||
      (a.root.id < b.root.id ? -1 : 1),
  );
}

export function lastMoment({ root, replies }: Thread): string {
  return replies.at(-1)?.at ?? root.at ?? '';
}

function byMoment(a: Annotation, b: Annotation): number {
  return (a.at ?? '').localeCompare(b.at ?? '') || (a.id < b.id ? -1 : 1);
}
