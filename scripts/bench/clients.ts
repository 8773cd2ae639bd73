import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as Y from 'yjs';
import { encodeSync, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { Crowd, hocuspocusToken, stateIn } from './crowd.ts';
import { Latencies, median } from './numbers.ts';
import type { Address } from './servers.ts';
import { connect, type Line } from './wire.ts';
import { makeWorld, type World } from './world.ts';

/** What the clients' process can be asked to do. Times are milliseconds. */
export interface Tasks {
  fanOut(task: { address: Address; clients: number; perSecond: number; seconds: number }): FanOut;
  ramp(task: { address: Address; clients: number; holdMs: number; from: number; refine: number }): Ramp;
  fill(task: { address: Address; clients: number; edits: number }): { perSecond: number };
  /** The one who loaded stays connected, until `leave`. */
  coldLoad(task: { address: Address; clients: number; edits: number }): ColdLoad;
  leave(task: Record<string, never>): Record<string, never>;
}
export interface FanOut {
  readonly p50: number;
  readonly p99: number;
  /** Part of a core that the server used, in %; null where the system does not say. */
  readonly cpu: number | null;
}
export interface Ramp {
  /** Updates a second of the fastest step that held. */
  readonly held: number;
  readonly p99: number;
  /** The next step failed because the clients could not send that fast. */
  readonly clientsLimit: boolean;
}
export interface ColdLoad {
  readonly firstFrame: number;
  readonly firstState: number;
  readonly synced: number;
  /** `Y.applyUpdate` of the same state, alone. */
  readonly apply: number;
  readonly bytes: number;
}

const LATENCY_LIMIT_MS = 250;
const FASTEST = 160_000;
/** The last one that was asked for: a row asks for the same again and again. */
let kept: { readonly writers: number; readonly edits: number; readonly world: World } | null = null;

function world(writers: number, edits: number): World {
  if (kept?.writers !== writers || kept.edits !== edits)
    kept = { writers, edits, world: makeWorld(writers, edits) };
  return kept.world;
}

async function fanOut({
  address,
  clients,
  perSecond,
  seconds,
}: Parameters<Tasks['fanOut']>[0]): Promise<FanOut> {
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

async function ramp({ address, clients, holdMs, from, refine }: Parameters<Tasks['ramp']>[0]): Promise<Ramp> {
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

async function fill({
  address,
  clients,
  edits,
}: Parameters<Tasks['fill']>[0]): Promise<{ perSecond: number }> {
  const crowd = new Crowd(address, world(clients, edits));
  await crowd.gather(clients);
  const started = performance.now();
  const AT_ONCE = 1000;
  for (let done = 0; done < edits; done += AT_ONCE) {
    const until = Math.min(edits, done + AT_ONCE);
    crowd.send(done, until);
    if (!(await crowd.settled(until * (clients - 1), 60_000))) throw new Error(`stuck after ${done} edits`);
  }
  const perSecond = edits / ((performance.now() - started) / 1000);
  crowd.end();
  return { perSecond };
}

async function coldLoad({ address, clients, edits }: Parameters<Tasks['coldLoad']>[0]): Promise<ColdLoad> {
  const { doc: expected, writers } = world(clients, edits);
  const state = Y.encodeStateAsUpdate(expected);
  const apply = median([1, 2, 3].map(() => applyAlone(state)));
  const doc = new Y.Doc();
  let firstFrame = NaN;
  let firstState = NaN;
  let bytes = 0;
  let opened: Line | null = null;
  const started = performance.now();
  const synced = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('not loaded within 60 s')), 60_000);
    void connect(address, (chunk, start, end) => {
      if (Number.isNaN(firstFrame)) firstFrame = performance.now() - started;
      const update = stateIn(chunk.subarray(start, end));
      if (update === null) return;
      if (Number.isNaN(firstState)) firstState = performance.now() - started;
      bytes += update.byteLength;
      Y.applyUpdate(doc, update);
      const complete = writers.every(
        (client) => Y.getState(doc.store, client) >= Y.getState(expected.store, client),
      );
      if (!complete || doc.store.pendingStructs !== null) return;
      clearTimeout(late);
      resolve(performance.now() - started);
    }).then((line) => {
      opened = line;
      if (address.prefix !== null) line.send(hocuspocusToken());
      line.send(encodeSync(SYNC.step1, Y.encodeStateVector(doc)));
    }, reject);
  });
  // Not ended yet: the memory of a document is looked at while somebody is there.
  visitor = opened;
  return { firstFrame, firstState, synced, apply, bytes };
}

/** What a process has used so far, by the kernel's own count of hundredths. */
function cpuSeconds(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

let visitor: Line | null = null;

function leave(): Promise<Record<string, never>> {
  visitor?.end();
  return Promise.resolve({});
}

function applyAlone(state: Uint8Array): number {
  const doc = new Y.Doc();
  const started = performance.now();
  Y.applyUpdate(doc, state);
  return performance.now() - started;
}

/** Calls `send` with the edits that are due, until all were. */
function paced(perSecond: number, edits: number, send: (from: number, until: number) => void): Promise<void> {
  const started = performance.now();
  return new Promise((resolve) => {
    let done = 0;
    const tick = (): void => {
      const due = Math.min(edits, Math.floor(((performance.now() - started) / 1000) * perSecond));
      if (due > done) send(done, due);
      done = Math.max(done, due);
      if (done >= edits) resolve();
      else setTimeout(tick, 1);
    };
    tick();
  });
}

const tasks = { fanOut, ramp, fill, coldLoad, leave };

/** The clients' process, from the side of who asks. */
export class Clients {
  readonly #child: ChildProcess = fork(fileURLToPath(import.meta.url), { stdio: 'inherit' });

  async ask<K extends keyof Tasks>(kind: K, task: Parameters<Tasks[K]>[0]): Promise<ReturnType<Tasks[K]>> {
    this.#child.send({ kind, task });
    const answer = await new Promise<{ result?: ReturnType<Tasks[K]>; error?: string }>((resolve) => {
      const ended = (): void => resolve({ error: 'the clients ended' });
      this.#child.once('exit', ended);
      this.#child.once('message', (message: { result?: ReturnType<Tasks[K]>; error?: string }) => {
        this.#child.off('exit', ended);
        resolve(message);
      });
    });
    if (answer.result === undefined) throw new Error(`${kind}: ${answer.error ?? 'no answer'}`);
    return answer.result;
  }

  end(): void {
    this.#child.kill();
  }
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on('message', ({ kind, task }: { kind: keyof Tasks; task: never }) => {
    tasks[kind](task).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
