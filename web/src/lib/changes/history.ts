import type { Answer, Api } from '#lib/api-client.ts';

/** One row of `GET /tables/:t/history`. */
export interface HistoryEntry {
  readonly id: string;
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `import:<id>`, `decision:<id>`; null for what a person did by hand. */
  readonly cause: string | null;
}

export interface HistoryPage {
  /** Oldest first. */
  readonly rows: readonly HistoryEntry[];
  /** The `before` of the page with older rows; null when there are none. */
  readonly earlier: string | null;
  readonly people: readonly { readonly id: string; readonly name: string; readonly organisation: string }[];
  readonly causes: readonly Cause[];
}

export interface Cause {
  readonly id: string;
  readonly kind: 'import' | 'decision';
  /** The file, or the decision's number. */
  readonly name: string;
}

/** Which changes; null does not narrow. */
export interface Wanted {
  readonly path: string | null;
  readonly by: string | null;
  /** ISO 8601, UTC. */
  readonly since: string | null;
}

export interface Page {
  readonly before?: string;
  readonly after?: string;
  readonly limit: number;
}

export function fetchHistory(
  api: Pick<Api, 'get'>,
  table: string,
  { path, by, since }: Wanted,
  { before, after, limit }: Page,
  signal: AbortSignal,
): Promise<Answer<HistoryPage>> {
  const query = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries({ path, by, since, before, after }))
    if (value !== null && value !== undefined) query.set(name, value);
  return api.get<HistoryPage>(`/tables/${encodeURIComponent(table)}/history?${query.toString()}`, { signal });
}
