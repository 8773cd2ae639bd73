import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyEdit, valueAt } from '@bouwberaad/shared/edit/apply.ts';
import { concentrationSignals } from '@bouwberaad/shared/insight/concentration.ts';
import { realism } from '@bouwberaad/shared/insight/realism.ts';
import { admits, type Table } from '@bouwberaad/shared/model/organisation.ts';
import { readAll, readPlans } from '@bouwberaad/shared/model/read.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import type { DemoTable } from './demo-region.ts';
import { makeDemo } from './make-demo.ts';
import {
  demo,
  docOf,
  documentOf,
  nitrogen,
  percent,
  plansOf,
  SEED,
  tableOf,
  TODAY,
  together,
  years,
} from './test/demo.ts';
import { toEdits } from './timeline.ts';

describe('the tables', () => {
  it('stand under each other, with 120, 120 and 36 projects', () => {
    expect(demo.tables.map(({ table }) => [table.id, table.parent])).toEqual([
      ['overijssel', null],
      ['west-overijssel', 'overijssel'],
      ['twente', 'overijssel'],
      ['deventer', 'west-overijssel'],
    ]);
    expect(demo.tables.map(({ table }) => plansOf(table.id).projects.length)).toEqual([0, 120, 120, 36]);
    expect(tableOf(demo, 'overijssel').table.municipalities).toHaveLength(25);
    expect(tableOf(demo, 'deventer').table.settings.editing).toBe('open');
  });

  it('hold only plans that their audience may see, in their municipalities, with an external id of their own', () => {
    for (const { table } of demo.tables) {
      for (const project of plansOf(table.id).projects) {
        expect(admits(table.settings.audience, project.confidentiality)).toBe(true);
        expect(table.municipalities).toContain(project.municipality);
        expect(demo.organisations.map(({ id }) => id)).toContain(project.organisation);
      }
    }
    const external = demo.tables.flatMap(({ table }) =>
      plansOf(table.id).projects.map(({ externalId }) => externalId),
    );
    expect(new Set(external).size).toBe(276);
    expect(external.every((id) => /^(WO|TW|DEV)-\d{4}$/.test(id ?? ''))).toBe(true);
  });

  it('come from edits that their authors may make, of at most 200 parts', () => {
    for (const table of demo.tables) {
      const doc = new Y.Doc();
      for (const { edit, by } of toEdits(table)) {
        expect(edit.edits.length).toBeLessThanOrEqual(200);
        expect(mayApply(doc, edit, actorOf(by, table.table), table.table.settings)).toEqual({ ok: true });
        applyEdit(doc, edit);
      }
    }
  });
});

function actorOf(id: string, table: Table): Actor {
  const person = demo.people.find((one) => one.id === id);
  const organisation = demo.organisations.find((one) => one.id === person?.organisation);
  if (person === undefined || organisation === undefined) throw new Error(`nobody is ${id}`);
  const role = demo.seats.find((seat) => seat.table === table.id && seat.person === id)?.role ?? null;
  return {
    person: id,
    organisation: organisation.id,
    kind: organisation.kind,
    municipality: organisation.municipality,
    role,
  };
}

describe('what records speak of', () => {
  const known = new Set([...demo.people.map(({ id }) => id), ...demo.organisations.map(({ id }) => id)]);

  it('is there: persons, organisations, plans, and the parts that are annotated', () => {
    for (const { table } of demo.tables) {
      const doc = docOf(table.id);
      const projects = new Set(plansOf(table.id).projects.map(({ id }) => id));
      const rounds = new Set(tableOf(demo, table.id).closedMeeting?.rounds.map(({ id }) => `decision:${id}`));
      for (const { assignee, source } of readAll(doc, 'actions')) {
        expect(known).toContain(assignee);
        expect(rounds.has(source ?? '') || valueAt(doc, source ?? '') !== undefined).toBe(true);
      }
      for (const { anchor, mentions } of readAll(doc, 'annotations')) {
        expect(valueAt(doc, anchor ?? '')).toBeDefined();
        expect(mentions.filter((id) => !known.has(id))).toEqual([]);
      }
      const named = [...readAll(doc, 'bottlenecks'), ...readAll(doc, 'agenda')];
      expect(named.filter(({ owner }) => !known.has(owner ?? ''))).toEqual([]);
      expect(named.flatMap((one) => one.projects).filter((id) => !projects.has(id))).toEqual([]);
    }
  });
});

