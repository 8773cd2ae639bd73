import { addDays } from '@bouwberaad/shared/lib/clock.ts';
import type { PositionKind } from '@bouwberaad/shared/round/round.ts';
import { moment, type Calendar } from './calendar.ts';
import type { ClosedMeeting, ClosedPosition, ClosedRound, Happening } from './demo-region.ts';
import type { MeetingRecords } from './meeting.ts';
import {
  CHAIR,
  HANZEWAARD,
  NOORDERKADE,
  PROVINCE,
  SALLAND_THUIS,
  SECRETARIAT,
  SECRETARY,
  speakerOf,
} from './people.ts';
import { organisationOf } from './municipalities.ts';
import type { Random } from './random.ts';
import type { Proposal, WestProposals } from './west-proposals.ts';
import { WEST_OVERIJSSEL } from './tables.ts';

const PRESENT: readonly string[] = [
  ...['0193', '0166', '0150', '0160', '0148', '0177'].map(organisationOf),
  PROVINCE,
  HANZEWAARD,
  SALLAND_THUIS,
  NOORDERKADE,
  SECRETARIAT,
];

type Answer = readonly [position: PositionKind, reason?: string, until?: string];

/** The answers of the organisations that were present, in one round. */
type Answers = (organisation: string) => Answer | null;

/** What was put to the table: the proposal, its agenda item, the form, the times, what came of it. */
interface RoundLine {
  readonly proposal: Proposal;
  readonly item: number;
  readonly form: ClosedRound['form'];
  readonly opened: string;
  readonly closed: string;
  readonly outcome: ClosedRound['outcome'];
  readonly answers: Answers;
}

const FOR_SCRAPPING: readonly string[] = [organisationOf('0148'), organisationOf('0177'), SALLAND_THUIS];

/** Four decisions of different kinds: adopted without a word, with a reservation, voted down, taken back. */
function roundLines(proposals: WestProposals, calendar: Calendar): RoundLine[] {
  const { postponed, midRent, scrapped, pushed } = proposals;
  const reservation: Answer = ['reservation', 'de raad van Kampen stemt in', addDays(calendar.closed, 42)];
  const except =
    (organisation: string, answer: Answer): Answers =>
    (one) =>
      one === organisation ? answer : ['noObjection'];
  const vote: Answers = (one) => {
    if (one === SECRETARIAT) return ['abstain'];
    return FOR_SCRAPPING.includes(one) ? ['for'] : ['against'];
  };
  const kampen = except(organisationOf('0166'), reservation);
  const hardenberg = except(organisationOf('0160'), ['consult', 'Het college bespreekt het dinsdag']);
  return [
    {
      proposal: postponed,
      item: 1,
      form: 'hamerstuk',
      opened: '12:50',
      closed: '12:52',
      outcome: 'agreed',
      answers: () => null,
    },
    {
      proposal: midRent,
      item: 2,
      form: 'consent',
      opened: '13:05',
      closed: '13:20',
      outcome: 'agreed',
      answers: kampen,
    },
    {
      proposal: scrapped,
      item: 3,
      form: 'stemming',
      opened: '13:30',
      closed: '13:41',
      outcome: 'rejected',
      answers: vote,
    },
    {
      proposal: pushed,
      item: 4,
      form: 'consent',
      opened: '13:50',
      closed: '14:02',
      outcome: 'taken back',
      answers: hardenberg,
    },
  ];
}

/** The chair speaks for the secretariat. */
function speaker(organisation: string): string {
  return organisation === SECRETARIAT ? CHAIR : speakerOf(organisation);
}

export function westClosedMeeting(
  meeting: MeetingRecords,
  proposals: WestProposals,
  escalated: string,
  calendar: Calendar,
  random: Random,
): ClosedMeeting {
  const at = (time: string): string => moment(calendar.closed, time);
  const attendance = PRESENT.map((organisation, place) => {
    return { organisation, person: speaker(organisation), at: at(`12:${String(32 + place)}`) };
  });
  return {
    meeting: meeting.id,
    openedAt: at('12:31'),
    closedAt: at('14:24'),
    chair: CHAIR,
    secretary: SECRETARY,
    attendance,
    rounds: roundLines(proposals, calendar).map((line) => toRound(line, meeting, calendar, random.id())),
    escalations: [
      {
        bottleneck: escalated,
        to: WEST_OVERIJSSEL.parent ?? '',
        question:
          `Kan Spoorkade Noord vóór ${String(calendar.signal)} op het net? ` +
          'Zo niet, wat betaalt de provincie mee aan een tijdelijke batterij?',
        at: at('14:10'),
        by: CHAIR,
        answerBefore: addDays(calendar.today, 7),
      },
    ],
  };
}

function toRound(line: RoundLine, meeting: MeetingRecords, calendar: Calendar, id: string): ClosedRound {
  const { proposal, form, outcome } = line;
  const openedAt = moment(calendar.closed, line.opened);
  return {
    id,
    proposal: proposal.id,
    item: meeting.items[line.item] ?? '',
    form,
    majority: 'simple',
    openedAt,
    closedAt: moment(calendar.closed, line.closed),
    positions: PRESENT.flatMap((organisation, place) =>
      toPosition(organisation, line.answers(organisation), openedAt, place),
    ),
    outcome,
    changes: proposal.changes,
  };
}

/** One after the other, twenty-one seconds apart. */
function toPosition(
  organisation: string,
  answer: Answer | null,
  openedAt: string,
  place: number,
): ClosedPosition[] {
  if (answer === null) return [];
  const [position, reason = null, until = null] = answer;
  const at = new Date(Date.parse(openedAt) + (place + 1) * 21_000).toISOString();
  return [{ organisation, person: speaker(organisation), at, position, reason, until }];
}

/** What the agreed rounds and the escalation did to the workspace. */
export function decidedHappenings(closed: ClosedMeeting, proposals: WestProposals): Happening[] {
  const titles = new Map(Object.values(proposals).map((proposal: Proposal) => [proposal.id, proposal.title]));
  const agreed = closed.rounds.filter(({ outcome }) => outcome === 'agreed');
  const put = closed.escalations.map(({ bottleneck, at, by }): Happening => {
    return {
      at,
      by,
      name: 'Opgeschaald',
      changes: [{ path: `bottlenecks/${bottleneck}/state`, from: 'at table', to: 'escalated' }],
    };
  });
  return [
    ...agreed.map(({ proposal, closedAt: at, changes }): Happening => ({
      at,
      by: SECRETARY,
      name: `Besluit ${titles.get(proposal) ?? ''}`,
      changes,
    })),
    ...put,
  ];
}
