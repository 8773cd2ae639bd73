import type { Case } from '@bouwberaad/shared/model/case.ts';
import { instrumentOf, type Instrument } from '@bouwberaad/shared/model/case-instruments.ts';

/** Like cases under one name, with what helps them; `pattern` null: those that nobody has put together yet. */
export interface CaseGroup {
  readonly pattern: string | null;
  readonly instrument: Instrument | null;
  /** Newest first. */
  readonly cases: readonly Case[];
  /** Of all its cases, each once. */
  readonly projects: readonly string[];
}

/** Names that differ in capitals or spaces only are one pattern: two people typed it. */
function keyOf(pattern: string | null): string {
  return (pattern ?? '').trim().replaceAll(/\s+/gu, ' ').toLocaleLowerCase('nl');
}

/** What is loose first, as somebody has to look at it; then the patterns with most cases. */
export function caseGroups(cases: readonly Case[]): CaseGroup[] {
  const groups = new Map<string, Case[]>();
  for (const one of cases) {
    const key = keyOf(one.pattern);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .map(([key, own]) => toGroup(key, own))
    .sort(
      (a, b) =>
        Number(a.pattern !== null) - Number(b.pattern !== null) ||
        b.cases.length - a.cases.length ||
        ((a.pattern ?? '') < (b.pattern ?? '') ? -1 : 1),
    );
}

function toGroup(key: string, own: readonly Case[]): CaseGroup {
  const oldest = own.toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? '') || (a.id < b.id ? -1 : 1));
  return {
    // As the first who brought it in spelled it.
    pattern: key === '' ? null : (oldest[0]?.pattern?.trim() ?? null),
    instrument: oldest.map(({ instrument }) => instrumentOf(instrument)).find((one) => one !== null) ?? null,
    cases: oldest.toReversed(),
    projects: [...new Set(oldest.flatMap(({ projects }) => projects))],
  };
}
