import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Touch } from '@bouwberaad/shared/edit/touch.ts';
import { parsePath, type RootName } from '@bouwberaad/shared/model/layout.ts';
import type { TableSettings } from '@bouwberaad/shared/model/organisation.ts';
import { mayEdit } from '@bouwberaad/shared/policy/may-edit.ts';
import type { Actor, Facts } from '@bouwberaad/shared/policy/policy.ts';
import { Grid } from './support/grid.ts';
import { useHouse } from './support/house.ts';
import type { PersonId } from './support/people.ts';
import { newPlan, planId, scribe } from './support/scribe.ts';
import { demand } from './support/visitor.ts';

const TABLE = 'deventer';
const PEOPLE: readonly PersonId[] = [
  'voorzitter',
  'secretaris',
  'gemeente',
  'corporatie',
  'markt',
  'toehoorder',
];
const SETTINGS = [
  { editing: 'open', observersAnnotate: false },
  { editing: 'own', observersAnnotate: true },
] as const;
/** Columns that are no field: what is known from other records. Their own records have rights of their own. */
const SUMMARIES = ['select', 'bottlenecks', 'actions', 'annotations'];

interface Plan {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly municipality: string | null;
}

interface Info {
  readonly settings: TableSettings;
  readonly organisations: readonly {
    readonly id: string;
    readonly kind: Actor['kind'];
    readonly municipality: string | null;
  }[];
  readonly participants: readonly {
    readonly id: string;
    readonly organisation: string;
    readonly role: NonNullable<Actor['role']>;
  }[];
}

/** What the policy says to one person at this table. */
function rightsOf(info: Info, person: PersonId) {
  const seat = info.participants.find(({ id }) => id === person);
  const own = info.organisations.find(({ id }) => id === seat?.organisation);
  if (seat === undefined || own === undefined) throw new Error(`${person} has no seat`);
  const { kind, municipality } = own;
  const actor: Actor = { person, organisation: own.id, kind, municipality, role: seat.role };
  const may = (touch: Touch, facts: Facts): boolean => mayEdit(touch, actor, facts, info.settings).ok;
  return {
    writes(plan: Plan, field: string): boolean {
      const place = parsePath(`projects/${plan.id}/${field}`);
      if (place === null) throw new Error(`no field ${field}`);
      const { organisation, municipality: territory } = plan;
      return may(
        { place, kind: 'set', value: null },
        { organisation, municipality: territory, author: null },
      );
    },
    makes(root: RootName, organisation: string | null = null): boolean {
      const touch: Touch = { place: { root, record: 'new' }, kind: 'create', value: { by: person } };
      return may(touch, { organisation, municipality: null, author: person });
    },
    organisation: own.id,
  };
}

/** Of one plan's row: each column and whether one may type in it, as it is read out; as many as there are headings. */
async function cellsOf(
  page: Page,
  plan: Plan,
): Promise<readonly { column: string; open: boolean; why: string }[]> {
  const grid = page.getByRole('grid');
  const found = await grid.locator(`[data-row="${plan.id}"][data-column]`).evaluateAll((cells) =>
    cells.map((cell) => ({
      column: cell.getAttribute('data-column') ?? '',
      open: cell.getAttribute('aria-readonly') === 'false',
      why: cell.getAttribute('title') ?? '',
    })),
  );
  expect(found).toHaveLength(await grid.getByRole('columnheader').count());
  expect(found.length).toBeGreaterThan(SUMMARIES.length);
  return found;
}

/** The plan's own fields in its drawer that can be written. */
async function fieldsOf(page: Page, plan: Plan): Promise<string[]> {
  const panel = page.getByRole('region', { name: plan.name, exact: true });
  await panel.getByRole('tab', { name: /^Plan/ }).click();
  const prefix = `projects/${plan.id}/`;
  const paths = await panel
    .locator(`:is(input, select, textarea)[data-path^="${prefix}"]`)
    .evaluateAll((fields) => fields.map((field) => field.getAttribute('data-path') ?? ''));
  return paths.map((path) => path.slice(prefix.length)).filter((path) => !path.includes('/'));
}

