import { gzipSync } from 'node:zlib';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { FileView } from '@bouwberaad/shared/sheet/detail.ts';
import { findDiwiLayout } from '@bouwberaad/shared/sheet/diwi-columns.ts';
import { readDiwi } from '@bouwberaad/shared/sheet/diwi.ts';
import { chunksOf } from '@bouwberaad/shared/sheet/edits.ts';
import { isNestedTooDeep, readPlaces } from '@bouwberaad/shared/sheet/geojson.ts';
import type { Grid } from '@bouwberaad/shared/sheet/grid.ts';
import { readList } from '@bouwberaad/shared/sheet/list.ts';
import {
  isComplete,
  suggestMapping,
  type Mapping,
  type MappingChoice,
  type Remembered,
} from '@bouwberaad/shared/sheet/mapping.ts';
import { totalsOf, type Sheet } from '@bouwberaad/shared/sheet/sheet.ts';
import type { ContentHead } from './import-content.ts';
import { openCsv } from './open-csv.ts';
import { openWorkbook } from './open-workbook.ts';

export interface ReadOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Sheet, row of headings and columns, when a person chose them. */
  readonly choice: MappingChoice;
  /** What the organisation chose before, by heading. */
  readonly remembered: Remembered;
  /** Where plans lie of which the file does not say it. */
  readonly municipality: string | null;
}

/** A file, read: its head, and all of it as lines that are read a slice at a time. */
export interface ReadFile {
  readonly head: ContentHead;
  /** gzip of the head and each chunk of projects, a line of JSON each. */
  readonly rows: Uint8Array;
}

/**
 * Reads whatever file of plans this is, by what is in it and not by its name. Synchronous and slow: only in the worker.
 * Problems: those of `openWorkbook`, `openCsv`, `readDiwi`, `readList` and `readPlaces`, and `noHeadings`.
 */
export function readFile(bytes: Uint8Array, options: ReadOptions): Result<ReadFile> {
  const read = readSheet(bytes, options);
  if (!read.ok) return read;
  const { sheet, view } = read.value;
  const head: ContentHead = {
    version: 2,
    layout: sheet.layout,
    totals: totalsOf(sheet.projects),
    findings: sheet.findings,
    view,
  };
  const lines = [head, ...chunksOf(sheet.projects)].map((part) => JSON.stringify(part));
  return ok({ head, rows: gzipSync(lines.join('\n'), { level: 4 }) });
}

interface ReadSheet {
  readonly sheet: Sheet;
  readonly view: FileView;
}

function readSheet(bytes: Uint8Array, options: ReadOptions): Result<ReadSheet> {
  if (isZipOrOld(bytes)) return readWorkbook(bytes, options);
  const text = startOf(bytes);
  if (text.startsWith('{') || text.startsWith('[')) return readGeoJson(bytes);
  if (isPicture(bytes)) return problem('notAWorkbook', NOT_PLANS);
  const csv = openCsv(bytes);
  if (!csv.ok) return csv;
  const { grid, separator, encoding } = csv.value;
  if (grid.rows.every(({ cells }) => cells.size < 2)) return problem('notAWorkbook', NOT_PLANS);
  const view: FileView = { kind: 'csv', sheets: [], sheet: null, separator, encoding, mapping: null };
  return readGrid(grid, view, options);
}

function readWorkbook(bytes: Uint8Array, options: ReadOptions): Result<ReadSheet> {
  const opened = openWorkbook(bytes, options.choice.sheet ?? null);
  if (!opened.ok) return opened;
  const { sheets, grids } = opened.value;
  const grid = grids.find((one) => findDiwiLayout(one) !== null) ?? fullest(grids, options);
  if (grid === undefined) return problem('empty', 'De bladen van dit werkboek zijn leeg.');
  return readGrid(grid, { kind: 'workbook', sheets, sheet: grid.name, mapping: null }, options);
}

/** Of several sheets the one whose headings say most; of those alike the first. */
function fullest(grids: readonly Grid[], { remembered }: ReadOptions): Grid | undefined {
  const score = (grid: Grid): number => {
    const mapping = suggestMapping(grid, remembered, {});
    if (mapping === null || !isComplete(mapping)) return 0;
    return mapping.columns.filter(({ because }) => because !== 'unknown').length;
  };
  const scored = grids.map((grid) => ({ grid, score: score(grid) }));
  return scored.reduce<(typeof scored)[number] | undefined>(
    (most, one) => (most === undefined || one.score > most.score ? one : most),
    undefined,
  )?.grid;
}

function readGrid(grid: Grid, view: FileView, options: ReadOptions): Result<ReadSheet> {
  if (findDiwiLayout(grid) !== null) {
    const sheet = readDiwi(grid, options);
    return sheet.ok ? ok({ sheet: sheet.value, view }) : sheet;
  }
  const mapping = suggestMapping(grid, options.remembered, options.choice);
  if (mapping === null || mapping.columns.length < 2)
    return problem(
      'noHeadings',
      'We vinden in dit bestand geen lijst met plannen: een rij met kopjes en daaronder de plannen.',
    );
  const sheet = isComplete(mapping) ? readList(grid, mapping, options) : ok(withoutPlans(mapping));
  return sheet.ok ? ok({ sheet: sheet.value, view: { ...view, mapping } }) : sheet;
}

/** A list whose names we do not find is not refused: a person can point at the column. */
function withoutPlans({ headingRow }: Mapping): Sheet {
  return {
    layout: 'list',
    projects: [],
    findings: [
      {
        code: 'mapping',
        rows: [headingRow],
        project: null,
        message: 'We weten niet in welke kolom de naam of het nummer van de plannen staat.',
        kept: 'niets; wijs de kolom aan bij Kolommen',
      },
    ],
  };
}

function readGeoJson(bytes: Uint8Array): Result<ReadSheet> {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (isNestedTooDeep(text))
    return problem(
      'tooLarge',
      'Dit bestand zit dieper genest dan plekken nodig hebben. Bewaar het opnieuw als GeoJSON.',
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return problem(
      'notGeoJson',
      'Dit GeoJSON-bestand is niet heel. Bewaar het opnieuw en kies het nog eens.',
    );
  }
  const sheet = readPlaces(value);
  if (!sheet.ok) return sheet;
  return ok({ sheet: sheet.value, view: { kind: 'geojson', sheets: [], sheet: null, mapping: null } });
}

function isZipOrOld([a, b]: Uint8Array): boolean {
  return (a === 0x50 && b === 0x4b) || (a === 0xd0 && b === 0xcf);
}

/** PNG, JPEG, GIF, PDF: what people choose by mistake. */
function isPicture(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return /^(\x89PNG|\xff\xd8\xff|GIF8|%PDF)/.test(start);
}

function startOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 200))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
}

const NOT_PLANS = 'Dit is geen bestand met plannen. Kies een werkboek (.xlsx), een CSV of een GeoJSON.';
