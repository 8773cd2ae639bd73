import { fileURLToPath } from 'node:url';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { judge, type GateContext } from '../../server/src/sync/gate/gate.ts';
import { scan } from '../../server/src/sync/gate/scan.ts';

/** Of each step of an edit, in microseconds. */
export type GateTimes = Readonly<
  Record<'scan' | 'judge' | 'apply', Readonly<Record<'p50' | 'p90' | 'p99', number>>>
>;

const GATE_PLANS = 1500;

const context = (doc: Y.Doc, claims: ReadonlyMap<number, string>): GateContext => ({
  doc,
  actor: { person: 'anna', organisation: 'o1', kind: 'municipality', municipality: '0150', role: 'member' },
  rules: { editing: 'own', observersAnnotate: false, audience: 'tafel' },
  fullState: false,
  ownerOf: (client) => claims.get(client),
});

/**
 * What the gate adds to an edit at a table of 1,500 plans of ten blocks each. Every edit is judged and applied, as in a
 * room; the document of the one who writes is another one.
 */
export function measureGate(edits: number): GateTimes {
  const server = makePlans();
  const writer = new Y.Doc();
  Y.applyUpdate(writer, Y.encodeStateAsUpdate(server));
  let update = new Uint8Array();
  writer.on('update', (bytes: Uint8Array) => (update = bytes as Uint8Array<ArrayBuffer>));
  const claims = new Map<number, string>();
  const gate = context(server, claims);
  const known = {
    clockOf: (client: number) => Y.getState(server.store, client),
    clients: server.store.clients.size,
    structs: () => 0,
  };
  const times = { scan: new Stopwatch(edits), judge: new Stopwatch(edits), apply: new Stopwatch(edits) };
  for (let at = 0; at < edits; at++) {
    change(writer, at);
    times.scan.time(() => scan(update, known));
    const verdict = times.judge.time(() => judge(update, gate));
    if (verdict.kind !== 'accepted' || verdict.touches.length !== 1) throw new Error(JSON.stringify(verdict));
    for (const client of verdict.claims) claims.set(client, 'anna');
    times.apply.time(() => Y.applyUpdate(server, update));
  }
  return {
    scan: times.scan.percentiles(),
    judge: times.judge.percentiles(),
    apply: times.apply.percentiles(),
  };
}

function makePlans(): Y.Doc {
  const doc = new Y.Doc();
  for (let at = 0; at < GATE_PLANS; at++) {
    applyEdit(doc, {
      type: 'createRecord',
      root: 'projects',
      id: `p${at}`,
      fields: {
        name: `Plan ${at}`,
        organisation: `o${at % 25}`,
        municipality: '0150',
        by: 'import',
        likelihood: 50,
        phase: 'initiatief',
      },
      blocks: Object.fromEntries(
        Array.from({ length: 10 }, (_, year) => [
          `b${at}-${year}`,
          { kind: 'build', year: 2026 + year, homes: 20 },
        ]),
      ),
    });
  }
  return doc;
}

function change(writer: Y.Doc, at: number): void {
  const plan = (at * 7919) % GATE_PLANS;
  const map = writer.getMap<Y.Map<unknown>>('projects').get(`p${plan}`)!;
  if (at % 3 === 0) map.set('likelihood', 10 + (at % 90));
  else if (at % 3 === 1) map.set('name', `Rivierpoort ${at}`);
  else (map.get('blocks') as Y.Map<Y.Map<unknown>>).get(`b${plan}-${at % 10}`)!.set('homes', at % 500);
}

class Stopwatch {
  readonly #times: Float64Array;
  #count = 0;

  constructor(size: number) {
    this.#times = new Float64Array(size);
  }

  time<T>(work: () => T): T {
    const started = performance.now();
    const result = work();
    this.#times[this.#count++] = (performance.now() - started) * 1000;
    return result;
  }

  percentiles(): { p50: number; p90: number; p99: number } {
    // The first ones are the compiler's.
    const sorted = this.#times.slice(Math.min(2000, this.#count / 10), this.#count).sort();
    const at = (part: number): number => sorted[Math.floor(sorted.length * part)]!;
    return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
  }
}

/** `node scripts/bench/gate.ts [edits]` */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const edits = Number(process.argv[2] ?? 20_000);
  console.log(`${edits} edits at ${GATE_PLANS} plans, microseconds`);
  console.table(measureGate(edits));
}
