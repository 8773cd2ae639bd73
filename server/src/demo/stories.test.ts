import { describe, expect, it } from 'vitest';
import { valueAt } from '@bouwberaad/shared/edit/apply.ts';
import { affordability } from '@bouwberaad/shared/insight/affordable.ts';
import { bottleneckRanges } from '@bouwberaad/shared/insight/bottleneck-range.ts';
import { concentrationSignals } from '@bouwberaad/shared/insight/concentration.ts';
import { effect } from '@bouwberaad/shared/insight/effect.ts';
import { overlay } from '@bouwberaad/shared/insight/overlay.ts';
import { production } from '@bouwberaad/shared/insight/production.ts';
import { sameJson } from '@bouwberaad/shared/lib/json.ts';
import { isPending } from '@bouwberaad/shared/model/action.ts';
import { netHomes } from '@bouwberaad/shared/model/block.ts';
import { isOpen } from '@bouwberaad/shared/model/bottleneck.ts';
import { readAll, readPlans, type Plans } from '@bouwberaad/shared/model/read.ts';
import { noRound, type RoundState } from '@bouwberaad/shared/round/round.ts';
import { step, type RoundEvent } from '@bouwberaad/shared/round/step.ts';
import type { ClosedRound } from './demo-region.ts';
import { demo, docOf, nitrogen, percent, plansOf, tableOf, TODAY, together, years } from './test/demo.ts';

describe('Deventer', () => {
  const plans = plansOf('deventer');

  it('built 250 to 300 a year, 450 to 550 in the last four, and wants 700', () => {
    const past = production(plans, { years: Array.from({ length: 10 }, (_, index) => 2016 + index) }).years;
    for (const { year, realised } of past) {
      expect(realised).toBeGreaterThanOrEqual(year < 2022 ? 250 : 450);
      expect(realised).toBeLessThanOrEqual(year < 2022 ? 300 : 550);
    }
    const coming = production(plans, { years }).years;
    expect(coming.every(({ target }) => target === 700)).toBe(true);
    expect(coming.every(({ gap }) => (gap ?? 0) > 0)).toBe(true);
  });

  it('has half of its 400 homes of 2028 in one cell, and a proposal that takes the signal away', () => {
    const signals = concentrationSignals(plans, { years: [2028] });
    expect(signals).toMatchObject([
      { homes: 200, total: 400, share: 0.5, dwelling: 'hoogbouw', segment: 'dure huur' },
    ]);
    expect(signals[0]?.projects).toHaveLength(2);
    const [swap] = readAll(docOf('deventer'), 'proposals');
    expect(swap).toMatchObject({ kind: 'ruilen', state: 'at table' });
    expect(concentrationSignals(overlay(plans, swap?.changes ?? []), { years: [2028] })).toEqual([]);
  });
});

describe('the province', () => {
  const all = together(demo.tables.map(({ table }) => plansOf(table.id)));

  it('has nitrogen at 7 to 23 % of its projects, 16 % without the unknown, and the grid worse', () => {
    const range = nitrogen(all);
    expect(
      [range?.low, range?.highWithoutUnknown, range?.high].map((share) => percent(share ?? null)),
    ).toEqual([7, 16, 23]);
    const worst = [...bottleneckRanges(all)].sort(
      (a, b) => (b.byProjects.high ?? 0) - (a.byProjects.high ?? 0),
    )[0];
    expect(worst?.category).toBe('netcongestie');
    expect(percent(worst?.byProjects.low ?? null)).toBe(13);
  });

  it('must choose with EUR 30 million: the best is not what a ranking gives', () => {
    const waiting = waitingForMoney(all);
    expect(waiting).toHaveLength(11);
    const best = subsets(waiting).reduce((a, b) => (homesOf(b) > homesOf(a) ? b : a));
    expect(homesOf(best)).toBe(1002);
    expect(best.map(({ name }) => name).sort()).toEqual([
      'Hofvliet',
      'Nieuwe Haven',
      'Oosterveld',
      'Stadskade',
      'Zwartkamp',
    ]);
    let left = BUDGET;
    const ranked = [...waiting].sort((a, b) => a.amount / a.homes - b.amount / b.homes);
    const greedy = ranked.filter(({ amount }) => amount <= left && ((left -= amount), true));
    expect(homesOf(greedy)).toBe(912);
  });

  it('has plans that are ready to go and plans that wait for this table', () => {
    const states = new Map<string, string[]>();
    for (const one of all.bottlenecks.filter(isOpen)) {
      for (const id of one.projects) states.set(id, [...(states.get(id) ?? []), one.level ?? '']);
    }
    const ready = all.projects.filter(({ id, phase }) => !states.has(id) && phase === 'voorbereiding');
    expect(ready.length).toBeGreaterThan(0);
    const own = all.projects.filter(({ id }) => sameJson(states.get(id), ['regio']));
    expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining(['Kuyerskwartier', 'Overkamp']));
  });
});

const BUDGET = 30_000_000;
interface Waiting {
  readonly name: string;
  readonly amount: number;
  readonly homes: number;
}

function waitingForMoney(plans: Plans): Waiting[] {
  return plans.projects.flatMap((project) => {
    const open = plans.bottlenecks.filter((one) => isOpen(one) && one.projects.includes(project.id));
    const [last] = open;
    if (open.length !== 1 || last?.category !== 'onrendabele top' || last.amount === null) return [];
    const homes = project.blocks.reduce((sum, block) => sum + netHomes(block), 0);
    return [{ name: project.name ?? '', amount: last.amount, homes }];
  });
}

/** All that the budget can pay. */
function subsets(items: readonly Waiting[]): Waiting[][] {
  const all = items.reduce<Waiting[][]>(
    (sets, item) => [...sets, ...sets.map((set) => [...set, item])],
    [[]],
  );
  return all.filter((set) => set.reduce((sum, { amount }) => sum + amount, 0) <= BUDGET);
}

