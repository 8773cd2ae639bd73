import * as Y from 'yjs';
import { encodeSync, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { Crowd, hocuspocusToken, stateIn } from './crowd.ts';
import { median } from './numbers.ts';
import type { Address } from './servers.ts';
import { connect, type Line } from './wire.ts';
import { world } from './world.ts';

export interface FillTask {
  readonly address: Address;
  readonly clients: number;
  readonly edits: number;
}

/** Milliseconds from before the connection is made. */
export interface ColdLoad {
  readonly firstFrame: number;
  /** The first frame with plans in it. */
  readonly firstState: number;
  readonly synced: number;
  /** `Y.applyUpdate` of the same state, alone. */
  readonly apply: number;
  readonly bytes: number;
}

export async function fill({ address, clients, edits }: FillTask): Promise<{ perSecond: number }> {
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

/** The one who loaded stays connected, until `leave`. */
export async function coldLoad({ address, clients, edits }: FillTask): Promise<ColdLoad> {
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

let visitor: Line | null = null;

export function leave(): Promise<Record<string, never>> {
  visitor?.end();
  return Promise.resolve({});
}

function applyAlone(state: Uint8Array): number {
  const doc = new Y.Doc();
  const started = performance.now();
  Y.applyUpdate(doc, state);
  return performance.now() - started;
}
