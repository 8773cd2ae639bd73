import type { ReferenceDate } from '#lib/compare/reference-dates.ts';

/** From when on: `all`, `visit`, `meeting`, or a reference date's id. As it stands in the address. */
export type Since = string;

export interface Moments {
  /** Until when I looked the time before. */
  readonly visit: string | null;
  /** When the last meeting was closed. */
  readonly meeting: string | null;
  /** Oldest first. */
  readonly dates: readonly ReferenceDate[];
}

/** The moment that a choice stands for; null: no bound. */
export function sinceMoment(since: Since, { visit, meeting, dates }: Moments): string | null {
  if (since === 'visit') return visit;
  if (since === 'meeting') return meeting;
  return dates.find(({ id }) => id === since)?.at ?? null;
}

/** When the last meeting of a register was closed. */
export function lastClosed(meetings: Iterable<{ readonly closedAt: string | null }>): string | null {
  let last: string | null = null;
  for (const { closedAt } of meetings)
    if (closedAt !== null && (last === null || closedAt > last)) last = closedAt;
  return last;
}

/** A query with one of its values replaced; an empty one goes. */
export function withParam(
  params: Pick<URLSearchParams, 'toString'>,
  name: string,
  value: string,
): URLSearchParams {
  const next = new URLSearchParams(params.toString());
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}
