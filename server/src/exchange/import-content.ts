import { chunksOf } from '@bouwberaad/shared/sheet/edits.ts';
import type { FileView } from '@bouwberaad/shared/sheet/detail.ts';
import {
  totalsOf,
  type Finding,
  type Sheet,
  type SheetLayout,
  type SheetProject,
  type SheetTotals,
} from '@bouwberaad/shared/sheet/sheet.ts';
import { unzip } from './gzip.ts';

/** The first line of an import's content. */
export interface ContentHead {
  readonly version: 2;
  readonly layout: SheetLayout;
  readonly totals: SheetTotals;
  readonly findings: readonly Finding[];
  readonly view: FileView;
}

/** A file as it was read; its projects are made from text a chunk at a time, so that 30,000 rows never stall a room. */
export interface ImportContent {
  readonly head: ContentHead;
  /** How many chunks its projects were cut into, when it was read: always at the same places. */
  readonly chunks: number;
  chunk(index: number): readonly SheetProject[];
}

/** Lines of JSON: the head, then a chunk of projects each. */
export async function openContent(rows: Uint8Array): Promise<ImportContent> {
  const text = await unzip(rows);
  const ends = lineEnds(text);
  const line = (index: number): string =>
    text.toString('utf8', index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, ends[index]);
  const head = JSON.parse(line(0)) as ContentHead | { readonly sheet: Sheet };
  if ('sheet' in head) return contentOf(head.sheet);
  return {
    head,
    chunks: ends.length - 1,
    chunk: (index) => JSON.parse(line(index + 1)) as readonly SheetProject[],
  };
}

/** A chunk's records in that version: a half applied import goes on at the same cuts. */
const CHUNK_BEFORE = 100;

/** Of an import that was previewed by a version before this one: all in one line. */
function contentOf(sheet: Sheet): ImportContent {
  const chunks = chunksOf(sheet.projects, CHUNK_BEFORE);
  const view: FileView = { kind: 'workbook', sheets: [], sheet: null, mapping: null };
  return {
    head: {
      version: 2,
      layout: sheet.layout,
      totals: totalsOf(sheet.projects),
      findings: sheet.findings,
      view,
    },
    chunks: chunks.length,
    chunk: (index) => chunks[index] ?? [],
  };
}

function lineEnds(text: Buffer): number[] {
  const ends: number[] = [];
  for (let at = text.indexOf(10); at !== -1; at = text.indexOf(10, at + 1)) ends.push(at);
  return [...ends, text.length];
}
