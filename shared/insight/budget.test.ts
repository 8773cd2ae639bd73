import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fractionalBound,
  moneyQuestion,
  simpleRanking,
  solveBudget,
  type Candidate,
  type Selection,
} from './budget.ts';
import { anyPlans, block, bottleneck, plans, project, reversed } from './test/plans.ts';

function candidate(id: string, amount: number, homes: number): Candidate {
  return { id, projects: [id], amount, homes };
}

const TOY = [candidate('A', 1_000_000, 110), candidate('B', 1_600_000, 130), candidate('C', 1_900_000, 150)];

/** Every choice there is; the first of those that are best by homes, amount, and the first id in which they differ. */
function byHand(candidates: readonly Candidate[], budget: number): Selection {
  const ordered = [...candidates].sort((a, b) => (a.id < b.id ? -1 : 1));
  const all = Array.from({ length: 2 ** ordered.length }, (_, mask) => {
    const taken = ordered.filter((_, at) => (mask >> at) & 1);
    return {
      ids: taken.map(({ id }) => id),
      homes: taken.reduce((sum, { homes }) => sum + homes, 0),
      amount: taken.reduce((sum, { amount }) => sum + amount, 0),
    };
  });
  const [best] = all
    .filter(({ amount }) => amount <= budget)
    .sort((a, b) => b.homes - a.homes || a.amount - b.amount || (a.ids.join() < b.ids.join() ? -1 : 1));
  if (best === undefined) throw new Error('to take nothing always fits');
  return best;
}

/** Few different amounts and homes, so that ties are the rule. */
const anyCandidates = fc
  .array(fc.record({ amount: fc.nat(6), homes: fc.integer({ min: 1, max: 5 }) }), { maxLength: 9 })
  .map((list) => list.map(({ amount, homes }, at) => candidate(`p${at}`, amount * 100_001, homes)));
const anyBudget = fc.nat(3_000_000);

