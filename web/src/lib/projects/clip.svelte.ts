import type { Names } from '@bouwberaad/shared/model/cell-text.ts';
import { columnWords } from './column-words.ts';
import type { CellWrite } from './cell-writes.ts';
import { clipCell } from './cell-words.ts';
import {
  formatHtmlTable,
  formatTsv,
  parseHtmlTable,
  parseTsv,
  type ClipCell,
  type TextTable,
} from './clipboard.ts';
import type { Block, Selection } from './selection.ts';

/** The two kinds of text that a clipboard carries of the same cells. */
export interface ClipTexts {
  readonly plain: string;
  readonly html: string;
}

interface Copied extends ClipTexts {
  readonly block: Block;
  /** Where it was taken from, for the dashed frame; null for whole rows that were ticked. */
  readonly selection: Selection | null;
  readonly cut: boolean;
}

/** What was copied or cut here last; what lies on the clipboard of the machine may be something else by then. */
export class Clip {
  #copied = $state.raw<Copied | null>(null);

  /** What the dashed frame stands around. */
  get selection(): Selection | null {
    return this.#copied?.selection ?? null;
  }

  copy(
    block: Block,
    names: Names,
    more: { selection: Selection | null; headings: boolean; cut: boolean },
  ): ClipTexts {
    const cells = block.rows.map((row) => block.columns.map((column) => clipCell(row, column, names)));
    const headings = block.columns.map((column): ClipCell => ({ text: columnWords(column), kind: 'text' }));
    const table = more.headings ? [headings, ...cells] : cells;
    const texts = { plain: formatTsv(table), html: formatHtmlTable(table) };
    this.#copied = { ...texts, block, selection: more.selection, cut: more.cut };
    return texts;
  }

  letGo(): boolean {
    const had = this.#copied?.selection !== null && this.#copied !== null;
    this.#copied = null;
    return had;
  }

  /** The cells on the clipboard: a table in HTML knows what a cell is better than text does. Null: there is nothing. */
  read({ plain, html }: ClipTexts): TextTable | null {
    // Our own text, also where the browser has tidied the HTML: it is the exact one.
    if (plain !== '' && this.#isOwn(plain)) return parseTsv(plain);
    return (html === '' ? null : parseHtmlTable(html)) ?? (plain === '' ? null : parseTsv(plain));
  }

  /** The cells to be emptied by a paste of what was cut here, but for those that it fills. Once. */
  takeCut(plain: string, filled: readonly CellWrite[]): CellWrite[] {
    const copied = this.#copied;
    if (copied === null || !copied.cut || !this.#isOwn(plain)) return [];
    this.#copied = null;
    const targets = new Set(filled.map(({ project, column }) => `${project.id}|${column.key}`));
    return copied.block.rows.flatMap(({ project }) =>
      copied.block.columns
        .filter(({ key, editable }) => editable && !targets.has(`${project.id}|${key}`))
        .map((column) => ({ project, column, text: '' })),
    );
  }

  /** Line ends are the machine's own on a clipboard. */
  #isOwn(plain: string): boolean {
    const bare = (text: string): string => text.replaceAll('\r\n', '\n');
    return this.#copied !== null && bare(this.#copied.plain) === bare(plain);
  }
}
