/** How a table helps what like cases have in common: people, money, or another rule. */
export const INSTRUMENTS = ['expertteam', 'subsidie', 'regel'] as const;
export type Instrument = (typeof INSTRUMENTS)[number];

/** Null for none, and for words that a table of an earlier day wrote there. */
export function instrumentOf(text: string | null): Instrument | null {
  return INSTRUMENTS.find((instrument) => instrument === text) ?? null;
}
