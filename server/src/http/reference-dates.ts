import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { toDay, toDayInWords, toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { LAYOUT } from '@bouwberaad/shared/model/layout.ts';
import { readPlans, type Plans } from '@bouwberaad/shared/model/read.ts';
import { canonicalJson } from '@bouwberaad/shared/register/canonical.ts';
import type { ReferenceDate, ReferenceDates as Kept } from '../store/store.ts';
import type { Workspaces } from '../sync/workspaces.ts';

export type ReferenceDateMeta = Omit<ReferenceDate, 'bytes'>;

/** Plans as they are kept for good: what outlives every layout and verifies with nothing but sha256. */
export interface FrozenPlans {
  /** sha256 (hex) of the canonical JSON. */
  readonly sha256: string;
  /** That JSON (RFC 8785), compressed with gzip. */
  readonly bytes: Uint8Array;
}

export interface ReferenceDates {
  /** Freezes a table's plans as they are now; resolves when they are durable. */
  freeze(table: string, name?: string): Promise<ReferenceDateMeta>;
  /** Oldest first. */
  list(table: string): Promise<readonly ReferenceDateMeta[]>;
  /**
   * Plans of a reference date by its id, or by a day: the last one made on that day or before it. Problems:
   * `unknownReferenceDate`, `damaged`.
   */
  plansAt(
    table: string,
    at: string,
  ): Promise<Result<{ readonly date: ReferenceDateMeta; readonly plans: Plans }>>;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export async function packPlans(plans: Plans): Promise<FrozenPlans> {
  const { projects, bottlenecks, targets } = plans;
  const json = canonicalJson({ layout: LAYOUT, projects, bottlenecks, targets });
  return { sha256: sha256(json), bytes: await compress(json) };
}

/** Problem `damaged`: it is not what was kept. */
export async function unpackPlans(frozen: FrozenPlans): Promise<Result<Plans>> {
  let json: string;
  try {
    json = (await decompress(frozen.bytes)).toString('utf8');
  } catch (error) {
    return problem('damaged', String(error));
  }
  if (sha256(json) !== frozen.sha256)
    return problem('damaged', 'The frozen plans do not have the hash that was kept.');
  const { projects, bottlenecks, targets } = JSON.parse(json) as Plans;
  return ok({ projects, bottlenecks, targets });
}

export interface ReferenceDatesOptions {
  readonly kept: Kept;
  readonly workspaces: Pick<Workspaces, 'read'>;
  readonly clock: Clock;
}

export function createReferenceDates({ kept, workspaces, clock }: ReferenceDatesOptions): ReferenceDates {
  const list = async (table: string): Promise<readonly ReferenceDateMeta[]> =>
    [...(await kept.list(table))].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));

  return {
    list,
    async freeze(table, name) {
      const plans = await workspaces.read(table, readPlans);
      const at = toIso(clock.now());
      const frozen = await packPlans(plans);
      const meta = {
        table,
        id: newId(),
        name: name ?? `Peildatum ${toDayInWords(clock.now())}`,
        at,
        sha256: frozen.sha256,
      };
      await kept.put({ ...meta, bytes: frozen.bytes });
      return meta;
    },
    async plansAt(table, at) {
      const dates = await list(table);
      const meta =
        dates.find(({ id }) => id === at) ??
        dates.findLast((one) => /^\d{4}-\d{2}-\d{2}$/.test(at) && toDay(Date.parse(one.at)) <= at);
      const found = meta === undefined ? null : await kept.get(table, meta.id);
      if (meta === undefined || found === null)
        return problem('unknownReferenceDate', 'There is no such reference date.', at);
      const plans = await unpackPlans(found);
      return plans.ok ? ok({ date: meta, plans: plans.value }) : plans;
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
