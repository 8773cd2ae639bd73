import { Crowd } from './crowd.ts';
import { Latencies } from './numbers.ts';
import { paced } from './paced.ts';
import { cpuSeconds } from './processes.ts';
import type { Address } from './servers.ts';
import { world } from './world.ts';

export interface FanOutTask {
  readonly address: Address;
  readonly clients: number;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface FanOut {
  /** Milliseconds from an edit to each of the others. */
  readonly p50: number;
  readonly p99: number;
  /** Part of a core that the server used, in %; null where the system does not say. */
  readonly cpu: number | null;
}

export async function fanOut({ address, clients, perSecond, seconds }: FanOutTask): Promise<FanOut> {
  const warmUp = perSecond;
  const edits = warmUp + perSecond * seconds;
  const crowd = new Crowd(address, world(clients, edits));
  await crowd.gather(clients);
  const latencies = new Latencies();
  crowd.onDelivery = (edit) => {
    if (edit >= warmUp) latencies.add(performance.now() - crowd.sentAt[edit]!);
  };
  const before = cpuSeconds(address.pid);
  const started = performance.now();
  await paced(perSecond, edits, (from, until) => crowd.send(from, until));
  const took = (performance.now() - started) / 1000;
  const after = cpuSeconds(address.pid);
  const complete = await crowd.settled(edits * (clients - 1));
  crowd.end();
  if (!complete) throw new Error(`only ${crowd.delivered} of ${edits * (clients - 1)} came`);
  const cpu = before === null || after === null ? null : ((after - before) / took) * 100;
  return { p50: latencies.at(0.5), p99: latencies.at(0.99), cpu };
}
