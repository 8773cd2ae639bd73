import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import { judge, type GateContext } from '../../server/src/sync/gate/gate.ts';
import { scan } from '../../server/src/sync/gate/scan.ts';

/**
 * `node scripts/bench/gate.ts [edits]`: what the gate adds to an edit at a table of 1,500 plans of ten blocks each.
 * Every edit is judged and applied, as in a room; the document of the one who writes is another one.
 */
const EDITS = Number(process.argv[2] ?? 20_000);
const PLANS = 1500;

const server = new Y.Doc();
for (let at = 0; at < PLANS; at++) {
  applyEdit(server, {
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
const writer = new Y.Doc();
Y.applyUpdate(writer, Y.encodeStateAsUpdate(server));
const claims = new Map<number, string>();
const context: GateContext = {
  doc: server,
  actor: { person: 'anna', organisation: 'o1', kind: 'municipality', municipality: '0150', role: 'member' },
  rules: { editing: 'own', observersAnnotate: false, audience: 'tafel' },
  fullState: false,
  ownerOf: (client) => claims.get(client),
};

const times = {
  scan: new Float64Array(EDITS),
  judge: new Float64Array(EDITS),
  apply: new Float64Array(EDITS),
};
let update = new Uint8Array();
writer.on('update', (bytes: Uint8Array) => (update = bytes as Uint8Array<ArrayBuffer>));
const projects = writer.getMap<Y.Map<unknown>>('projects');
const known = {
  clockOf: (client: number) => Y.getState(server.store, client),
  clients: server.store.clients.size,
  structs: () => 0,
};
for (let at = 0; at < EDITS; at++) {
  const plan = projects.get(`p${(at * 7919) % PLANS}`)!;
  if (at % 3 === 0) plan.set('likelihood', 10 + (at % 90));
  else if (at % 3 === 1) plan.set('name', `Rivierpoort ${at}`);
  else
    (plan.get('blocks') as Y.Map<Y.Map<unknown>>)
      .get(`b${(at * 7919) % PLANS}-${at % 10}`)!
      .set('homes', at % 500);
  time('scan', at, () => scan(update, known));
  const verdict = time('judge', at, () => judge(update, context));
  if (verdict.kind !== 'accepted' || verdict.touches.length !== 1) throw new Error(JSON.stringify(verdict));
  for (const client of verdict.claims) claims.set(client, 'anna');
  time('apply', at, () => Y.applyUpdate(server, update));
}

function time<T>(name: keyof typeof times, at: number, work: () => T): T {
  const started = performance.now();
  const result = work();
  times[name][at] = (performance.now() - started) * 1000;
  return result;
}

console.log(`${EDITS} edits at ${PLANS} plans, microseconds`);
for (const [name, all] of Object.entries(times)) {
  // The first ones are the compiler's.
  const sorted = all.slice(Math.min(2000, EDITS / 10)).sort();
  const at = (part: number): string => sorted[Math.floor(sorted.length * part)]!.toFixed(1);
  console.log(`${name}: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}`);
}
