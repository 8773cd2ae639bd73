import { addDays } from '@bouwberaad/shared/lib/clock.ts';
import type { Calendar } from './calendar.ts';
import type { DemoRecord } from './demo-region.ts';
import { createFinder, type Finder } from './finder.ts';
import { toMeeting } from './meeting.ts';
import { CHAIR, officialOf, people, REGGEHOF, SECRETARY, speakerOf, TWENTE_CHAIR } from './people.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import { proposalRecord } from './west-proposals.ts';
import { actionRecord, thread, type ActionLine } from './work.ts';

/** Deventer: the swap that takes the concentration away, the talk about it, the next meeting. */
export function deventerStories(plans: readonly Plan[], calendar: Calendar, random: Random): DemoRecord[] {
  const find = createFinder(plans);
  const tasks: Task[] = [
    ['Grondprijs Rivierpoort doorrekenen', 'markt', 16, find.path('Rivierpoort')],
    ['Kerklanden-Oost ter inzage leggen', 'gemeente', 8, find.path('Kerklanden-Oost')],
    ['Knelpunten Drukkerijhof navragen', 'gemeente', -3, find.path('Drukkerijhof')],
  ];
  return [
    deventerSwap(find, calendar, random),
    ...deventerMeeting(find, calendar, random),
    ...deventerTalk(find, calendar, random),
    ...toActions(tasks, SECRETARY, calendar, random),
  ];
}

function deventerSwap(find: Finder, calendar: Calendar, random: Random): DemoRecord {
  const { signal } = calendar;
  const shipyard = find.block('De Scheepswerf', ({ dwelling }) => dwelling.hoogbouw !== undefined);
  const printers = find.block('Drukkerijhof', ({ year }) => year === signal + 2);
  return proposalRecord({
    id: random.id(),
    kind: 'ruilen',
    title: `Ruilen: De Scheepswerf ${String(signal)} met Drukkerijhof ${String(signal + 2)}`,
    reason: `In ${String(signal)} is de helft van onze woningen hoogbouw in dure huur. Met deze ruil is dat nog geen derde.`,
    changes: [
      find.change('De Scheepswerf', shipyard, 'year', signal + 2),
      find.change('Drukkerijhof', printers, 'year', signal),
    ],
    state: 'at table',
    by: 'gemeente',
    at: calendar.ago(5, '13:40'),
  });
}

function deventerMeeting(find: Finder, calendar: Calendar, random: Random): readonly DemoRecord[] {
  const scarce = `${String(calendar.signal)}: te veel van hetzelfde`;
  return toMeeting(
    {
      date: addDays(calendar.today, 9),
      place: 'Stadhuis Deventer',
      state: 'planned',
      by: SECRETARY,
      at: calendar.ago(6, '10:00'),
      agenda: [
        { title: 'Opening en acties', kind: 'informatie', minutes: 10, owner: CHAIR },
        {
          title: scarce,
          kind: 'besluit',
          minutes: 30,
          owner: 'gemeente',
          projects: [find.plan('De Scheepswerf').id],
        },
        { title: 'Naar 700 woningen per jaar', kind: 'bespreking', minutes: 30, owner: 'gemeente' },
      ],
    },
    random,
  ).records;
}

function deventerTalk(find: Finder, calendar: Calendar, random: Random): DemoRecord[] {
  const towers = find.block('Rivierpoort', ({ dwelling }) => dwelling.hoogbouw !== undefined);
  const answer = 'Alleen als de grondprijs vóór 1 maart vaststaat. @Bas Roelofs kun jij rekenen?';
  return thread(
    find.blockPath('Rivierpoort', towers, 'segment'),
    [
      { by: 'gemeente', text: `Kan dit deel ook in ${String(calendar.signal + 2)}?`, ago: 4, time: '10:42' },
      { by: 'corporatie', text: answer, mentions: ['markt'], ago: 4, time: '10:47' },
    ],
    calendar,
    random,
  );
}

/** Twente meets in two weeks. */
export function twenteStories(plans: readonly Plan[], calendar: Calendar, random: Random): DemoRecord[] {
  const some = (index: number): string => `projects/${plans[index]?.id ?? ''}`;
  const meeting = toMeeting(
    {
      date: addDays(calendar.today, 15),
      place: 'Gemeentehuis Borne',
      state: 'planned',
      by: SECRETARY,
      at: calendar.ago(7, '11:00'),
      agenda: [
        { title: 'Opening en acties', kind: 'informatie', minutes: 10, owner: TWENTE_CHAIR },
        {
          title: 'Netcongestie: welke plannen eerst',
          kind: 'bespreking',
          minutes: 30,
          owner: officialOf('0153'),
        },
        {
          title: 'Personeel voor vergunningen delen',
          kind: 'besluit',
          minutes: 20,
          owner: officialOf('0164'),
        },
      ],
    },
    random,
  );
  const actions = toActions(
    [
      ['Lijst met aansluitingen bij de netbeheerder opvragen', officialOf('0153'), 5, some(0)],
      ['Twee vergunningverleners uitlenen', officialOf('0164'), 12, some(40)],
      ['Bod op de sociale huur uitbrengen', speakerOf(REGGEHOF), -8, some(60)],
    ],
    SECRETARY,
    calendar,
    random,
  );
  return [...meeting.records, ...actions];
}

/** The coalition has no plans of its own: it answers what the tables below put to it. */
export function overijsselStories(calendar: Calendar, random: Random): DemoRecord[] {
  const secretary = people.find(({ name }) => name === 'Roelien Haarman')?.id ?? 'provincie';
  const meeting = toMeeting(
    {
      date: addDays(calendar.today, 6),
      place: 'Provinciehuis Zwolle',
      state: 'planned',
      by: secretary,
      at: calendar.ago(9, '09:00'),
      agenda: [
        { title: 'Stand van de regio', kind: 'informatie', minutes: 15, owner: 'provincie' },
        {
          title: 'Vraag van West-Overijssel: Spoorkade Noord op het net',
          kind: 'besluit',
          minutes: 30,
          owner: 'provincie',
        },
        {
          title: 'Dertig miljoen: waar maakt het de meeste woningen los',
          kind: 'besluit',
          minutes: 40,
          owner: 'provincie',
        },
      ],
    },
    random,
  );
  const question = `agenda/${meeting.items[1] ?? ''}`;
  const actions = toActions(
    [['Netbeheerder vragen naar een tijdelijke batterij', 'provincie', 7, question]],
    secretary,
    calendar,
    random,
  );
  return [...meeting.records, ...actions];
}

type Task = readonly [text: string, assignee: string, due: number, source: string];

function toActions(tasks: readonly Task[], by: string, calendar: Calendar, random: Random): DemoRecord[] {
  return tasks.map(([text, assignee, due, source]) => {
    const line: ActionLine = {
      text,
      assignee,
      due,
      source,
      state: 'open',
      by,
      at: calendar.ago(20, '15:00'),
    };
    return actionRecord(line, calendar, random);
  });
}
