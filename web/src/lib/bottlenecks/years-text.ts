import { FIRST_YEAR, LAST_YEAR } from '@bouwberaad/shared/model/block.ts';

/** The most years that a bottleneck hits. */
const MOST = 50;

/**
 * Years as people type them: `2028`, `2028, 2030`, `2028-2030`, `2028 t/m 2030`, `2028 tot en met 2030`. In order, each
 * once; none for an empty text; null for what is no year or no such range.
 */
export function parseYears(text: string): readonly number[] | null {
  const years = new Set<number>();
  for (const part of text.split(/[,;]|\ben\b(?!\s+met)/u)) {
    if (part.trim() === '') continue;
    const match = /^\s*(\d{4})(?:\s*(?:[-–—]|tot en met|t\/m|tot|until|to)\s*(\d{4}))?\s*$/iu.exec(part);
    if (match === null) return null;
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (first < FIRST_YEAR || last > LAST_YEAR || last < first || last - first >= MOST) return null;
    for (let year = first; year <= last; year += 1) years.add(year);
  }
  return years.size > MOST ? null : [...years].sort((a, b) => a - b);
}