describe('solveBudget', () => {
  it('EUR 3.0M: A 1.0M/110, B 1.6M/130, C 1.9M/150: A + C = 260, where euros per home gives A + B = 240', () => {
    const best = solveBudget(TOY, { budget: 3_000_000 }).best(3_000_000);
    expect(best).toEqual({ kind: 'exact', ids: ['A', 'C'], homes: 260, amount: 2_900_000 });
    expect(simpleRanking(TOY, 3_000_000)).toEqual({ ids: ['A', 'B'], homes: 240, amount: 2_600_000 });
  });

  it('gives the whole curve: at each amount the most homes', () => {
    expect(solveBudget(TOY, { budget: 4_500_000 }).steps).toEqual([
      { amount: 0, homes: 0 },
      { amount: 1_000_000, homes: 110 },
      { amount: 1_600_000, homes: 130 },
      { amount: 1_900_000, homes: 150 },
      { amount: 2_600_000, homes: 240 },
      { amount: 2_900_000, homes: 260 },
      { amount: 3_500_000, homes: 280 },
      { amount: 4_500_000, homes: 390 },
    ]);
  });

  it('is the best of every choice there is, with its ties, at every amount below the budget', () => {
    fc.assert(
      fc.property(
        anyCandidates,
        anyBudget,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, budget, part) => {
          const frontier = solveBudget(list, { budget });
          for (const amount of [budget, Math.floor(budget * part)])
            expect(frontier.best(amount)).toEqual({ kind: 'exact', ...byHand(list, amount) });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(anyCandidates, anyBudget, (list, budget) => {
        const turned = solveBudget([...list].reverse(), { budget });
        expect(turned.best(budget)).toEqual(solveBudget(list, { budget }).best(budget));
      }),
    );
  });

  it('equal homes and amount: the one with the first id', () => {
    const list = [candidate('b', 100, 10), candidate('c', 100, 10), candidate('a', 100, 10)];
    expect(solveBudget(list, { budget: 200 }).best(200).ids).toEqual(['a', 'b']);
  });

  it('says a bound when time is over, and what it says holds', () => {
    let clock = 0;
    const late = { limit: 1, now: () => (clock += 1) };
    fc.assert(
      fc.property(anyCandidates, anyBudget, (list, budget) => {
        const best = solveBudget(list, { budget, ...late }).best(budget);
        const real = byHand(list, budget);
        if (best.kind === 'exact') expect(best.homes).toBe(real.homes);
        else {
          expect(best.amount).toBeLessThanOrEqual(budget);
          expect(best.homes).toBeLessThanOrEqual(real.homes);
          expect(best.atMost).toBeGreaterThanOrEqual(real.homes);
        }
      }),
    );
    expect(solveBudget(TOY, { budget: 3_000_000, ...late }).exact).toBe(false);
    expect(fractionalBound(TOY, 3_000_000)).toBe(110 + 130 + Math.floor((150 * 400_000) / 1_900_000));
  });

  it('two hundred projects take far less than the two seconds that a person waits', () => {
    const many = Array.from({ length: 200 }, (_, at) =>
      candidate(`p${at}`, 250_000 + ((at * 7_919_771) % 9_000_000), 5 + ((at * 37) % 240)),
    );
    const start = performance.now();
    const frontier = solveBudget(many, { budget: 100_000_000, limit: 20_000, now: () => performance.now() });
    expect(frontier.exact).toBe(true);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(frontier.best(100_000_000).homes).toBeGreaterThanOrEqual(simpleRanking(many, 100_000_000).homes);
  });
});

describe('moneyQuestion', () => {
  const money = (fields: object) => bottleneck({ category: 'onrendabele top', ...fields });

  it('takes projects whose last open bottleneck is money, with what is not delivered yet', () => {
    const one = project({
      id: 'one',
      blocks: [
        block({ homes: 60, deliveredAt: '2026-01-01' }),
        block({ homes: 100 }),
        block({ kind: 'demolition', homes: 20 }),
      ],
    });
    const two = project({ id: 'two', blocks: [block({ homes: 50 })] });
    const three = project({ id: 'three', blocks: [block({ homes: 50 })] });
    const question = moneyQuestion(
      plans({
        projects: [one, two, three],
        bottlenecks: [
          money({ projects: ['one'], amount: 1_000_000 }),
          bottleneck({ projects: ['one'], category: 'geluid', state: 'resolved' }),
          money({ projects: ['two'], amount: 1_000_000 }),
          bottleneck({ projects: ['two'], category: 'geluid' }),
        ],
      }),
    );
    expect(question.candidates).toEqual([{ id: 'one', projects: ['one'], homes: 80, amount: 1_000_000 }]);
  });

  it('leaves out what nobody gave an amount, and what somebody does not know; it counts the first', () => {
    const list = ['a', 'b', 'c'].map((id) => project({ id, blocks: [block({ homes: 10 })] }));
    const question = moneyQuestion(
      plans({
        projects: list,
        bottlenecks: [
          money({ projects: ['a'] }),
          money({ projects: ['b'], amount: 5 }),
          bottleneck({ projects: ['b'], category: 'onbekend' }),
        ],
      }),
    );
    expect(question).toEqual({ candidates: [], unknownAmount: ['a'] });
  });

  it('adds up several amounts of one project; projects that share one are set free together', () => {
    const list = ['a', 'b', 'c'].map((id) => project({ id, blocks: [block({ homes: 10 })] }));
    const question = moneyQuestion(
      plans({
        projects: list,
        bottlenecks: [
          money({ projects: ['c'], amount: 3 }),
          money({ projects: ['c'], amount: 4 }),
          money({ projects: ['b', 'a'], amount: 5 }),
        ],
      }),
    );
    expect(question.candidates).toEqual([
      { id: 'a', projects: ['a', 'b'], homes: 20, amount: 5 },
      { id: 'c', projects: ['c'], homes: 10, amount: 7 },
    ]);
  });

  it('does not depend on the order of the plans, and names no project twice', () => {
    fc.assert(
      fc.property(anyPlans, (any) => {
        const question = moneyQuestion(any);
        expect(moneyQuestion(reversed(any))).toEqual(question);
        const named = [...question.candidates.flatMap((one) => one.projects), ...question.unknownAmount];
        expect(new Set(named).size).toBe(named.length);
      }),
    );
  });
});
