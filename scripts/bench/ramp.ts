import { Crowd } from './crowd.ts';
import { Latencies } from './numbers.ts';
import { paced } from './paced.ts';
import type { Address } from './servers.ts';
import { world } from './world.ts';

export interface RampTask {
  readonly address: Address;
  readonly clients: number;
  readonly holdMs: number;
  readonly from: number;
  readonly refine: number;
}

export interface Ramp {
  /** Updates a second of the fastest step that held. */
  readonly held: number;
  /** Milliseconds, in that step. */
  readonly p99: number;
  /** The next step failed because the clients could not send that fast. */
  readonly clientsLimit: boolean;
}

const LATENCY_LIMIT_MS = 250;
const FASTEST = 160_000;

export async function ramp({ address, clients, holdMs, from, refine }: RampTask): Promise<Ramp> {
  const crowd = new Crowd(address, world(clients, rampEdits(holdMs, from, refine)));
  await crowd.gather(clients);
  let done = 0;
  let best: Ramp = { held: 0, p99: NaN, clientsLimit: false };
  /** Answers whether that many a second were held. */
  const step = async (perSecond: number): Promise<boolean> => {
    const latencies = new Latencies();
    crowd.onDelivery = (edit) => latencies.add(performance.now() - crowd.sentAt[edit]!);
    const edits = Math.floor((perSecond * holdMs) / 1000);
    const first = done;
    if (first + edits > crowd.frames.length) return false;
    const started = performance.now();
    await paced(perSecond, edits, (a, b) => crowd.send(first + a, first + b));
    const sending = performance.now() - started;
    done += edits;
    const complete = await crowd.settled(done * (clients - 1));
    const tooSlow = sending > holdMs * 1.1;
    const held = complete && latencies.at(0.99) < LATENCY_LIMIT_MS && !tooSlow;
    if (held) best = { held: perSecond, p99: latencies.at(0.99), clientsLimit: false };
    else best = { ...best, clientsLimit: complete && tooSlow };
    return held;
  };
  try {
    // Nobody's first second counts: compilers are at work, and the plans have just come.
    await step(from / 2);
    await step(from / 2);
    best = { held: 0, p99: NaN, clientsLimit: false };
    let failed = from;
    while (failed <= FASTEST && (await step(failed))) failed *= 2;
    for (let more = 0; more < refine && best.held > 0; more++) {
      const middle = Math.round(Math.sqrt(best.held * failed));
      if (!(await step(middle))) failed = middle;
    }
  } catch (error) {
    if (best.held === 0) throw error;
  }
  crowd.end();
  return best;
}

/** As many as the whole way up and the steps between can take. */
function rampEdits(holdMs: number, from: number, refine: number): number {
  let sum = from;
  for (let step = from; step <= FASTEST / 2; step *= 2) sum += step;
  return Math.ceil((sum * (1 + refine / 2) * holdMs) / 1000);
}
