import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatHtmlTable,
  formatTsv,
  parseHtmlTable,
  parseTsv,
  type ClipCell,
  type TextTable,
} from './clipboard.ts';

const text = (table: TextTable): ClipCell[][] =>
  table.map((row) => row.map((one) => ({ text: one, kind: 'text' })));

const tables = (cell: fc.Arbitrary<string>): fc.Arbitrary<string[][]> =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
    );

/** What makes tables of text go wrong, more often than chance would. */
const awkward = fc.oneof(
  fc.string(),
  fc
    .array(fc.constantFrom('"', '\t', '\n', '\r\n', '=', "'", 'a', ' ', '&', '<b>'))
    .map((parts) => parts.join('')),
);

describe('tab separated text', () => {
  test.each<[string, string, string[][]]>([
    ['of one cell', 'Rivierpoort', [['Rivierpoort']]],
    ['of nothing', '', [['']]],
    [
      'of Excel, with its line break at the end',
      'a\t1.240\r\nb\t90%\r\n',
      [
        ['a', '1.240'],
        ['b', '90%'],
      ],
    ],
    [
      'of LibreOffice, without one',
      'a\t1\nb\t2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['of an old Macintosh', 'a\rb', [['a'], ['b']]],
    [
      'with a line break in a cell',
      'a\t"twee\nregels"\nb\tc',
      [
        ['a', 'twee\nregels'],
        ['b', 'c'],
      ],
    ],
    ['with a tab and quotes in a cell', '"een ""kamp""\ttwee"\tx', [['een "kamp"\ttwee', 'x']]],
    ['with a quote that opens nothing', '"De Linde" fase 2\tx', [['"De Linde" fase 2', 'x']]],
    ['with a quote that never closes', '"De Linde\tx', [['"De Linde', 'x']]],
    ['with an empty row in between', 'a\n\nb', [['a'], [''], ['b']]],
    [
      'with empty cells at the end of a row',
      'a\t\t\nb\tc\td',
      [
        ['a', '', ''],
        ['b', 'c', 'd'],
      ],
    ],
    [
      'with a short row',
      'a\nb\tc',
      [
        ['a', ''],
        ['b', 'c'],
      ],
    ],
    ['with what looks like a formula', '=1+1\t@x', [['=1+1', '@x']]],
  ])('%s', (_, pasted, table) => {
    expect(parseTsv(pasted)).toEqual(table);
  });

  test('what is copied is what is pasted, whatever stands in the cells', () => {
    fc.assert(
      fc.property(tables(awkward), (table) => {
        expect(parseTsv(formatTsv(text(table)))).toEqual(table);
      }),
      { numRuns: 500 },
    );
  });

  test('what looks like a formula is no formula for a spreadsheet, and a number stays a number', () => {
    expect(
      formatTsv([
        [
          { text: '=HYPERLINK("x")', kind: 'text' },
          { text: '-5', kind: 'number' },
          { text: '70%', kind: 'percent' },
        ],
      ]),
    ).toBe('\'=HYPERLINK("x")\t-5\t70%');
  });
});

const EXCEL = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<style><!--table {mso-displayed-decimal-separator:"\\,";} .xl65 {mso-number-format:"\\#\\,\\#\\#0";} td > p --></style></head>
<body link="#0563C1">
<table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse: collapse;width:144pt'>
<!--StartFragment-->
 <col width=64 span=3 style='width:48pt'>
 <tr height=20 style='height:15.0pt'>
  <td height=20 width=64 style='height:15.0pt'>Rivierpoort &amp;
  Zn</td>
  <td class=xl65 align=right>1.240</td>
  <td align=right>90%</td>
 </tr>
 <tr height=20>
  <td colspan=2 height=20>samen<br>genomen</td>
  <td>&nbsp;</td>
 </tr>
<!--EndFragment-->
</table></body></html>`;

const LIBRE_OFFICE = `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<title></title><style type="text/css">body,table,td { font-family:"Liberation Sans" }</style></head>
<body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup>
<tr><td height="17" align="left">De Linde</td><td align="right" sdval="0.9" sdnum="1043;0;0%">90%</td></tr>
<tr><td rowspan="2" align="left"><font face="Arial">Caf&eacute;</font></td><td align="right" sdval="1240" sdnum="1043;">1240</td></tr>
<tr><td align="right" sdval="8" sdnum="1043;">8</td></tr></table></body></html>`;

describe('a table in HTML', () => {
  test.each<[string, string, string[][] | null]>([
    [
      'of Excel',
      EXCEL,
      [
        ['Rivierpoort & Zn', '1.240', '90%'],
        ['samen\ngenomen', '', ''],
      ],
    ],
    [
      'of LibreOffice, with a cell over two rows',
      LIBRE_OFFICE,
      [
        ['De Linde', '90%'],
        ['Café', '1240'],
        ['', '8'],
      ],
    ],
    [
      'of Word, with paragraphs in cells',
      '<table><tr><td><p>een</p><p>twee</p></td></tr></table>',
      [['een\ntwee']],
    ],
    [
      'without ends',
      '<table><tr><td>a<td>b<tr><td>c',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    [
      'with a heading row and a body',
      '<table><thead><tr><th>A</thead><tbody><tr><td>1</tbody></table>',
      [['A'], ['1']],
    ],
    [
      'with a table in a cell',
      '<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>',
      [['a\n\nb', 'c']],
    ],
    ['followed by another', '<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>', [['a']]],
    [
      'with a sign in an attribute',
      '<table><tr><td title="a > b" data-x=\'<td>\'>a</td></tr></table>',
      [['a']],
    ],
    [
      'with capitals and signs by number',
      '<TABLE><TR><TD>&Eacute;&#233;&#x20AC;&onzin;</TD></TR></TABLE>',
      [['Éé€&onzin;']],
    ],
    ['that is none', '<p>Rivierpoort</p>', null],
    ['that is empty', '<table></table>', null],
    [
      'that claims to be endless',
      `<table><tr><td colspan="99999999">a</td></tr></table>`,
      [['a', ...Array.from({ length: 999 }, () => '')]],
    ],
  ])('%s', (_, html, table) => {
    expect(parseHtmlTable(html)).toEqual(table);
  });

  test('what is copied is what is pasted', () => {
    // White space is HTML's own affair: it is trimmed and folded.
    const cell = awkward.map((one) => one.replaceAll(/\s+/gu, ' ').trim());
    fc.assert(
      fc.property(tables(cell), (table) => {
        expect(parseHtmlTable(formatHtmlTable(text(table)))).toEqual(table);
      }),
      { numRuns: 500 },
    );
  });

  test('never fails, whatever is pasted', () => {
    const tags = fc.constantFrom(
      '<table>',
      '</table>',
      '<tr>',
      '<td colspan=2>',
      '<td rowspan=3>',
      '</td>',
      '<!--',
      '-->',
      '<',
      '"',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(tags, fc.string())), (parts) => {
        const table = parseHtmlTable(parts.join(''));
        expect(table === null || table.every((row) => row.length === table[0]?.length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
