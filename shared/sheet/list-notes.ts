import type { Finding, FindingCode } from './sheet.ts';

const SKIPPED = {
  total: 'Rijen met een totaal doen niet mee',
  title: 'Rijen met alleen een titel of opmerking doen niet mee',
  heading: 'Herhaalde rijen met kopjes doen niet mee',
  nameless: 'Rijen zonder naam en nummer doen niet mee',
} as const;

const SHOWN = 3;

/**
 * What is worth saying of a list, said once: a value that a thousand rows share is one finding that names its rows, not a
 * thousand findings.
 */
export class Notes {
  readonly #notes = new Map<
    string,
    { code: FindingCode; project: string | null; message: string; kept: string; rows: Set<number> }
  >();
  readonly #skipped = new Map<keyof typeof SKIPPED, { rows: number[]; texts: Set<string> }>();

  add(
    code: FindingCode,
    message: string,
    kept: string,
    rows: readonly number[] = [],
    project: string | null = null,
  ): void {
    const key = `${code}|${project ?? ''}|${message}|${kept}`;
    const note = this.#notes.get(key) ?? { code, project, message, kept, rows: new Set<number>() };
    for (const row of rows) note.rows.add(row);
    this.#notes.set(key, note);
  }

  skip(kind: keyof typeof SKIPPED, row: number, text: string): void {
    const skipped = this.#skipped.get(kind) ?? { rows: [], texts: new Set<string>() };
    skipped.rows.push(row);
    if (skipped.texts.size < SHOWN && text !== '') skipped.texts.add(text.slice(0, 60));
    this.#skipped.set(kind, skipped);
  }

  findings(): Finding[] {
    const skipped = [...this.#skipped].map(([kind, { rows, texts }]): Finding => {
      const named = texts.size === 0 ? '' : `: ${[...texts].map((text) => `"${text}"`).join(', ')}`;
      return {
        code: 'skippedRows',
        rows,
        project: null,
        message: `${SKIPPED[kind]}${named}.`,
        kept: 'niets',
      };
    });
    const notes = [...this.#notes.values()].map((note): Finding => ({
      ...note,
      rows: [...note.rows].sort((a, b) => a - b),
    }));
    // What is about the whole file first.
    return [
      ...skipped,
      ...notes.filter(({ rows }) => rows.length === 0),
      ...notes.filter(({ rows }) => rows.length > 0),
    ];
  }
}
