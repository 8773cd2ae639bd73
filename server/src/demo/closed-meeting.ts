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

/** Four decisions of different kinds: adopted without a word, with a reservation, voted down, taken back. */
export function westClosedMeeting(
  meeting: MeetingRecords,
  proposals: WestProposals,
  escalated: string,
  calendar: Calendar,
  random: Random,
): ClosedMeeting {
  const at = (time: string): string => moment(calendar.closed, time);
  const item = (index: number): string => meeting.items[index] ?? '';
  const of = (organisation: string): string =>
    organisation === SECRETARIAT ? CHAIR : speakerOf(organisation);
  const round = (
    [proposal, index, form]: readonly [Proposal, number, ClosedRound['form']],
    [opened, closed]: readonly [string, string],
    outcome: ClosedRound['outcome'],
    answer: (organisation: string) => Answer | null,
  ): ClosedRound => ({
    id: random.id(),
    proposal: proposal.id,
    item: item(index),
    form,
    majority: 'simple',
    openedAt: at(opened),
    closedAt: at(closed),
    positions: PRESENT.flatMap((organisation, place) =>
      toPosition(organisation, of(organisation), answer(organisation), opened, place, calendar),
    ),
    outcome,
    changes: proposal.changes,
  });
  const reservation: Answer = ['reservation', 'de raad van Kampen stemt in', addDays(calendar.closed, 42)];
  return {
    meeting: meeting.id,
    openedAt: at('12:31'),
    closedAt: at('14:24'),
    chair: CHAIR,
    secretary: SECRETARY,
    attendance: PRESENT.map((organisation, place) => ({
      organisation,
      person: of(organisation),
      at: at(`12:${32 + place}`),
    })),
    rounds: [
      round([proposals.postponed, 1, 'hamerstuk'], ['12:50', '12:52'], 'agreed', () => null),
      round([proposals.midRent, 2, 'consent'], ['13:05', '13:20'], 'agreed', (one) =>
        one === organisationOf('0166') ? reservation : ['noObjection'],
      ),
      round([proposals.scrapped, 3, 'stemming'], ['13:30', '13:41'], 'rejected', (one) => {
        if (one === SECRETARIAT) return ['abstain'];
        return FOR_SCRAPPING.includes(one) ? ['for'] : ['against'];
      }),
      round([proposals.pushed, 4, 'consent'], ['13:50', '14:02'], 'taken back', (one) =>
        one === organisationOf('0160') ? ['consult', 'Het college bespreekt het dinsdag'] : ['noObjection'],
      ),
    ],
    escalations: [
      {
        bottleneck: escalated,
        to: WEST_OVERIJSSEL.parent ?? '',
        question: `Kan Spoorkade Noord vóór ${calendar.signal} op het net? Zo niet, wat betaalt de provincie mee aan een tijdelijke batterij?`,
        at: at('14:10'),
        by: CHAIR,
        answerBefore: addDays(calendar.today, 7),
      },
    ],
  };
}

const FOR_SCRAPPING: readonly string[] = [organisationOf('0148'), organisationOf('0177'), SALLAND_THUIS];

function toPosition(
  organisation: string,
  person: string,
  answer: Answer | null,
  opened: string,
  place: number,
  calendar: Calendar,
): ClosedPosition[] {
  if (answer === null) return [];
  const [position, reason = null, until = null] = answer;
  const at = new Date(Date.parse(moment(calendar.closed, opened)) + (place + 1) * 21_000).toISOString();
  return [{ organisation, person, at, position, reason, until }];
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
