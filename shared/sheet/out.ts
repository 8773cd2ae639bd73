/**
 * A file of plans as it goes out, before it is a workbook or a text: what stands in each cell and what kind of value it
 * is. Pure data, so that a thread can be handed it and a test can read it.
 */
export type OutValue =
  | string
  /** A number as it is: homes, storeys. */
  | number
  | boolean
  | null
  /** `YYYY-MM-DD`; a real date in a workbook. */
  | { readonly day: string }
  /** In per cent: 70 is 70 %. A real percentage in a workbook. */
  | { readonly percent: number }
  /** A year: digits without a dot. */
  | { readonly year: number };

/** How a row looks: a `group` holds the sums of the rows below it, which fold away under it. */
export type OutRole = 'title' | 'heading' | 'group' | 'total' | 'member' | 'row';

export interface OutRow {
  readonly role: OutRole;
  readonly values: readonly OutValue[];
}

export interface OutSheet {
  readonly name: string;
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly OutRow[];
  /** What stays in sight when it scrolls. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  /** The row of headings under which a spreadsheet filters, counted from 0; null for none. */
  readonly filter: number | null;
}

export interface OutBook {
  readonly sheets: readonly OutSheet[];
}

/** Something of the plans that a file does not hold, and why. One line for a person to read. */
export interface Omission {
  readonly code: OmissionCode;
  /** Dutch, with its number: `3 plannen`. */
  readonly what: string;
  readonly count: number;
  readonly reason: string;
}

export type OmissionCode =
  | 'stricter'
  | 'filtered'
  | 'noPlace'
  | 'noField'
  | 'noYear'
  | 'noNumber'
  | 'notWritable'
  | 'columns'
  | 'records'
  | 'notes';

/** `1 plan`, `12 plannen`, `1.240 woningen`. */
export function counted(count: number, one: string, many: string): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}

const NUMBER = new Intl.NumberFormat('nl-NL');

export const NOT_INCLUDED = 'Niet opgenomen';

/** The sheet that says what a workbook leaves out; also when that is nothing, so that nobody has to wonder. */
export function omissionSheet(omissions: readonly Omission[]): OutSheet {
  const rows: OutRow[] = omissions.map(({ what, count, reason }) => ({
    role: 'row',
    values: [what, count, reason],
  }));
  return {
    name: NOT_INCLUDED,
    widths: [44, 10, 90],
    rows: [
      { role: 'heading', values: ['Wat', 'Aantal', 'Waarom'] },
      ...(rows.length > 0
        ? rows
        : [{ role: 'row', values: ['Alles is opgenomen.', 0, ''] } satisfies OutRow]),
    ],
    frozen: { rows: 1, columns: 0 },
    filter: null,
  };
}
