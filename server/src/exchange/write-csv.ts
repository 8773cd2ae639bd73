import type { NumberLocale } from '@bouwberaad/shared/model/cell-text.ts';
import type { OutValue } from '@bouwberaad/shared/sheet/out.ts';

/** Lets Excel read UTF-8. */
const BOM = '\uFEFF';

/**
 * RFC 4180 with a semicolon, which a Dutch Excel opens in columns. Text that a spreadsheet would run as a formula gets
 * an apostrophe (OWASP, CSV Injection), and so does text that has one already: reading takes one away.
 */
export function writeCsv(rows: readonly (readonly OutValue[])[], locale: NumberLocale = 'nl'): string {
  return (
    BOM + rows.map((row) => row.map((value) => writeCell(value, locale)).join(';')).join('\r\n') + '\r\n'
  );
}

function writeCell(value: OutValue, locale: NumberLocale): string {
  if (value === null) return '';
  if (typeof value === 'number') return writeNumber(value, locale);
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  if (typeof value === 'object') {
    if ('day' in value) return value.day;
    return 'year' in value ? String(value.year) : `${writeNumber(value.percent, locale)} %`;
  }
  const harmless = /^'*[=+\-@\t\r＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[";\r\n\t']/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function writeNumber(value: number, locale: NumberLocale): string {
  return locale === 'nl' ? String(value).replace('.', ',') : String(value);
}
