import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDay } from './field.ts';
import { readActionLine } from './action-line.ts';

/** A Tuesday. */
const TODAY = '2026-11-24';

const parties = [
  { id: 'sanne', name: 'Sanne Kuiper' },
  { id: 'jan', name: 'Jan de Vries' },
  { id: 'fatima', name: 'Fatima el Amrani' },
  { id: 'lotte', name: 'Lotte van Essen' },
  { id: 'bas', name: 'Bas Roelofs' },
  { id: 'zoe', name: 'Zoë Bakker' },
  { id: 'zwolle', name: 'Gemeente Zwolle' },
  { id: 'deventer', name: 'Gemeente Deventer' },
  { id: 'hanze', name: 'Hanzewaard Wonen' },
];

const read = (line: string, today = TODAY) => readActionLine(line, parties, today);

describe('one line: who, what, before when', () => {
  test.each<[string, string | null, string, string | null]>([
    [
      '@Sanne netcapaciteit opvragen bij netbeheerder vóór vr 12 dec',
      'sanne',
      'Netcapaciteit opvragen bij netbeheerder',
      '2026-12-12',
    ],
    ['@sanne netcapaciteit opvragen voor 12 december', 'sanne', 'Netcapaciteit opvragen', '2026-12-12'],
    ['netcapaciteit opvragen @Sanne uiterlijk vrijdag', 'sanne', 'Netcapaciteit opvragen', '2026-11-27'],
    ['Vóór 1 maart @Sanne Kuiper: grondprijs doorrekenen', 'sanne', 'Grondprijs doorrekenen', '2027-03-01'],
    [
      '@Lotte van Essen huurprijs herrekenen, uiterlijk eind maart',
      'lotte',
      'Huurprijs herrekenen',
      '2027-03-31',
    ],
    ['@Jan de tekening sturen', 'jan', 'De tekening sturen', null],
    ['@Jan de Vries de tekening sturen', 'jan', 'De tekening sturen', null],
    ['@Fatima el Amrani bod naar college', 'fatima', 'Bod naar college', null],
    ['@Zoe bellen morgen', 'zoe', 'Bellen', '2026-11-25'],
    ['@gemeente Zwolle parkeernorm toetsen Q1', 'zwolle', 'Parkeernorm toetsen', '2027-03-31'],
    ['@Zwolle parkeernorm toetsen', 'zwolle', 'Parkeernorm toetsen', null],
    ['@Hanzewaard bod uitbrengen over 2 weken', 'hanze', 'Bod uitbrengen', '2026-12-08'],
    ['@Sanne Kui stukken delen', 'sanne', 'Stukken delen', null],
    ['stukken delen', null, 'Stukken delen', null],
    ['mail naar info@sanne.example sturen', null, 'Mail naar info@sanne.example sturen', null],
    ['@Sanne en @Bas spreken de netbeheerder', 'sanne', 'En @Bas spreken de netbeheerder', null],
    ['@Sanne.', 'sanne', '', null],
    ['', null, '', null],
  ])('%s', (line, assignee, text, due) => {
    expect(read(line)).toMatchObject({ assignee, text, due, unclear: null });
  });

  test('a name that two have is shown for choice, and nobody is chosen', () => {
    const two = [...parties, { id: 'sanne2', name: 'Sanne Bos' }];
    expect(readActionLine('@Sanne bellen', two, TODAY)).toEqual({
      text: 'Bellen',
      assignee: null,
      unclear: { typed: 'Sanne', among: ['sanne', 'sanne2'] },
      due: null,
    });
    expect(readActionLine('@Sanne Bos bellen', two, TODAY)).toMatchObject({
      assignee: 'sanne2',
      text: 'Bellen',
    });
    expect(read('@gemeente stukken delen').unclear).toEqual({
      typed: 'gemeente',
      among: ['zwolle', 'deventer'],
    });
  });

  test('a name that nobody has is said, not swallowed', () => {
    expect(read('@Karel bellen')).toEqual({
      text: 'Bellen',
      assignee: null,
      unclear: { typed: 'Karel', among: [] },
      due: null,
    });
  });
});

