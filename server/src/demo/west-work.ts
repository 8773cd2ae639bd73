import { moment, type Calendar } from './calendar.ts';
import type { ClosedMeeting, DemoRecord } from './demo-region.ts';
import type { Finder } from './finder.ts';
import {
  HANZEWAARD,
  NOORDERKADE,
  officialOf,
  SALLAND_THUIS,
  SECRETARY,
  speakerOf,
  VECHTBOUW,
} from './people.ts';
import type { Random } from './random.ts';
import { actionRecord, thread, type ActionLine, type Remark } from './work.ts';

const zwolle = officialOf('0193');
const kampen = officialOf('0166');
const dalfsen = officialOf('0148');
const raalte = officialOf('0177');
const hardenberg = officialOf('0160');

type Task = readonly [
  text: string,
  assignee: string,
  due: number,
  state: ActionLine['state'],
  source: string,
];

/** From the closed meeting and from what people noted since: three are overdue. */
export function westActions(
  find: Finder,
  closed: ClosedMeeting,
  calendar: Calendar,
  random: Random,
): DemoRecord[] {
  const at = moment(calendar.closed, '14:20');
  return [...openTasks(find, closed), ...endedTasks(find)].map(([text, assignee, due, state, source]) => {
    const line = { text, assignee, due, state, source, ...outcomeOf(state), by: SECRETARY, at };
    return actionRecord(line, calendar, random);
  });
}

function openTasks(find: Finder, closed: ClosedMeeting): Task[] {
  const decision = (index: number): string => `decision:${closed.rounds[index]?.id ?? ''}`;
  const [spoorkade, turfmarkt] = [find.path('Spoorkade Noord'), find.path('Turfmarkt-Oost')];
  return [
    ['Netbeheerder spreken over Spoorkade Noord', zwolle, -39, 'doing', spoorkade],
    ['Huurders Turfmarkt informeren', speakerOf(SALLAND_THUIS), -18, 'open', turfmarkt],
    ['Verkeerstelling Turfmarkt aanleveren', dalfsen, -4, 'doing', turfmarkt],
    ['Saneringsraming Oude Veiling delen', zwolle, 2, 'open', decision(0)],
    ['Raadsvoorstel Stationsweide', kampen, 3, 'doing', decision(1)],
    ['Ruilvoorstel met Kampen toelichten in de raad', zwolle, 8, 'open', spoorkade],
    ['Ontwerpbesluit Vechtoever naar het college', hardenberg, 8, 'open', decision(3)],
    ['Bod op Stationsweide uitbrengen', 'corporatie', 16, 'open', decision(1)],
    ['Bouwplanning volgende jaren delen', 'markt', 16, 'open', find.path('Cellebroederhof')],
    ['Parkeernorm Turfmarkt-Oost toetsen', zwolle, 20, 'open', turfmarkt],
    ['Grond Overkamp: eigenaar aanschrijven', raalte, 22, 'open', find.path('Overkamp')],
  ];
}

function endedTasks(find: Finder): Task[] {
  return [
    ['Grondbod Cellebroederhof naar college', kampen, -6, 'done', find.path('Cellebroederhof')],
    ['Eerste paal Franciscushof melden', raalte, -12, 'done', find.path('Franciscushof')],
    ['Cijfers Stadswaard bijwerken', zwolle, -10, 'done', find.path('Stadswaard')],
    ['Stikstofberekening Weteringpark opvragen', 'provincie', -9, 'done', find.path('Weteringpark')],
    ['Tweede toegangsweg Bovenhaven tekenen', kampen, -20, 'dropped', find.path('Bovenhaven')],
  ];
}

/** Done asks for evidence, dropped for a reason. */
function outcomeOf(state: ActionLine['state']): Pick<ActionLine, 'reason' | 'evidence'> {
  if (state === 'done') return { evidence: 'Besproken en afgehandeld' };
  return state === 'dropped' ? { reason: 'Niet meer nodig: het plan ontsluit aan de noordkant' } : {};
}

