import type { Json } from '@bouwberaad/shared/lib/json.ts';
import type { Change, ProposalKind } from '@bouwberaad/shared/model/proposal.ts';
import type { Calendar } from './calendar.ts';
import { moment } from './calendar.ts';
import type { DemoRecord } from './demo-region.ts';
import type { Finder } from './finder.ts';
import { officialOf, speakerOf, SALLAND_THUIS } from './people.ts';
import type { Random } from './random.ts';

/** A proposal of the demo, before it becomes a record. */
export interface Proposal {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly title: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly state: 'at table' | 'decided' | 'draft';
  readonly changes: readonly Change[];
}

/** The proposals of West-Overijssel: those that wait for today's meeting and those of the last one. */
export interface WestProposals {
  readonly swap: Proposal;
  readonly reprogramme: Proposal;
  readonly extra: Proposal;
  readonly postponed: Proposal;
  readonly midRent: Proposal;
  readonly scrapped: Proposal;
  readonly pushed: Proposal;
}

export function westProposals(find: Finder, calendar: Calendar, random: Random): WestProposals {
  return { ...openProposals(find, calendar, random), ...closedProposals(find, calendar, random) };
}

/** Their `from` is what stands in the plans today. */
function openProposals(
  find: Finder,
  calendar: Calendar,
  random: Random,
): Pick<WestProposals, 'swap' | 'reprogramme' | 'extra'> {
  const { signal } = calendar;
  const tower = find.block('Spoorkade Noord', ({ year }) => year === signal);
  const early = find.block('Cellebroederhof', ({ year }) => year === signal + 2);
  const dear = find.block('Turfmarkt-Oost', ({ dwelling }) => dwelling.hoogbouw !== undefined);
  const common = { state: 'at table' as const };
  return {
    swap: {
      ...common,
      id: random.id(),
      kind: 'ruilen',
      title: `Ruilen: 80 woningen Zwolle ${signal} met Kampen ${signal + 2}`,
      reason: `Spoorkade Noord wacht op netcapaciteit tot ${signal + 2}. Cellebroederhof kan eerder. Zo bouwt de regio in ${signal} evenveel en gaat niemand op slot.`,
      by: officialOf('0193'),
      at: calendar.ago(6, '15:05'),
      changes: [
        find.change('Spoorkade Noord', tower, 'year', signal + 2),
        find.change('Cellebroederhof', early, 'year', signal),
      ],
    },
    reprogramme: {
      ...common,
      id: random.id(),
      kind: 'herprogrammeren',
      title: 'Herprogrammeren: Turfmarkt-Oost half naar middenhuur',
      reason: `De toren is nu helemaal dure huur. Met 40 woningen middenhuur komt de regio dichter bij twee derde betaalbaar en is Zwolle ${signal} minder eenzijdig.`,
      by: speakerOf(SALLAND_THUIS),
      at: calendar.ago(4, '10:20'),
      changes: [find.change('Turfmarkt-Oost', dear, 'segment', { 'dure huur': 40, middenhuur: 40 })],
    },
    extra: {
      ...common,
      id: random.id(),
      kind: 'herprogrammeren',
      title: 'Herprogrammeren: 24 flexwoningen erbij in Overkamp',
      reason:
        'De grond langs de ontsluitingsweg ligt tien jaar vrij. Flexwoningen kunnen er over een jaar staan.',
      by: officialOf('0177'),
      at: calendar.ago(3, '11:45'),
      changes: [newBlock(find, calendar, random)],
    },
  };
}

function newBlock(find: Finder, calendar: Calendar, random: Random): Change {
  const splits = {
    dwelling: { grondgebonden: 24 },
    segment: { 'sociale huur': 24 },
    targetGroup: { jongeren: 24 },
  };
  const to: Record<string, Json> = { kind: 'build', year: calendar.year + 1, homes: 24, ...splits };
  return { path: find.path('Overkamp', `blocks/${random.id()}`), from: null, to };
}

/** Put to the closed meeting. Of what was agreed the plans hold the `to` already. */
function closedProposals(
  find: Finder,
  calendar: Calendar,
  random: Random,
): Omit<WestProposals, 'swap' | 'reprogramme' | 'extra'> {
  const { signal } = calendar;
  const veiling = find.block('Oude Veiling', ({ year }) => year === signal + 1);
  const weide = find.block('Stationsweide', ({ segment }) => segment.middenhuur !== undefined);
  const before = (time: string): string => moment(calendar.closed, time);
  const decided = { state: 'decided' as const, at: before('08:40') };
  return {
    postponed: {
      ...decided,
      id: random.id(),
      kind: 'uitstellen',
      title: `Uitstellen: Oude Veiling naar ${signal + 1}`,
      reason: 'De bodem moet eerst schoon. Sanering duurt een jaar.',
      by: officialOf('0193'),
      changes: [{ path: find.blockPath('Oude Veiling', veiling, 'year'), from: signal, to: signal + 1 }],
    },
    midRent: {
      ...decided,
      id: random.id(),
      kind: 'herprogrammeren',
      title: 'Herprogrammeren: Stationsweide van dure koop naar middenhuur',
      reason: 'De dure koop verkoopt niet. Hanzewaard neemt 40 woningen middenhuur af.',
      by: officialOf('0166'),
      changes: [
        {
          path: find.blockPath('Stationsweide', weide, 'segment'),
          from: { 'dure koop': 40 },
          to: { middenhuur: 40 },
        },
      ],
    },
    scrapped: {
      ...decided,
      id: random.id(),
      kind: 'schrappen',
      title: 'Schrappen: Wilgenborg',
      reason: 'Het plan heeft de laagste realisatiekans van de regio en houdt ambtenaren bezig.',
      by: officialOf('0148'),
      changes: find
        .plan('Wilgenborg')
        .blocks.map((block) => find.change('Wilgenborg', block, 'removed', true)),
    },
    pushed: pushed(find, calendar, random),
  };
}

/** Taken back for consultation: a draft again. */
function pushed(find: Finder, calendar: Calendar, random: Random): Proposal {
  return {
    id: random.id(),
    state: 'draft',
    at: moment(calendar.closed, '08:40'),
    kind: 'doorpakken',
    title: 'Doorpakken: Vechtoever naar voorbereiding',
    reason: 'De bouwer is klaar om te beginnen als het ontwerpbesluit ter inzage gaat.',
    by: officialOf('0160'),
    changes: [
      { path: find.path('Vechtoever', 'phase'), from: 'ontwerp', to: 'voorbereiding' },
      { path: find.path('Vechtoever', 'likelihood'), from: 70, to: 80 },
    ],
  };
}

export function proposalRecord({ id, kind, title, reason, changes, state, by, at }: Proposal): DemoRecord {
  return {
    root: 'proposals',
    id,
    fields: { kind, title, reason, changes: changes as unknown as Json, state, by, at },
  };
}