describe('before when', () => {
  test.each<[string, string | null]>([
    ['vóór vr 12 dec', '2026-12-12'],
    ['voor vr 12 dec', '2026-12-12'],
    ['voor 12 dec.', '2026-12-12'],
    ['uiterlijk 12 december', '2026-12-12'],
    ['uiterlijk op 12 december 2027', '2027-12-12'],
    ['12 december', '2026-12-12'],
    ['3 november', '2027-11-03'],
    ['24 november', '2026-11-24'],
    ['per 1 januari', '2027-01-01'],
    ['op 15-1-2027', '2027-01-15'],
    ['2027-01-15', '2027-01-15'],
    ['15.1.2027', '2027-01-15'],
    ['voor 12/12', '2026-12-12'],
    ['12-12', '2026-12-12'],
    ['do 3/12', '2026-12-03'],
    ['voor 31/2', null],
    ['vandaag', '2026-11-24'],
    ['morgen', '2026-11-25'],
    ['overmorgen', '2026-11-26'],
    ['vrijdag', '2026-11-27'],
    ['voor vr', '2026-11-27'],
    ['uiterlijk di', '2026-12-01'],
    ['aanstaande vrijdag', '2026-11-27'],
    ['komende maandag', '2026-11-30'],
    ['volgende week vrijdag', '2026-12-04'],
    ['vrijdag volgende week', '2026-12-04'],
    ['volgende week', '2026-12-04'],
    ['deze week', '2026-11-27'],
    ['eind van de week', '2026-11-27'],
    ['week 50', '2026-12-11'],
    ['week 2', '2027-01-15'],
    ['over 2 weken', '2026-12-08'],
    ['over twee weken', '2026-12-08'],
    ['over drie dagen', '2026-11-27'],
    ['over een maand', '2026-12-24'],
    ['eind maart', '2027-03-31'],
    ['eind november', '2026-11-30'],
    ['eind februari 2028', '2028-02-29'],
    ['begin januari', '2027-01-10'],
    ['half maart', '2027-03-15'],
    ['medio december', '2026-12-15'],
    ['in maart', '2027-03-31'],
    ['vóór maart', '2027-03-01'],
    ['uiterlijk mei 2027', '2027-05-31'],
    ['deze maand', '2026-11-30'],
    ['volgende maand', '2026-12-31'],
    ['Q1', '2027-03-31'],
    ['in q4', '2026-12-31'],
    ['Q2 2028', '2028-06-30'],
    ['eerste kwartaal', '2027-03-31'],
    ['kwartaal 3 2027', '2027-09-30'],
    ['eind dit jaar', '2026-12-31'],
    ['einde van het jaar', '2026-12-31'],
    ['eind 2028', '2028-12-31'],
    ['voor 2030', null],
    ['50 woningen', null],
    ['zo snel mogelijk', null],
  ])('%s', (when, due) => {
    expect(read(`bod uitbrengen ${when}`).due).toBe(due);
    // Where it is read, its words are gone; where not, they stay.
    expect(read(`bod uitbrengen ${when}`).text === 'Bod uitbrengen').toBe(due !== null);
  });

  test.each<[string, string]>([
    ['notulen van 3 november verwerken', 'Notulen van 3 november verwerken'],
    ['stikstofrapport van mei 2026 lezen', 'Stikstofrapport van mei 2026 lezen'],
    ['3/4 van de woningen betaalbaar maken', '3/4 van de woningen betaalbaar maken'],
    ['grondprijs doorrekenen voor 2030', 'Grondprijs doorrekenen voor 2030'],
    ['mei-circulaire lezen', 'Mei-circulaire lezen'],
    ['netcapaciteit voor 120 woningen vragen', 'Netcapaciteit voor 120 woningen vragen'],
  ])('%s: a date that says what it is about is no deadline', (line, text) => {
    expect(read(line)).toMatchObject({ text, due: null });
  });

  test('of two dates the one that is said to be the deadline counts', () => {
    expect(read('besluit van 5 november uitvoeren vóór 3 december')).toMatchObject({
      text: 'Besluit van 5 november uitvoeren',
      due: '2026-12-03',
    });
    expect(read('vóór 3 december de notulen van 5 november delen').due).toBe('2026-12-03');
  });

  test('the year turns where it has to', () => {
    expect(read('bellen maandag', '2026-12-29').due).toBe('2027-01-04');
    expect(read('bellen 2 januari', '2026-12-31').due).toBe('2027-01-02');
    expect(read('bellen week 1', '2026-12-31').due).toBe('2027-01-08');
    expect(read('bellen eind december', '2026-12-31').due).toBe('2026-12-31');
  });
});

test('whatever is typed, it is read without failing: a due day is a day, an assignee somebody at the table', () => {
  const words = fc.constantFrom(
    '@Sanne',
    '@',
    '@x',
    'voor',
    'vóór',
    '12',
    'dec',
    '31/2',
    '99-99',
    'week',
    'eind',
    'Q1',
    '.',
    'over',
    '2',
    'weken',
    'volgende',
    'maart',
    '0',
    '29 februari',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: 'grapheme' }),
        fc.array(words, { maxLength: 8 }).map((all) => all.join(' ')),
      ),
      fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      (line, date) => {
        const { text, assignee, due } = read(line, date.toISOString().slice(0, 10));
        if (due !== null) expect(isDay(due)).toBe(true);
        if (assignee !== null) expect(parties.map(({ id }) => id)).toContain(assignee);
        expect(text.length).toBeLessThanOrEqual(line.length + 2);
      },
    ),
  );
});