/** A dozen: a talk about the swap, one about parking, and six alone. */
export function westAnnotations(find: Finder, calendar: Calendar, random: Random): DemoRecord[] {
  const tower = find.block('Spoorkade Noord', ({ year }) => year === calendar.signal);
  return [
    ...thread(find.blockPath('Spoorkade Noord', tower), aboutTheSwap(), calendar, random),
    ...thread(find.path('Turfmarkt-Oost'), aboutParking(), calendar, random),
    ...remarks(find).flatMap(([anchor, by, text, ago, resolved]) =>
      thread(anchor, [{ by, text, ago, time: '11:30' }], calendar, random, resolved),
    ),
  ];
}

function aboutTheSwap(): Remark[] {
  return [
    { by: zwolle, text: 'Kan dit deel ook later, als het net op tijd komt?', ago: 7, time: '10:42' },
    {
      by: 'markt',
      text: 'Ja, mits de gronduitgifte dan vaststaat. @Sanne Kuiper wanneer weet je dat?',
      mentions: [zwolle],
      ago: 7,
      time: '10:47',
    },
    {
      by: zwolle,
      text: 'Voor het eind van het jaar. @Fatima el Amrani past het dan bij jullie?',
      mentions: [kampen],
      ago: 6,
      time: '14:10',
    },
    { by: kampen, text: 'Ja, Cellebroederhof kan naar voren.', ago: 6, time: '14:55' },
  ];
}

function aboutParking(): Remark[] {
  return [
    {
      by: speakerOf(SALLAND_THUIS),
      text: 'De parkeernorm kost ons een bouwlaag. @Sanne Kuiper kan die omlaag?',
      mentions: [zwolle],
      ago: 4,
      time: '09:15',
    },
    {
      by: zwolle,
      text: 'Alleen met deelauto’s. @Lotte van Essen heb jij daar cijfers van?',
      mentions: ['corporatie'],
      ago: 3,
      time: '16:20',
    },
  ];
}

type Alone = readonly [anchor: string, by: string, text: string, ago: number, resolved?: boolean];

function remarks(find: Finder): Alone[] {
  return [
    [find.path('Stationsweide', 'likelihood'), kampen, 'Blijft 70 % tot de raad heeft ingestemd.', 12],
    [find.path('Oude Veiling'), zwolle, 'Bodemrapport komt in twee delen.', 11],
    [find.path('Franciscushof'), raalte, 'Ligt op schema.', 9, true],
    [find.path('Marslanden-West'), hardenberg, 'Waterbedrijf heeft nog geen capaciteit toegezegd.', 8],
    [find.path('Bovenhaven'), kampen, 'Knelpunten nog niet bekeken, volgt na het voorlopig ontwerp.', 6],
    [
      find.path('Vechtoever', 'phase'),
      speakerOf(VECHTBOUW),
      'Wij kunnen drie maanden na het besluit beginnen.',
      5,
    ],
  ];
}

/** Two second readings and one suggestion: what others expect beside what the owner says. */
export function westReadings(find: Finder, calendar: Calendar, random: Random): DemoRecord[] {
  const late = find.block('Spoorkade Noord', ({ year }) => year === calendar.signal + 1);
  const rent = find.block('Stationsweide', ({ segment }) => segment.middenhuur !== undefined);
  const reading = (
    path: string,
    value: number,
    organisation: string,
    reason: string,
    by: string,
    ago: number,
  ): DemoRecord => {
    const fields = { path, value, organisation, reason, state: 'open', by, at: calendar.ago(ago, '09:50') };
    return { root: 'readings', id: random.id(), fields };
  };
  const suggestion = {
    path: find.path('Overkamp', 'likelihood'),
    from: find.plan('Overkamp').likelihood,
    to: 50,
    reason: 'De eigenaar van de grond wil pas na de zomer praten.',
    state: 'open',
    answer: null,
    by: 'markt',
    at: calendar.ago(5, '15:35'),
  };
  return [
    reading(
      find.blockPath('Spoorkade Noord', late, 'year'),
      calendar.signal + 2,
      NOORDERKADE,
      'Zonder aansluiting op het net beginnen wij niet; dat wordt een jaar later.',
      'markt',
      10,
    ),
    reading(
      find.blockPath('Stationsweide', rent, 'homes'),
      36,
      HANZEWAARD,
      'Met de grondprijs van nu komen we uit op 36.',
      'corporatie',
      8,
    ),
    { root: 'suggestions', id: random.id(), fields: suggestion },
  ];
}