function homesOf(set: readonly Waiting[]): number {
  return set.reduce((sum, { homes }) => sum + homes, 0);
}

describe('West-Overijssel', () => {
  const doc = docOf('west-overijssel');
  const plans = readPlans(doc);
  const proposals = readAll(doc, 'proposals');

  it('meets today, with seven items', () => {
    const today = readAll(doc, 'meetings').find(({ date }) => date === TODAY);
    expect(today?.state).toBe('planned');
    expect(readAll(doc, 'agenda').filter(({ meeting }) => meeting === today?.id)).toHaveLength(7);
  });

  it('cannot yet say whether two thirds are affordable: 63 to 73 %', () => {
    const { affordable } = affordability(plans, { years });
    expect(affordable.verdict).toBe('undecided');
    expect([percent(affordable.low), percent(affordable.high)]).toEqual([63, 73]);
  });

  it('has open proposals that start from what the plans say', () => {
    const open = proposals.filter(({ state }) => state === 'at table');
    expect(open.length).toBeGreaterThanOrEqual(2);
    for (const { path, from } of open.flatMap(({ changes }) => changes))
      expect(valueAt(doc, path) ?? null).toEqual(from);
    for (const { changes } of open) expect(overlay(plans, changes)).not.toEqual(plans);
  });

  it('swaps 80 homes of Zwolle 2028 with Kampen 2030: 612 to 532, 96 to 176, the region equal', () => {
    const swap = proposals.find(({ kind }) => kind === 'ruilen');
    expect(swap?.title).toBe('Ruilen: 80 woningen Zwolle 2028 met Kampen 2030');
    const figures = effect(plans, overlay(plans, swap?.changes ?? []), { years });
    const sides = (key: string) =>
      figures.filter((one) => one.key === key).map(({ before, after }) => [before, after])[0];
    expect(sides('planned:0193:2028')).toEqual([612, 532]);
    expect(sides('planned:0193:2030')).toEqual([548, 628]);
    expect(sides('planned:0166:2028')).toEqual([96, 176]);
    expect(sides('planned:0166:2030')).toEqual([210, 130]);
    expect(sides('signal:0193:2028:hoogbouw:dure huur')).toEqual([1, 0]);
    const [before, after] = sides('planned:region') ?? [];
    expect(after).toBe(before);
  });

  it('is busy: a dozen annotations in two threads, two readings, a suggestion, actions in every state', () => {
    const annotations = readAll(doc, 'annotations');
    expect(annotations).toHaveLength(12);
    expect(new Set(annotations.map(({ thread }) => thread).filter((id) => id !== null)).size).toBe(2);
    expect(annotations.some(({ mentions }) => mentions.includes('corporatie'))).toBe(true);
    expect(readAll(doc, 'readings')).toHaveLength(2);
    for (const { path, value } of readAll(doc, 'readings')) {
      expect(valueAt(doc, path ?? '')).toEqual(expect.any(Number));
      expect(valueAt(doc, path ?? '')).not.toEqual(value);
    }
    const [suggestion] = readAll(doc, 'suggestions');
    expect(valueAt(doc, suggestion?.path ?? '')).toBe(suggestion?.from);
    const actions = readAll(doc, 'actions');
    expect(actions.filter((action) => isPending(action) && (action.due ?? '') < TODAY)).toHaveLength(3);
    expect(new Set(actions.map(({ state }) => state))).toEqual(new Set(['open', 'doing', 'done', 'dropped']));
  });
});

describe('the closed meeting', () => {
  const { closedMeeting } = tableOf(demo, 'west-overijssel');
  const doc = docOf('west-overijssel');

  it('took four decisions of different kinds, by the rules of a round', () => {
    const rounds = closedMeeting?.rounds ?? [];
    const present = closedMeeting?.attendance.map(({ organisation }) => organisation) ?? [];
    expect(rounds.map(({ form, outcome }) => `${form}: ${outcome}`)).toEqual([
      'hamerstuk: agreed',
      'consent: agreed',
      'stemming: rejected',
      'consent: taken back',
    ]);
    for (const round of rounds) expect(verdictOf(round, present)).toBe(round.outcome);
  });

  it('changed the plans where the table agreed, and only there', () => {
    for (const { outcome, changes } of closedMeeting?.rounds ?? []) {
      for (const { path, from, to } of changes)
        expect(valueAt(doc, path)).toEqual(outcome === 'agreed' ? to : from);
    }
  });

  it('put the grid to the province, which has not answered', () => {
    const [question] = closedMeeting?.escalations ?? [];
    expect(question?.to).toBe('overijssel');
    expect((question?.answerBefore ?? '') > TODAY).toBe(true);
    expect(readAll(doc, 'bottlenecks').find(({ id }) => id === question?.bottleneck)).toMatchObject({
      category: 'netcongestie',
      state: 'escalated',
    });
  });
});

function verdictOf(round: ClosedRound, organisations: readonly string[]): string {
  const rule = {
    form: round.form,
    majority: round.majority,
    hidden: false,
    quorum: Math.ceil(organisations.length / 2),
    weights: {},
  };
  const events: RoundEvent[] = [
    { type: 'opened', rule, organisations },
    ...round.positions.map(({ organisation, position: kind, reason, until }): RoundEvent => {
      return { type: 'positionTaken', organisation, position: { kind, reason, until } };
    }),
    { type: 'closed' },
  ];
  const end = events.reduce<RoundState>((state, event) => {
    const next = step(state, event);
    if (!next.ok) throw new Error(next.message);
    return next.value;
  }, noRound);
  return end.phase === 'closed' ? end.verdict.outcome : end.phase;
}
