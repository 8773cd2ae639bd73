import { bottlenecksOf, summaryOf, withProject, type DetailList, type PlanDetail } from './detail.ts';
import { byYear, effectOf, type YearEffect } from './plan-effect.ts';
import type { ImportPlan } from './plan.ts';
import type { Finding } from './sheet.ts';

type Lists = { -readonly [K in keyof Omit<PlanDetail, 'effect'>]: PlanDetail[K][number][] };

/** A preview in full, made of the plans of a file's chunks one after another; each list holds at most so many. */
export class DetailBuilder {
  readonly #most: number;
  readonly #lists: Lists = {
    creates: [],
    updates: [],
    conflicts: [],
    unchanged: [],
    notShared: [],
    findings: [],
    bottlenecks: [],
  };
  readonly #counts: Record<keyof Lists, number> = {
    creates: 0,
    updates: 0,
    conflicts: 0,
    unchanged: 0,
    notShared: 0,
    findings: 0,
    bottlenecks: 0,
  };
  readonly #effect = new Map<number | null, YearEffect>();

  constructor(most: number, findings: readonly Finding[]) {
    this.#most = most;
    this.#add('findings', findings, (one) => one);
  }

  add(plan: ImportPlan): void {
    const known = plan.known;
    const of = <T>(pick: (changes: (typeof known)[number]) => readonly T[]) =>
      known.flatMap((changes) => pick(changes).map((change) => ({ changes, change })));
    this.#add('creates', plan.creates, ({ file }) => summaryOf(file));
    this.#add(
      'updates',
      of(({ updates }) => updates),
      ({ changes, change }) => withProject(changes, change),
    );
    this.#add(
      'conflicts',
      of(({ conflicts }) => conflicts),
      ({ changes, change }) => ({
        ...withProject(changes, change),
        changed: null,
      }),
    );
    const same = known.filter(({ updates, conflicts }) => updates.length + conflicts.length === 0);
    this.#add(
      'unchanged',
      [...same.map(({ file }) => file), ...plan.removedHere, ...plan.leftOut],
      summaryOf,
    );
    this.#add('notShared', plan.notShared, summaryOf);
    this.#add('findings', plan.findings, (one) => one);
    this.#add('bottlenecks', bottlenecksOf(plan), (one) => one);
    for (const { year, now, then } of effectOf(plan)) {
      const before = this.#effect.get(year);
      this.#effect.set(year, { year, now: (before?.now ?? 0) + now, then: (before?.then ?? 0) + then });
    }
  }

  get detail(): PlanDetail {
    return { ...this.#lists, effect: [...this.#effect.values()].sort(byYear) };
  }

  counts(missing: number): Readonly<Record<DetailList, number>> {
    return { ...this.#counts, missing };
  }

  #add<K extends keyof Lists, T>(list: K, items: readonly T[], show: (item: T) => Lists[K][number]): void {
    const into = this.#lists[list] as Lists[K][number][];
    this.#counts[list] += items.length;
    for (const item of items.slice(0, Math.max(0, this.#most - into.length))) into.push(show(item));
  }
}
