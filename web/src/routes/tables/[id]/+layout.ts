import { ok, problem } from '@bouwberaad/shared/lib/result.ts';
import type { Answer, Api } from '#lib/api-client.ts';
import { hasSeat, type Me, type SeatedTable, type TableSummary } from '#lib/api-types.ts';
import { api } from '#lib/api.ts';
import { keepStart, keptStart } from '#lib/sync/device.ts';
import type { TableInfo } from '#lib/sync/table-info.ts';
import type { LayoutLoad } from './$types';

interface Start {
  readonly me: Me;
  readonly tables: readonly SeatedTable[];
  readonly info: TableInfo;
}

async function start(table: string, fetch: typeof globalThis.fetch): Promise<Answer<Start>> {
  const get: Api['get'] = (path) => api.get(path, { fetch });
  const [me, tables, info] = await Promise.all([
    get<Me>('/me'),
    get<readonly TableSummary[]>('/tables'),
    get<TableInfo>(`/tables/${encodeURIComponent(table)}`),
  ]);
  if (!me.ok) return me;
  if (!tables.ok) return tables;
  if (!info.ok) return info;
  const seated = tables.value.filter(hasSeat);
  // An administrator may know of a table without sitting at it; its plans are not for him.
  if (!seated.some(({ id }) => id === table)) return { ...problem('notAllowed', ''), status: 403 };
  return ok({ me: me.value, tables: seated, info: info.value });
}

/** Without a network: what this device kept for who was here last. The plans come from the device as well. */
async function startAnyhow(table: string, fetch: typeof globalThis.fetch): Promise<Answer<Start>> {
  const name = `table:${table}`;
  const answer = await start(table, fetch);
  if (answer.ok) {
    // Not waited for: a browser that keeps nothing still opens.
    keepStart(answer.value.me.person.id, name, answer.value).catch(() => undefined);
    return answer;
  }
  if (answer.status !== 0) return answer;
  const kept = (await keptStart(name)) as Start | undefined;
  return kept === undefined ? answer : ok(kept);
}

/** Not awaited: the frame of the shell stands while the table is asked for. */
export const load: LayoutLoad = ({ params, fetch }) => ({
  table: params.id,
  start: startAnyhow(params.id, fetch),
});
