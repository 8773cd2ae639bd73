import { loadavg } from 'node:os';
import type { Clients } from './clients.ts';
import type { ColdLoad } from './cold.ts';
import type { ByContender, ColdRow, FanOutRow } from './measured.ts';
import { measureDisk } from './disk.ts';
import { fieldMedians, type Percentiles } from './numbers.ts';
import type { Ramp } from './ramp.ts';
import type { SlowReader } from './slow-reader.ts';
import {
  coalescing,
  hocuspocus,
  ours,
  relay,
  withFolder,
  withServer,
  yWebsocket,
  yWebsocketKeeping,
  type Contender,
} from './servers.ts';

/** How much is measured. */
export interface Plan {
  readonly runs: number;
  /** Of each fan-out. */
  readonly seconds: number;
  /** Of each step of the ramp. */
  readonly holdMs: number;
  /** Steps between the last that held and the first that did not. */
  readonly refine: number;
  /** Small updates in the log of the cold load. */
  readonly rows: number;
  /** What goes by while one does not read. */
  readonly slow: { readonly perSecond: number; readonly bytes: number; readonly seconds: number };
  readonly gateEdits: number;
  readonly insightRounds: number;
  readonly commits: number;
  /** Edits that another browser is to show. */
  readonly edits: number;
  /** Of a page. */
  readonly visits: number;
}

const FAN_OUTS = [50, 200] as const;
const EDITS_PER_SECOND = 50;
const RAMP_CLIENTS = 20;
const RAMP_FROM = 2500;

/** Run by run and in each another server first, so that what else the machine does hits all alike. */
async function interleave<T>(
  contenders: readonly Contender[],
  runs: number,
  what: string,
  measure: (contender: Contender) => Promise<T>,
  afterRun: () => Promise<void> = () => Promise.resolve(),
): Promise<Map<Contender, T[]>> {
  const all = new Map<Contender, T[]>(contenders.map((contender) => [contender, []]));
  for (let run = 0; run < runs; run++) {
    for (let at = 0; at < contenders.length; at++) {
      const contender = contenders[(at + run) % contenders.length]!;
      const result = await measure(contender);
      all.get(contender)!.push(result);
      const load = (loadavg()[0] ?? NaN).toFixed(1);
      console.log(
        `${what}, run ${run + 1}, load ${load}, ${contender.name}: ${JSON.stringify(result, short)}`,
      );
    }
    await afterRun();
  }
  return all;
}

const contenders = (): Contender[] => [relay, coalescing, yWebsocket, hocuspocus, ours()];

export async function measureFanOut(
  clients: Clients,
  plan: Plan,
  among: readonly Contender[] = contenders(),
): Promise<FanOutRow[]> {
  const rows: FanOutRow[] = [];
  for (const count of FAN_OUTS) {
    const disk: Percentiles[] = [];
    const all = await interleave(
      among,
      plan.runs,
      `fan-out to ${count}`,
      (contender) =>
        withServer(contender, ({ address }) =>
          clients.ask('fanOut', {
            address,
            clients: count,
            perSecond: EDITS_PER_SECOND,
            seconds: plan.seconds,
          }),
        ),
      async () => void disk.push(await measureDisk(EDITS_PER_SECOND, 2)),
    );
    rows.push({ clients: count, results: mediansOf(all), disk: fieldMedians(disk) });
  }
  return rows;
}

export async function measureRamp(clients: Clients, plan: Plan): Promise<ByContender<Ramp>> {
  const all = await interleave(contenders(), plan.runs, 'ramp', (contender) =>
    withServer(contender, ({ address }) =>
      clients.ask('ramp', {
        address,
        clients: RAMP_CLIENTS,
        holdMs: plan.holdMs,
        from: RAMP_FROM,
        refine: plan.refine,
      }),
    ),
  );
  return [...all].map(([{ id, name }, runs]) => {
    // The run in the middle, whole: its p99 belongs to its step.
    const sorted = [...runs].sort((a, b) => a.held - b.held);
    return { id, name, result: sorted[runs.length >> 1]! };
  });
}

/** One of the clients stops reading: what the others notice, and what the server keeps for it. */
export async function measureSlowReader(clients: Clients, plan: Plan): Promise<ByContender<SlowReader>> {
  const all = await interleave(contenders(), plan.runs, 'slow reader', (contender) =>
    withServer(contender, ({ address }) =>
      clients.ask('slowReader', { address, clients: RAMP_CLIENTS, calmSeconds: 3, ...plan.slow }),
    ),
  );
  return mediansOf(all);
}

/** Each server is given the updates as clients give them, stopped, and then started anew for every load. */
export async function measureCold(clients: Clients, plan: Plan): Promise<ByContender<ColdRow>> {
  const rows: { id: string; name: string; result: ColdRow }[] = [];
  for (const contender of [yWebsocketKeeping, hocuspocus, ours()]) {
    const task = { clients: RAMP_CLIENTS, edits: plan.rows };
    const { fillPerSecond, loads } = await withFolder(async (dir) => {
      const filling = await contender.start(dir);
      const filled = await clients.ask('fill', { address: filling.address, ...task });
      await filling.stop();
      const loads: (ColdLoad & { heapMb: number })[] = [];
      for (let run = 0; run < Math.max(3, plan.runs); run++) {
        const server = await contender.start(dir);
        const before = await server.probe();
        const load = await clients.ask('coldLoad', { address: server.address, ...task });
        const after = await server.probe();
        await clients.ask('leave');
        await server.stop();
        loads.push({ ...load, heapMb: (after.heapBytes - before.heapBytes) / 1e6 });
        console.log(`cold load, ${contender.name}: ${JSON.stringify(loads.at(-1), short)}`);
      }
      return { fillPerSecond: filled.perSecond, loads };
    });
    const { id, name } = contender;
    rows.push({ id, name, result: { fillPerSecond, ...fieldMedians(loads) } });
  }
  return rows;
}

function mediansOf<T extends object>(all: Map<Contender, T[]>): ByContender<T> {
  return [...all].map(([{ id, name }, runs]) => ({ id, name, result: fieldMedians(runs) }));
}

function short(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}
