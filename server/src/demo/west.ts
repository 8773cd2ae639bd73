import { moment, type Calendar } from './calendar.ts';
import { decidedHappenings, westClosedMeeting } from './closed-meeting.ts';
import type { ClosedMeeting, DemoRecord, Happening } from './demo-region.ts';
import { bottleneckOf, createFinder, type Finder } from './finder.ts';
import { toMeeting, type MeetingRecords } from './meeting.ts';
import { CHAIR, officialOf, SALLAND_THUIS, SECRETARY, speakerOf } from './people.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import { ESCALATED } from './story-bottlenecks.ts';
import { proposalRecord, westProposals } from './west-proposals.ts';
import { westActions, westAnnotations, westReadings } from './west-work.ts';

export interface WestStories {
  readonly records: readonly DemoRecord[];
  readonly happenings: readonly Happening[];
  readonly closedMeeting: ClosedMeeting;
}

/** What the people of West-Overijssel are busy with: the meeting that was, the one of today, and all in between. */
export function westStories(
  plans: readonly Plan[],
  bottlenecks: readonly DemoRecord[],
  calendar: Calendar,
  random: Random,
): WestStories {
  const find = createFinder(plans);
  const proposals = westProposals(find, calendar, random.fork('proposals'));
  const past = pastMeeting(find, calendar, random.fork('past'));
  const today = todaysMeeting(find, calendar, random.fork('today'));
  const escalated = bottleneckOf(bottlenecks, find.plan(ESCALATED.plan), ESCALATED.category);
  const closed = westClosedMeeting(past, proposals, escalated.id, calendar, random.fork('closed'));
  return {
    records: [
      ...past.records,
      ...today.records,
      ...Object.values(proposals).map(proposalRecord),
      ...westActions(find, closed, calendar, random.fork('actions')),
      ...westAnnotations(find, calendar, random.fork('annotations')),
      ...westReadings(find, calendar, random.fork('readings')),
    ],
    happenings: [...decidedHappenings(closed, proposals), ...slippedThrice(find, calendar)],
    closedMeeting: closed,
  };
}

function pastMeeting(find: Finder, calendar: Calendar, random: Random): MeetingRecords {
  const { signal } = calendar;
  const line = { date: calendar.closed, place: 'Stadhuis Deventer', state: 'closed' as const, by: SECRETARY };
  return toMeeting(
    {
      ...line,
      at: moment(calendar.closed, '08:15'),
      agenda: [
        { title: 'Opening en acties', kind: 'informatie', minutes: 10, owner: CHAIR },
        {
          title: `Oude Veiling naar ${signal + 1}`,
          kind: 'besluit',
          minutes: 10,
          owner: officialOf('0193'),
          projects: [find.plan('Oude Veiling').id],
        },
        {
          title: 'Stationsweide: dure koop of middenhuur',
          kind: 'besluit',
          minutes: 20,
          owner: officialOf('0166'),
          projects: [find.plan('Stationsweide').id],
        },
        {
          title: 'Wilgenborg schrappen',
          kind: 'besluit',
          minutes: 20,
          owner: officialOf('0148'),
          projects: [find.plan('Wilgenborg').id],
        },
        {
          title: 'Vechtoever doorpakken',
          kind: 'besluit',
          minutes: 15,
          owner: officialOf('0160'),
          projects: [find.plan('Vechtoever').id],
        },
        {
          title: 'Netcongestie Spoorkade Noord',
          kind: 'bespreking',
          minutes: 20,
          owner: officialOf('0193'),
          projects: [find.plan('Spoorkade Noord').id],
        },
        { title: 'Rondvraag', kind: 'informatie', minutes: 5, owner: CHAIR },
      ],
    },
    random,
  );
}

function todaysMeeting(find: Finder, calendar: Calendar, random: Random): MeetingRecords {
  const { signal } = calendar;
  const ids = (...names: string[]): string[] => names.map((name) => find.plan(name).id);
  const line = { date: calendar.today, place: 'Stadhuis Zwolle', state: 'planned' as const, by: SECRETARY };
  return toMeeting(
    {
      ...line,
      at: calendar.ago(8, '10:00'),
      agenda: [
        { title: 'Opening, mededelingen, acties', kind: 'informatie', minutes: 10, owner: CHAIR },
        {
          title: `Deventer ${signal}: concentratie hoogbouw`,
          kind: 'bespreking',
          minutes: 25,
          owner: officialOf('0150'),
        },
        {
          title: 'Netcongestie: wat vroegen we de provincie',
          kind: 'informatie',
          minutes: 15,
          owner: 'provincie',
          projects: ids('Spoorkade Noord'),
        },
        {
          title: `Ruilen: 80 woningen Zwolle ${signal} met Kampen ${signal + 2}`,
          kind: 'besluit',
          minutes: 30,
          owner: officialOf('0193'),
          projects: ids('Spoorkade Noord', 'Cellebroederhof'),
        },
        {
          title: 'Turfmarkt-Oost: half naar middenhuur',
          kind: 'besluit',
          minutes: 15,
          owner: speakerOf(SALLAND_THUIS),
          projects: ids('Turfmarkt-Oost'),
        },
        {
          title: 'Waar maakt geld de meeste woningen los',
          kind: 'bespreking',
          minutes: 20,
          owner: SECRETARY,
        },
        { title: 'Rondvraag en afspraken', kind: 'informatie', minutes: 5, owner: CHAIR },
      ],
    },
    random,
  );
}

/** Spoorkade Noord slips for the third time: its 120 homes were planned three years earlier once. */
function slippedThrice(find: Finder, calendar: Calendar): Happening[] {
  const last = calendar.signal + 1;
  const path = find.blockPath(
    'Spoorkade Noord',
    find.block('Spoorkade Noord', ({ year }) => year === last),
    'year',
  );
  const [first, second] = calendar.references;
  const moments = [moment(first.day, '12:15'), moment(second.day, '12:15'), calendar.ago(1, '14:30')];
  return moments.map((at, index) => {
    const from = last - moments.length + index;
    return {
      at,
      by: officialOf('0193'),
      name: 'Spoorkade Noord schuift op',
      changes: [{ path, from, to: from + 1 }],
    };
  });
}
