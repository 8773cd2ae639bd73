import { netHomes } from '../model/block.ts';
import { isOpen, type Bottleneck } from '../model/bottleneck.ts';
import type { Project } from '../model/project.ts';
import type { Plans } from '../model/read.ts';

/** What one amount sets free, whole or not at all. */
export interface Candidate {
  /** Of its first project, by id. */
  readonly id: string;
  /** More than one where one amount takes something away that holds up several. */
  readonly projects: readonly string[];
  /** Net homes in blocks that are not delivered yet; at least 1. */
  readonly homes: number;
  /** Whole euros, at least 0. */
  readonly amount: number;
}

export interface MoneyQuestion {
  /** By id. */
  readonly candidates: readonly Candidate[];
  /** Projects that wait for money of which nobody says how much: left out, and counted. */
  readonly unknownAmount: readonly string[];
}

/** A choice of candidates. `ids` in order; `homes` and `amount` are their sums. */
export interface Selection {
  readonly ids: readonly string[];
  readonly homes: number;
  readonly amount: number;
}

/** The most homes that can be set free with an amount, from the amount at which they first can. */
export interface Step {
  readonly amount: number;
  readonly homes: number;
}

/**
 * The best choice for a budget. `exact`: no choice within the budget sets more homes free, and of those that set as many
 * free none costs less. `bound`: there was no time to be sure; no choice sets more than `atMost` homes free.
 */
export type Best = Selection &
  ({ readonly kind: 'exact' } | { readonly kind: 'bound'; readonly atMost: number });

/**
 * Insight 5: the projects whose last open bottleneck is money. Every open record of such a project is an `onrendabele
 * top`; a project without any record, or of which somebody says `onbekend`, may be held up by something else. Its amount
 * is the sum of those records. Projects that share a record are one candidate: the amount is paid once, and is not
 * divided. Homes are the net homes of blocks that are not delivered; where none are left there is nothing to set free.
 * Source: product.md, Insights 5 and its fixed readings.
 */
export function moneyQuestion(plans: Pick<Plans, 'projects' | 'bottlenecks'>): MoneyQuestion {
  const waiting = projectsWaitingForMoney(plans);
  const candidates: Candidate[] = [];
  const unknownAmount: string[] = [];
  for (const group of sharing(waiting)) {
    const projects = group.map(({ project }) => project.id);
    const records = new Map(group.flatMap(({ open }) => open.map((one) => [one.id, one.amount])));
    const homes = group.reduce((sum, { project }) => sum + remainingHomes(project), 0);
    const amounts = [...records.values()];
    if (amounts.includes(null)) unknownAmount.push(...projects);
    else if (homes > 0)
      candidates.push({
        id: projects[0] ?? '',
        projects,
        homes,
        amount: amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0),
      });
  }
  return { candidates: candidates.sort(byId), unknownAmount: unknownAmount.sort() };
}

interface Waiting {
  readonly project: Project;
  readonly open: readonly Bottleneck[];
}

function projectsWaitingForMoney({
  projects,
  bottlenecks,
}: Pick<Plans, 'projects' | 'bottlenecks'>): Waiting[] {
  const openOf = new Map<string, Bottleneck[]>();
  for (const bottleneck of bottlenecks) {
    if (!isOpen(bottleneck)) continue;
    for (const project of bottleneck.projects) {
      const open = openOf.get(project) ?? [];
      openOf.set(project, open);
      open.push(bottleneck);
    }
  }
  return projects
    .map((project) => ({ project, open: openOf.get(project.id) ?? [] }))
    .filter(({ open }) => open.length > 0 && open.every(({ category }) => category === 'onrendabele top'));
}

/** Those that share a record, directly or through others, together; each group by id. */
function sharing(waiting: readonly Waiting[]): Waiting[][] {
  const groupOf = new Map<string, Waiting[]>();
  for (const one of [...waiting].sort((a, b) => byId(a.project, b.project))) {
    const merged = [one];
    for (const group of new Set(one.open.map(({ id }) => groupOf.get(id)))) merged.push(...(group ?? []));
    merged.sort((a, b) => byId(a.project, b.project));
    for (const { open } of merged) for (const { id } of open) groupOf.set(id, merged);
  }
  return [...new Set(groupOf.values())];
}

