import type { Plans } from '@bouwberaad/shared/model/read.ts';
import type { Answer, Api } from '#lib/api-client.ts';

/** One of `GET /tables/:t/reference-dates`. */
export interface ReferenceDate {
  readonly id: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly sha256: string;
}

/** Oldest first. */
export function fetchDates(api: Pick<Api, 'get'>, table: string): Promise<Answer<readonly ReferenceDate[]>> {
  return api.get(`/tables/${encodeURIComponent(table)}/reference-dates`);
}

export type FrozenPlans = Plans & { readonly referenceDate: ReferenceDate | null };

export function fetchPlansAt(api: Pick<Api, 'get'>, table: string, at: string): Promise<Answer<FrozenPlans>> {
  return api.get(`/tables/${encodeURIComponent(table)}/plans?at=${encodeURIComponent(at)}`);
}
