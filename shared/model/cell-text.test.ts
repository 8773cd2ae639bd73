import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editText, formatCell, parseCell, type Names } from './cell-text.ts';
import { COLUMNS, yearColumn, yearKey, type CellValue, type Column, type ColumnKey } from './columns.ts';
import { MUNICIPALITIES } from './municipalities.ts';
import { projectType } from './project.ts';

const all: Column[] = [...COLUMNS.values(), yearColumn(2028)];
const names: Names = {
  municipality: [
    { value: '0150', name: 'Deventer' },
    { value: '0166', name: 'Kampen' },
  ],
  organisation: [
    { value: 'gem-deventer', name: 'Gemeente Deventer' },
    { value: 'gem-zwolle', name: 'Gemeente Zwolle' },
    { value: 'corp-hanzewaard', name: 'Hanzewaard' },
  ],
};

function column(key: ColumnKey): Column {
  const found = all.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`no column ${key}`);
  return found;
}

/** What a column may hold. */
function valueOf(any: Column): fc.Arbitrary<CellValue> {
  const nothing = fc.constant(null);
  switch (any.type) {
    case 'text': {
      // As it is stored: one line, trimmed; a mark for nothing is nothing.
      const line = fc
        .string({ minLength: 1, maxLength: any.max })
        .map((text) => text.replaceAll(/\s+/gu, ' ').trim())
        .filter((text) => !['', '·', '-', '\u2212', '\u2013', '\u2014'].includes(text));
      return any.required ? line : fc.oneof(nothing, line);
    }
    case 'choice':
      return fc.constantFrom(null, ...any.choices);
    case 'named':
      return any.of === 'municipality'
        ? fc.constantFrom(null, ...MUNICIPALITIES.map(({ code }) => code))
        : fc.constantFrom(null, ...names.organisation.map(({ value }) => value));
    case 'flag':
      return fc.boolean();
    case 'summary':
      return nothing;
    default:
      return fc.oneof(nothing, fc.integer({ min: any.range[0], max: any.range[1] }));
  }
}

describe('what somebody types', () => {
  test.each<[ColumnKey, string, unknown]>([
    ['total', '1240', 1240],
    ['total', '1.240', 1240],
    ['total', '1 240', 1240],
    ['total', '1\u00a0240', 1240],
    ['total', ' 1240,0 ', 1240],
    ['total', '', null],
    ['total', '0', 0],
    ['total', '-0', 0],
    [yearKey(2028), '1.240', 1240],
    ['likelihood', '80 %', 80],
    ['likelihood', '80%', 80],
    ['likelihood', '80', 80],
    ['phase', 'Ontwerp', 'ontwerp'],
    ['phase', 'ontw', 'ontwerp'],
    ['phase', 'in', 'initiatief'],
    ['phase', '', null],
    ['planStatus', '2b', '2B'],
    ['name', '  Rivierpoort ', 'Rivierpoort'],
    ['name', '=HYPERLINK("http://x")', '=HYPERLINK("http://x")'],
    ['place', '', null],
    ['likelihood', '0,9', 90],
    ['likelihood', '0.85', 85],
    ['likelihood', ',5', 50],
    ['likelihood', '1,0', 100],
    ['likelihood', '90,0 %', 90],
    ['total', '·', null],
    ['total', '-', null],
    ['total', '\u2013', null],
    ['planType', 'PANDTRANSFORMATIE', 'pandtransformatie'],
    ['confidentiality', 'privé', 'prive'],
    ['keyProject', 'Ja', true],
    ['keyProject', 'x', true],
    ['keyProject', '', false],
    ['keyProject', 'nee', false],
    ['storeys', '12', 12],
    ['municipality', '0150', '0150'],
    ['municipality', '150', '0150'],
    ['municipality', 'deventer', '0150'],
    ['municipality', 'dev', '0150'],
    ['municipality', 'Gemeente Almelo', '0141'],
    ['organisation', 'gem-deventer', 'gem-deventer'],
    ['organisation', 'hanzewaard', 'corp-hanzewaard'],
  ])('%s: "%s" is %s', (key, text, value) => {
    expect(parseCell(column(key), text, 'nl', names)).toEqual({ ok: true, value });
  });

  test.each<[ColumnKey, string, string]>([
    ['total', 'veel', 'notANumber'],
    ['total', '1.24', 'notANumber'],
    ['total', '1.24.000', 'notANumber'],
    ['total', '12,5', 'notWhole'],
    ['total', '-5', 'outOfRange'],
    ['total', '\u22125', 'outOfRange'],
    ['total', '100001', 'outOfRange'],
    ['likelihood', '5', 'outOfRange'],
    ['likelihood', '101 %', 'outOfRange'],
    [yearKey(2028), '9999999999999999999', 'outOfRange'],
    ['phase', 'bouw', 'unknownChoice'],
    ['planStatus', '2', 'severalChoices'],
    ['planType', 'uitbreiding', 'severalChoices'],
    ['likelihood', '1', 'outOfRange'],
    ['likelihood', '0,855', 'notWhole'],
    ['likelihood', '0,05', 'outOfRange'],
    ['keyProject', 'misschien', 'notYesOrNo'],
    ['municipality', 'Atlantis', 'unknownChoice'],
    ['municipality', '9999', 'unknownChoice'],
    ['organisation', 'gemeente', 'severalChoices'],
    ['organisation', 'Gemeente Kampen', 'unknownChoice'],
    ['externalId', 'x'.repeat(101), 'tooLong'],
    ['name', ' ', 'required'],
    ['name', 'x'.repeat(201), 'tooLong'],
    ['bottlenecks', 'stikstof', 'readOnly'],
  ])('%s: "%s" is refused as %s', (key, text, code) => {
    expect(parseCell(column(key), text, 'nl', names)).toMatchObject({ ok: false, code });
  });

  test('an English comma groups and an English point divides', () => {
    expect(parseCell(column('total'), '1,240', 'en')).toEqual({ ok: true, value: 1240 });
    expect(parseCell(column('total'), '1.5', 'en')).toMatchObject({ code: 'notWhole' });
  });

  test('what is shown, and what is edited, reads back as it was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom('nl' as const, 'en' as const),
        (homes, locale) => {
          expect(parseCell(column('total'), formatCell(column('total'), homes, locale), locale)).toEqual({
            ok: true,
            value: homes,
          });
          expect(parseCell(column('total'), editText(homes), locale)).toEqual({ ok: true, value: homes });
        },
      ),
    );
  });

  test('every value of every column reads back as it is shown', () => {
    const typed = all.filter(({ editable }) => editable);
    const values = fc.constantFrom(...typed).chain((any) => fc.tuple(fc.constant(any), valueOf(any)));
    fc.assert(
      fc.property(values, fc.constantFrom('nl' as const, 'en' as const), ([any, value], locale) => {
        expect(parseCell(any, formatCell(any, value, locale, names), locale, names)).toEqual({
          ok: true,
          value,
        });
      }),
    );
  });

  test('never fails, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...all), (text, any) => {
        const parsed = parseCell(any, text, 'nl', names);
        if (parsed.ok && any.type !== 'homes' && any.type !== 'summary')
          expect(projectType.fields[any.key].accepts(parsed.value)).toBe(true);
      }),
    );
  });
});