describe('the people', () => {
  it('are those of the sign-in page, with their seats', () => {
    const seat = (person: string): string[] =>
      demo.seats
        .filter((one) => one.person === person)
        .map(({ table, role }) => `${table} ${role}`)
        .sort();
    expect(seat('voorzitter')).toEqual(['deventer chair', 'west-overijssel chair']);
    expect(seat('secretaris')).toEqual([
      'deventer secretary',
      'twente secretary',
      'west-overijssel secretary',
    ]);
    for (const member of ['gemeente', 'corporatie', 'markt'])
      expect(seat(member)).toEqual(['deventer member', 'west-overijssel member']);
    expect(seat('provincie')).toEqual([
      'deventer member',
      'overijssel chair',
      'twente member',
      'west-overijssel member',
    ]);
    expect(seat('toehoorder')).toEqual(['deventer observer', 'west-overijssel observer']);
    expect(seat('beheerder')).toEqual([]);
    const mailed = demo.people.filter(({ email }) => email !== null);
    expect(mailed.map(({ id, email }) => [id, email])).toEqual(
      mailed.map(({ id }) => [id, `${id}@demo.example`]),
    );
    expect(demo.signIn.map(({ person }) => person)).toEqual(mailed.map(({ id }) => id));
  });

  it('have one id and one seat a table each', () => {
    expect(new Set(demo.people.map(({ id }) => id)).size).toBe(demo.people.length);
    expect(new Set(demo.seats.map(({ table, person }) => `${table}/${person}`)).size).toBe(demo.seats.length);
  });
});

describe('the reference dates', () => {
  it('show what slipped since 1 July and since 1 October', () => {
    for (const id of ['west-overijssel', 'twente', 'deventer']) {
      const { referenceDates } = tableOf(demo, id);
      expect(referenceDates.map(({ name, at }) => [name, at.slice(0, 10)])).toEqual([
        ['1 juli', '2026-07-01'],
        ['1 oktober', '2026-10-01'],
      ]);
      const [july, october] = referenceDates.map((date) => realism(date.plans, plansOf(id), years));
      expect(july?.total.keptShare).toBeGreaterThan(0.7);
      expect(july?.total.keptShare).toBeLessThan(october?.total.keptShare ?? 0);
      expect(october?.total.keptShare).toBeLessThan(1);
      expect(july?.shift).toBeGreaterThan(0);
      expect(july?.total.gone).toBeGreaterThan(0);
    }
  });
});

describe('makeDemo', () => {
  it('is a pure function of seed and day, ids included', () => {
    expect(JSON.stringify(makeDemo({ seed: SEED, today: TODAY }))).toBe(JSON.stringify(demo));
    const other = makeDemo({ seed: 'another', today: TODAY });
    expect(other.tables[1]?.timeline[0]?.edits).not.toEqual(demo.tables[1]?.timeline[0]?.edits);
  });

  const days = fc
    .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2036-12-31') })
    .map((at) => new Date(at).toISOString().slice(0, 10));

  it('tells its stories on any day', () => {
    const holds = (today: string, seed: string): void => {
      const region = makeDemo({ seed, today });
      const plans = region.tables.map((table) => readPlans(documentOf(table)));
      const year = signalYear(today);
      const deventer = plans[3] ?? together([]);
      expect(plans.map(({ projects }) => projects.length)).toEqual([0, 120, 120, 36]);
      expect(concentrationSignals(deventer, { years: [year] })).toMatchObject([{ homes: 200, total: 400 }]);
      const range = nitrogen(together(plans));
      expect([percent(range?.low ?? null), percent(range?.high ?? null)]).toEqual([7, 23]);
      for (const table of region.tables) expectPast(table, today);
    };
    fc.assert(fc.property(days, fc.string({ maxLength: 8 }), holds), {
      numRuns: 10,
      examples: [
        ['2028-02-29', SEED],
        ['2027-01-01', SEED],
        ['2026-07-01', SEED],
        ['2026-10-02', SEED],
        ['2026-12-31', SEED],
      ],
    });
  }, 60_000);
});

/** 2028 while that lies one to four years ahead. */
function signalYear(today: string): number {
  const year = Number(today.slice(0, 4));
  return Math.min(Math.max(2028, year + 1), year + 4);
}

/** Whatever happened, happened before today and in the order of time; the reference dates are the last ones before it. */
function expectPast({ timeline, referenceDates, closedMeeting }: DemoTable, today: string): void {
  const moments = timeline.map(({ at }) => at);
  expect(moments).toEqual([...moments].sort());
  expect(moments.every((at) => at < today)).toBe(true);
  for (const { at } of referenceDates) {
    expect(at < today).toBe(true);
    expect(`${Number(at.slice(0, 4)) + 1}${at.slice(4, 10)}` >= today).toBe(true);
  }
  if (closedMeeting !== null) expect(closedMeeting.closedAt < today).toBe(true);
}
