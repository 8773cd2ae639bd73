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
import { actionRecord, thread, type ActionLine } from './work.ts';

const zwolle = officialOf('0193');
const kampen = officialOf('0166');
const dalfsen = officialOf('0148');
const raalte = officialOf('0177');
const hardenberg = officialOf('0160');

/** From the closed meeting and from what people noted since: three are overdue. */
export function westActions(
  find: Finder,
  closed: ClosedMeeting,
  calendar: Calendar,
  random: Random,
): DemoRecord[] {
  const decision = (index: number): string => `decision:${closed.rounds[index]?.id ?? ''}`;
  const plan = (name: string): string => find.path(name);
  const lines: Omit<ActionLine, 'by' | 'at'>[] = [
    {
      text: 'Netbeheerder spreken over Spoorkade Noord',
      assignee: zwolle,
      due: -39,
      state: 'doing',
      source: plan('Spoorkade Noord'),
    },
    {
      text: 'Huurders Turfmarkt informeren',
      assignee: speakerOf(SALLAND_THUIS),
      due: -18,
      state: 'open',
      source: plan('Turfmarkt-Oost'),
    },
    {
      text: 'Verkeerstelling Turfmarkt aanleveren',
      assignee: dalfsen,
      due: -4,
      state: 'doing',
      source: plan('Turfmarkt-Oost'),
    },
    {
      text: 'Saneringsraming Oude Veiling delen',
      assignee: zwolle,
      due: 2,
      state: 'open',
      source: decision(0),
    },
    { text: 'Raadsvoorstel Stationsweide', assignee: kampen, due: 3, state: 'doing', source: decision(1) },
    {
      text: 'Ruilvoorstel met Kampen toelichten in de raad',
      assignee: zwolle,
      due: 8,
      state: 'open',
      source: plan('Spoorkade Noord'),
    },
    {
      text: 'Ontwerpbesluit Vechtoever naar het college',
      assignee: hardenberg,
      due: 8,
      state: 'open',
      source: decision(3),
    },
    {
      text: 'Bod op Stationsweide uitbrengen',
      assignee: 'corporatie',
      due: 16,
      state: 'open',
      source: decision(1),
    },
    {
      text: 'Bouwplanning volgende jaren delen',
      assignee: 'markt',
      due: 16,
      state: 'open',
      source: plan('Cellebroederhof'),
    },
    {
      text: 'Parkeernorm Turfmarkt-Oost toetsen',
      assignee: zwolle,
      due: 20,
      state: 'open',
      source: plan('Turfmarkt-Oost'),
    },
    {
      text: 'Grond Overkamp: eigenaar aanschrijven',
      assignee: raalte,
      due: 22,
      state: 'open',
      source: plan('Overkamp'),
    },
    {
      text: 'Grondbod Cellebroederhof naar college',
      assignee: kampen,
      due: -6,
      state: 'done',
      source: plan('Cellebroederhof'),
    },
    {
      text: 'Eerste paal Franciscushof melden',
      assignee: raalte,
      due: -12,
      state: 'done',
      source: plan('Franciscushof'),
    },
    {
      text: 'Cijfers Stadswaard bijwerken',
      assignee: zwolle,
      due: -10,
      state: 'done',
      source: plan('Stadswaard'),
    },
    {
      text: 'Stikstofberekening Weteringpark opvragen',
      assignee: 'provincie',
      due: -9,
      state: 'done',
      source: plan('Weteringpark'),
    },
    {
      text: 'Tweede toegangsweg Bovenhaven tekenen',
      assignee: kampen,
      due: -20,
      state: 'dropped',
      source: plan('Bovenhaven'),
    },
  ];
  const at = moment(calendar.closed, '14:20');
  return lines.map((line) =>
    actionRecord({ ...line, ...outcomeOf(line), by: SECRETARY, at }, calendar, random),
  );
}

/** Done asks for evidence, dropped for a reason. */
function outcomeOf({ state }: Pick<ActionLine, 'state'>): Pick<ActionLine, 'reason' | 'evidence'> {
  if (state === 'done') return { evidence: 'Besproken en afgehandeld' };
  return state === 'dropped' ? { reason: 'Niet meer nodig: het plan ontsluit aan de noordkant' } : {};
}

/** A dozen, in two threads and alone. */
export function westAnnotations(find: Finder, calendar: Calendar, random: Random): DemoRecord[] {
  const tower = find.block('Spoorkade Noord', ({ year }) => year === calendar.signal);
  const alone: readonly [anchor: string, by: string, text: string, ago: number, resolved?: boolean][] = [
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
  return [
    ...thread(
      find.blockPath('Spoorkade Noord', tower),
      [
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
      ],
      calendar,
      random,
    ),
    ...thread(
      find.path('Turfmarkt-Oost'),
      [
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
      ],
      calendar,
      random,
    ),
    ...alone.flatMap(([anchor, by, text, ago, resolved]) =>
      thread(anchor, [{ by, text, ago, time: '11:30' }], calendar, random, resolved),
    ),
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
