import { describe, expect, test } from 'vitest';
import { readFile } from './read-file.ts';
import { rowXml, sheetXml, workbookParts, zipOf } from './test-zip.ts';
import { readWorkbook } from './workbook.ts';

const OPTIONS = { today: '2026-11-24', choice: {}, remembered: {}, municipality: null };
const MB = 1024 * 1024;
const LIST = 'naam;gemeente;2028\nRivierpoort;Deventer;8';

describe('a hostile file is refused in a clear sentence', () => {
  test.each<[string, () => Uint8Array, string]>([
    [
      'a workbook with macros',
      () =>
        zipOf([
          ...workbookParts(sheetXml(rowXml(1, { A: 'naam' }))),
          { name: 'xl/vbaProject.bin', data: 'x' },
        ]),
      'macros',
    ],
    [
      'a workbook of a million columns',
      () => zipOf(workbookParts(sheetXml(`<row r="1">${manyColumns(3000)}</row>`))),
      'tooLarge',
    ],
    [
      'a cell beyond the last column that a workbook has',
      () => zipOf(workbookParts(sheetXml(rowXml(1, { A: 'naam', ZZZZ: 1 })))),
      'tooLarge',
    ],
    ['a CSV of a million columns', () => Buffer.from(`${LIST}\n${';'.repeat(MB)}`), 'tooLarge'],
    [
      'a CSV with one endless field',
      () => Buffer.from(`naam;gemeente\n"${'a'.repeat(5 * MB)}`),
      'endlessField',
    ],
    [
      'a CSV whose quote is never closed',
      () => Buffer.from(`naam;gemeente\n"Rivierpoort;Deventer\n`),
      'endlessField',
    ],
    ['a CSV with NUL bytes', () => Buffer.from(`naam;gemeente\nRivier\u0000poort;Deventer`), 'notText'],
    ['a program', () => Buffer.from('\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00', 'latin1'), 'notText'],
    ['a PDF', () => Buffer.from('%PDF-1.7 ...'), 'notAWorkbook'],
    [
      'a CSV of more rows than any region has plans',
      () => Buffer.from(`naam;gemeente\n${'a;b\n'.repeat(50_000)}`),
      'tooLarge',
    ],
    ['GeoJSON nested a million deep', () => Buffer.from(`{"type":${'['.repeat(MB)}`), 'tooLarge'],
    ['GeoJSON that is cut off', () => Buffer.from('{"type":"FeatureCollection","features":['), 'notGeoJson'],
    ['JSON that is no GeoJSON', () => Buffer.from('{"projects":[]}'), 'notGeoJson'],
    [
      'GeoJSON in a grid that we do not know',
      () =>
        Buffer.from(
          JSON.stringify({
            type: 'Feature',
            properties: { name: 'Rivierpoort' },
            geometry: { type: 'Point', coordinates: [685_000, 6_850_000] },
          }),
        ),
      'otherGrid',
    ],
  ])('%s', (_, make, code) => {
    const result = readFile(make(), OPTIONS);
    expect(result).toMatchObject({ ok: false, code });
    if (!result.ok) expect(result.message, 'a sentence for people').toMatch(/^\p{Lu}.{20,}[.]$/su);
  });

  test('a file of 50 MB is not even looked at', async () => {
    expect(await readWorkbook(new Uint8Array(50 * MB), OPTIONS)).toMatchObject({
      ok: false,
      code: 'tooLarge',
    });
  });

  test('a reading that is stopped says so', async () => {
    const stop = new AbortController();
    const result = readWorkbook(Buffer.from(LIST), { ...OPTIONS, signal: stop.signal });
    stop.abort();
    expect(await result).toMatchObject({ ok: false, code: 'cancelled' });
  });

  test('a formula in a workbook is not run: its kept result counts, and none is nothing', () => {
    const cell = (at: string, inside: string): string => `<c r="${at}">${inside}</c>`;
    const rows = `${rowXml(1, { A: 'naam', B: 'gemeente', C: 'aantal' })}<row r="2"><c r="A2" t="inlineStr"><is><t>Rivierpoort</t></is></c>${cell('C2', '<f>WEBSERVICE("http://x")</f><v>7</v>')}</row>`;
    const result = readFile(zipOf(workbookParts(sheetXml(rows))), OPTIONS);
    expect(result).toMatchObject({ ok: true, value: { head: { totals: { projects: 1, homesBuilt: 7 } } } });
  });
});

function manyColumns(count: number): string {
  return Array.from({ length: count }, (_, n) => `<c r="${columnOf(n)}1"><v>${n}</v></c>`).join('');
}

function columnOf(n: number): string {
  return (n < 26 ? '' : columnOf(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
}
