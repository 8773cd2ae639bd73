import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  editText,
  formatCell,
  gridColumns,
  parseCell,
  yearKey,
  YEARS_SHOWN,
  type Column,
  type ColumnKey,
} from './columns.ts';
import { projectType } from './project.ts';

const columns = gridColumns(2026, true);
function column(key: ColumnKey): Column {
  const found = columns.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`no column ${key}`);
  return found;
}

describe('the columns', () => {
  test('show six years from the first, and the municipality only without grouping', () => {
    const years = columns.filter((candidate) => candidate.type === 'homes').map(({ year }) => year);
    expect(years).toEqual([2026, 2027, 2028, 2029, 2030, 2031]);
    expect(years).toHaveLength(YEARS_SHOWN);
    expect(columns.map(({ key }) => key)).not.toContain('municipality');
    expect(gridColumns(2026, false)[1]?.key).toBe('municipality');
  });

  test('that are fields of a project exist there', () => {
    for (const { key, type } of columns)
      if (type !== 'homes' && type !== 'summary') expect(Object.keys(projectType.fields)).toContain(key);
  });
});

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
  ])('%s: "%s" is %s', (key, text, value) => {
    expect(parseCell(column(key), text, 'nl')).toEqual({ ok: true, value });
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
    ['planStatus', '2', 'unknownChoice'],
    ['name', ' ', 'required'],
    ['name', 'x'.repeat(201), 'tooLong'],
    ['bottlenecks', 'stikstof', 'readOnly'],
  ])('%s: "%s" is refused as %s', (key, text, code) => {
    expect(parseCell(column(key), text, 'nl')).toMatchObject({ ok: false, code });
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
    for (let percent = 10; percent <= 100; percent += 10) {
      expect(parseCell(column('likelihood'), formatCell(column('likelihood'), percent, 'nl'), 'nl')).toEqual({
        ok: true,
        value: percent,
      });
    }
  });

  test('never fails, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...columns), (text, any) => {
        const parsed = parseCell(any, text, 'nl');
        if (parsed.ok && any.type !== 'homes' && any.type !== 'summary')
          expect(projectType.fields[any.key].accepts(parsed.value)).toBe(true);
      }),
    );
  });
});