/** What can be added in the drawer, by the kind of record. */
async function makesOf(page: Page, plan: Plan): Promise<Partial<Record<RootName, boolean>>> {
  const panel = page.getByRole('region', { name: plan.name, exact: true });
  const shows = async (tab: RegExp, what: () => Promise<number>): Promise<boolean> => {
    await panel.getByRole('tab', { name: tab }).click();
    return (await what()) > 0;
  };
  return {
    bottlenecks: await shows(/^Knelpunten/, () =>
      panel.getByRole('button', { name: 'Knelpunt toevoegen' }).count(),
    ),
    actions: await shows(/^Acties/, () => panel.getByRole('button', { name: 'Toewijzen' }).count()),
    annotations: await shows(/^Aantekeningen/, () => panel.getByLabel('Nieuwe aantekening').count()),
  };
}

describe('the screen offers what the policy allows, and nothing else', () => {
  const house = useHouse();
  const plans: Plan[] = [
    { id: planId(), name: 'Rechthof Corporatie', organisation: 'hanzewaard', municipality: '0150' },
    { id: planId(), name: 'Rechthof Markt', organisation: 'noorderkade', municipality: null },
  ];

  beforeAll(async () => {
    const others = await scribe(house.server.url, 'secretaris', TABLE);
    await others.write(
      plans.map(({ id, name, organisation, municipality }) => {
        const plan = newPlan(id, name, organisation, 'secretaris');
        return plan.type === 'createRecord' ? { ...plan, fields: { ...plan.fields, municipality } } : plan;
      }),
    );
    others.leave();
  });

  /** What one person may do on the screen, against what the policy says; only where they differ. */
  async function differences(person: PersonId, info: Info, every: ReadonlySet<string>): Promise<string[]> {
    const rights = rightsOf(info, person);
    const { page, ...visitor } = await house.enter(person);
    const wrong: string[] = [];
    const compare = (what: string, screen: boolean, policy: boolean): void => {
      if (screen !== policy)
        wrong.push(`${person}, ${info.settings.editing}: ${what} is ${screen ? 'open' : 'closed'}`);
    };
    await page.goto(`/tables/${TABLE}/projects`);
    await page.getByText('Bezig met laden').first().waitFor({ state: 'detached' });
    const grid = new Grid(page);
    await grid.search('Rechthof');
    for (const plan of plans) await grid.row(plan.name).waitFor();
    const add = page.getByRole('button', { name: 'Nieuw project' });
    compare('a new plan', (await add.count()) > 0, rights.makes('projects', rights.organisation));
    for (const plan of plans) {
      for (const { column, open, why } of await cellsOf(page, plan)) {
        if (SUMMARIES.includes(column)) continue;
        const may = rights.writes(plan, column.startsWith('year:') ? 'name' : column);
        compare(`${plan.name}, ${column}`, open, may);
        if (!may && why === '') wrong.push(`${person}: ${plan.name}, ${column} does not say why`);
      }
      await grid.open(plan.name);
      const offered = new Set(await fieldsOf(page, plan));
      for (const field of every)
        compare(`${plan.name}, field ${field}`, offered.has(field), rights.writes(plan, field));
      const makes = await makesOf(page, plan);
      for (const [root, screen] of Object.entries(makes))
        compare(`${plan.name}, new in ${root}`, screen, rights.makes(root as RootName));
      await page.keyboard.press('Escape');
    }
    await visitor.context.close();
    return wrong;
  }

  test.each(SETTINGS)(
    'for every role, column and field: editing $editing, observers annotate $observersAnnotate',
    async (settings) => {
      const tom = await house.enter('secretaris');
      await demand(await tom.call('PATCH', `/tables/${TABLE}/settings`, settings));
      const info = (await demand(await tom.call('GET', `/tables/${TABLE}`))) as Info;
      expect(info.settings).toMatchObject(settings);
      // All that can be written at all: what the secretary is offered.
      await tom.open(TABLE, 'projects');
      const grid = new Grid(tom.page);
      await grid.search('Rechthof');
      const [first] = plans;
      if (first === undefined) throw new Error('no plan');
      await grid.open(first.name);
      const every = new Set(await fieldsOf(tom.page, first));
      expect(every.size).toBeGreaterThan(10);
      for (const field of ['organisation', 'municipality', 'confidentiality', 'likelihood'])
        expect(every).toContain(field);
      const wrong: string[] = [];
      for (const person of PEOPLE) wrong.push(...(await differences(person, info, every)));
      expect(wrong).toEqual([]);
    },
  );
});