function remainingHomes(project: Project): number {
  return project.blocks
    .filter(({ deliveredAt }) => deliveredAt === null)
    .reduce((sum, block) => sum + netHomes(block), 0);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** A choice that no other beats: none has as many homes for less. Linked to the choice that it grew from. */
interface Node extends Step {
  readonly candidate: Candidate | null;
  readonly from: Node | null;
}

const NOTHING: Node = { amount: 0, homes: 0, candidate: null, from: null };

export interface SolveOptions {
  /** No choice above this is looked at. */
  readonly budget: number;
  /** Milliseconds, of the same clock as `now`, after which it stops looking; never when absent. */
  readonly limit?: number;
  readonly now?: () => number;
}

/** Everything up to a budget: the choice for each amount below it follows without looking again. */
export interface Frontier {
  readonly candidates: readonly Candidate[];
  readonly budget: number;
  /** By amount, homes rising. */
  readonly steps: readonly Step[];
  readonly exact: boolean;
  /** The best choice for an amount of at most the budget. */
  best(amount: number): Best;
}

/**
 * The exact 0/1 knapsack over whole candidates by Nemhauser and Ullmann (1969): candidate by candidate the list of
 * undominated (amount, homes) is doubled and thinned again. Homes are whole, so the list is never longer than their sum,
 * whatever the amounts. Equal results: lowest amount; then the one that holds the first id in which they differ. For the
 * latter the candidates are added last id first, so that "with this one" wins a tie from "without".
 */
export function solveBudget(candidates: readonly Candidate[], options: SolveOptions): Frontier {
  const { budget, limit = Infinity, now = () => 0 } = options;
  const until = now() + limit;
  const affordable = candidates.filter(({ amount, homes }) => amount <= budget && homes > 0).sort(byId);
  let list: readonly Node[] = [NOTHING];
  for (const candidate of [...affordable].reverse()) {
    const next = withCandidate(list, candidate, budget, () => now() > until);
    if (next === null) return estimate(affordable, budget);
    list = next;
  }
  return {
    candidates,
    budget,
    steps: list.map(({ amount, homes }) => ({ amount, homes })),
    exact: true,
    best: (amount) => ({ kind: 'exact', ...chosenIn(list, Math.min(amount, budget)) }),
  };
}

/** How many nodes are made between two looks at the clock. */
const STRIDE = 8192;

/** Null when time is over. */
function withCandidate(
  list: readonly Node[],
  candidate: Candidate,
  budget: number,
  over: () => boolean,
): Node[] | null {
  const next: Node[] = [];
  const add = (node: Node): void => {
    const last = next.at(-1);
    if (last === undefined || node.homes > last.homes) next.push(node);
  };
  let without = 0;
  for (const [index, from] of list.entries()) {
    if (index % STRIDE === 0 && over()) return null;
    const amount = from.amount + candidate.amount;
    if (amount > budget) break;
    const homes = from.homes + candidate.homes;
    for (let old = list[without]; old !== undefined && comesBefore(old, amount, homes); old = list[without]) {
      add(old);
      without += 1;
    }
    add({ amount, homes, candidate, from });
  }
  for (const old of list.slice(without)) add(old);
  return next;
}

/** At the same amount the one with more homes comes first and hides the other; at the same of both, the one with it. */
function comesBefore(old: Step, amount: number, homes: number): boolean {
  return old.amount < amount || (old.amount === amount && old.homes > homes);
}

function chosenIn(list: readonly Node[], budget: number): Selection {
  let low = 0;
  let high = list.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.amount ?? Infinity) <= budget) low = middle;
    else high = middle;
  }
  const node = list[low] ?? NOTHING;
  const ids: string[] = [];
  for (let at: Node | null = node; at !== null && at.candidate !== null; at = at.from)
    ids.push(at.candidate.id);
  return { ids: ids.sort(), homes: node.homes, amount: node.amount };
}

/** What can be said without looking at everything: a good choice, and what no choice can pass. */
function estimate(candidates: readonly Candidate[], budget: number): Frontier {
  const steps: Step[] = [{ amount: 0, homes: 0 }];
  for (const { amount, homes } of [...candidates].sort(byPrice)) {
    const last = steps.at(-1) ?? NOTHING;
    if (last.amount + amount <= budget)
      steps.push({ amount: last.amount + amount, homes: last.homes + homes });
  }
  return {
    candidates,
    budget,
    steps,
    exact: false,
    best: (amount) => ({
      kind: 'bound',
      ...simpleRanking(candidates, Math.min(amount, budget)),
      atMost: fractionalBound(candidates, Math.min(amount, budget)),
    }),
  };
}

/** Cheapest per home first; equal prices by id. Compared as products: a quotient would round. */
function byPrice(a: Candidate, b: Candidate): number {
  const difference = BigInt(a.amount) * BigInt(b.homes) - BigInt(b.amount) * BigInt(a.homes);
  return difference < 0n ? -1 : difference > 0n ? 1 : byId(a, b);
}

/** What one gets by going down the list of euros per home and taking what still fits: what people do by hand. */
export function simpleRanking(candidates: readonly Candidate[], budget: number): Selection {
  const taken: Candidate[] = [];
  let left = budget;
  for (const candidate of candidates.filter(({ homes }) => homes > 0).sort(byPrice)) {
    if (candidate.amount > left) continue;
    taken.push(candidate);
    left -= candidate.amount;
  }
  return {
    ids: taken.map(({ id }) => id).sort(),
    homes: taken.reduce((sum, { homes }) => sum + homes, 0),
    amount: budget - left,
  };
}

/** As if the last one could be bought in part (Dantzig 1957): no whole choice sets more free. */
export function fractionalBound(candidates: readonly Candidate[], budget: number): number {
  let left = budget;
  let homes = 0;
  for (const candidate of candidates.filter((one) => one.homes > 0).sort(byPrice)) {
    if (candidate.amount > left) return homes + Math.floor((candidate.homes * left) / candidate.amount);
    left -= candidate.amount;
    homes += candidate.homes;
  }
  return homes;
}
