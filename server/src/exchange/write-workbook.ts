import { serialOf } from '@bouwberaad/shared/sheet/diwi-cells.ts';
import { columnName } from '@bouwberaad/shared/sheet/grid.ts';
import type { OutBook, OutRole, OutRow, OutSheet, OutValue } from '@bouwberaad/shared/sheet/out.ts';
import { writeZip, type ZipPart } from './write-zip.ts';

/**
 * A workbook as the parts of Office Open XML (ECMA-376). Written here and not by a library: the one that reads keeps no
 * frozen panes, and thousands of plans have to be written within a second. Text is always text: a cell never holds a
 * formula, so nothing that somebody typed can run. Synchronous and slow: only called in the thread.
 */
export function writeWorkbook({ sheets }: OutBook): Uint8Array {
  const names = sheetNames(sheets);
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', text: contentTypes(sheets.length) },
    { name: '_rels/.rels', text: relations([['officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', text: workbookXml(sheets, names) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: relations([
        ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    },
    { name: 'xl/styles.xml', text: stylesXml() },
    ...sheets.map((sheet, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, text: sheetXml(sheet) })),
  ];
  return writeZip(parts);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

function contentTypes(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const part = (name: string, kind: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="${type}.${kind}+xml"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    part('workbook', 'sheet.main') +
    part('styles', 'styles') +
    Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}`, 'worksheet')).join('') +
    '</Types>'
  );
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const lines = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

/** At most 31 characters, none of `[]:*?/\`, no two alike: what Excel allows. */
function sheetNames(sheets: readonly OutSheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }, at) => {
    const plain =
      name
        .replaceAll(/[[\]:*?/\\']/g, ' ')
        .slice(0, 31)
        .trim() || `Blad ${at + 1}`;
    const own = taken.has(plain.toLowerCase()) ? `${plain.slice(0, 27)} (${at + 1})` : plain;
    taken.add(own.toLowerCase());
    return own;
  });
}

function workbookXml(sheets: readonly OutSheet[], names: readonly string[]): string {
  const list = names.map(
    (name, at) => `<sheet name="${escape(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  // Excel finds its own filter only by this hidden name.
  const filters = sheets.flatMap((sheet, at) => {
    const range = filterRange(sheet, '$');
    return range === null
      ? []
      : [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">'${escape(names[at] ?? '')}'!${range}</definedName>`,
        ];
  });
  const defined = filters.length === 0 ? '' : `<definedNames>${filters.join('')}</definedNames>`;
  return (
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
    `<sheets>${list.join('')}</sheets>${defined}</workbook>`
  );
}

type NumberKind = 'text' | 'number' | 'percent' | 'day' | 'year';
const KINDS: readonly NumberKind[] = ['text', 'number', 'percent', 'day', 'year'];
/** Built-in formats, shown in the reader's own language: `#,##0`, `0%`, the short date, `0`; text is as it stands. */
const FORMATS: Readonly<Record<NumberKind, number>> = { text: 0, number: 3, percent: 9, day: 14, year: 1 };
const ROLES: readonly OutRole[] = ['row', 'member', 'heading', 'group', 'total', 'title'];

function styleOf(role: OutRole, kind: NumberKind): number {
  return ROLES.indexOf(role) * KINDS.length + KINDS.indexOf(kind);
}

/** One style for each role and kind, in the order of `styleOf`. */
function stylesXml(): string {
  const fills: Readonly<Partial<Record<OutRole, number>>> = { heading: 2, group: 3, total: 3 };
  const formats = ROLES.flatMap((role) =>
    KINDS.map((kind) => {
      const font = role === 'row' || role === 'member' ? 0 : role === 'title' ? 2 : 1;
      const wraps = role === 'heading' ? '<alignment vertical="top" wrapText="1"/>' : '';
      return `<xf numFmtId="${FORMATS[kind]}" fontId="${font}" fillId="${fills[role] ?? 0}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${wraps === '' ? '/>' : ` applyAlignment="1">${wraps}</xf>`}`;
    }),
  );
  const fill = (colour: string): string =>
    `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`;
  const font = (more: string, size = 11): string =>
    `<font>${more}<sz val="${size}"/><name val="Calibri"/></font>`;
  return (
    `${HEAD}<styleSheet xmlns="${MAIN}">` +
    `<fonts count="3">${font('')}${font('<b/>')}${font('<b/>', 14)}</fonts>` +
    `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('E3F0F0')}${fill('F6F5F0')}</fills>` +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs></styleSheet>`
  );
}

function sheetXml(sheet: OutSheet): string {
  const { widths, rows, frozen } = sheet;
  const grouped = rows.some(({ role }) => role === 'member');
  const columns = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const filter = filterRange(sheet, '');
  return (
    `${HEAD}<worksheet xmlns="${MAIN}">` +
    (grouped ? '<sheetPr><outlinePr summaryBelow="0"/></sheetPr>' : '') +
    `<sheetViews><sheetView workbookViewId="0">${pane(frozen)}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"${grouped ? ' outlineLevelRow="1"' : ''}/>` +
    (columns === '' ? '' : `<cols>${columns}</cols>`) +
    `<sheetData>${rows.map(rowXml).join('')}</sheetData>` +
    (filter === null ? '' : `<autoFilter ref="${filter}"/>`) +
    '</worksheet>'
  );
}

function pane({ rows, columns }: OutSheet['frozen']): string {
  if (rows === 0 && columns === 0) return '';
  const which = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight';
  const x = columns > 0 ? ` xSplit="${columns}"` : '';
  const y = rows > 0 ? ` ySplit="${rows}"` : '';
  return `<pane${x}${y} topLeftCell="${columnName(columns)}${rows + 1}" activePane="${which}" state="frozen"/>`;
}

/** The sums of all below stay in sight, whatever is filtered. */
function filterRange({ filter, rows, widths }: OutSheet, fixed: string): string | null {
  if (filter === null || widths.length === 0) return null;
  const last = rows.findLastIndex(({ role }) => role !== 'total') + 1;
  const from = `${fixed}A${fixed}${filter + 1}`;
  return `${from}:${fixed}${columnName(widths.length - 1)}${fixed}${last}`;
}

function rowXml({ role, values }: OutRow, at: number): string {
  const cells = values.map((value, column) => cellXml(value, role, `${columnName(column)}${at + 1}`));
  const level = role === 'member' ? ' outlineLevel="1"' : '';
  return `<row r="${at + 1}"${level}>${cells.join('')}</row>`;
}

function cellXml(value: OutValue, role: OutRole, place: string): string {
  if (value === null || value === '')
    return role === 'group' || role === 'total' ? `<c r="${place}" s="${styleOf(role, 'text')}"/>` : '';
  if (typeof value === 'string')
    return `<c r="${place}" t="inlineStr" s="${styleOf(role, 'text')}"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
  if (typeof value === 'boolean')
    return `<c r="${place}" t="b" s="${styleOf(role, 'text')}"><v>${value ? 1 : 0}</v></c>`;
  const [kind, number] = numberOf(value);
  return `<c r="${place}" s="${styleOf(role, kind)}"><v>${number}</v></c>`;
}

function numberOf(value: Exclude<OutValue, string | boolean | null>): [NumberKind, number] {
  if (typeof value === 'number') return ['number', value];
  if ('day' in value) return ['day', serialOf(value.day)];
  return 'year' in value ? ['year', value.year] : ['percent', value.percent / 100];
}

/** What XML cannot hold has no meaning in a cell either. */
function escape(text: string): string {
  return text
    .replaceAll(CONTROLS, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const CONTROLS = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
