import { systemClock, toIso } from '../../shared/lib/clock.ts';
import { newId } from '../../shared/lib/ids.ts';
import type { Edit } from '../../shared/edit/edit.ts';
import type { Result } from '../../shared/lib/result.ts';
import { createExporter } from '../../server/src/exchange/export-thread.ts';
import { EXPORT_FILES } from '../../server/src/exchange/exports.ts';
import { Rooms } from '../../server/src/sync/rooms.ts';
import { openStore } from '../../server/src/store/open.ts';
import { measured } from './measured-task.ts';
import { withFolder } from './servers.ts';

/**
 * `node scripts/bench/export.ts [PLANS]`: every export of a table of that many plans on the embedded store. Of each it
 * prints what `import.ts` does of its steps: the seconds it took, and the longest that the rooms had to wait.
 */
const PLANS = Number(process.argv[2] ?? 5000);
const CHUNK = 100;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, tag: () => silent };
const stamp = { by: newId(), at: toIso(systemClock.now()) };

await withFolder(async (dataDir) => {
  const opened = await openStore({ dataDir });
  if (!opened.ok) throw new Error(opened.message);
  const store = opened.value;
  const rooms = new Rooms({ store, clock: systemClock, log: silent });
  for (let at = 0; at < PLANS; at += CHUNK) {
    const edits = Array.from({ length: CHUNK }, (_, n) => plan(at + n));
    const made = await rooms.edit('bench', { type: 'batch', name: 'bench', edits }, stamp.by);
    if (!made.ok) throw new Error(made.message);
  }
  const exporter = createExporter({ workspaces: rooms, clock: systemClock });
  const table = { id: 'bench', name: 'Bench', audience: 'tafel', municipalities: [], names: {} } as const;
  const reader = {
    person: stamp.by,
    organisation: 'o',
    kind: 'other',
    municipality: null,
    role: 'member',
  } as const;
  for (const file of EXPORT_FILES) {
    await measured(file, (): Promise<Result<unknown>> => exporter.make(file, table, reader, {}));
  }
  await rooms.stop();
  await store.close();
});

function plan(n: number): Exclude<Edit, { type: 'batch' }> {
  const block = (year: number): Record<string, string | number | Record<string, number>> => ({
    kind: 'build',
    year,
    homes: 20 + (n % 30),
    dwelling: { grondgebonden: 10, appartement: 10 },
    segment: { 'sociale huur': 6, middenhuur: 5, 'betaalbare koop': 9 },
    ...stamp,
  });
  return {
    type: 'createRecord',
    root: 'projects',
    id: newId(),
    fields: {
      name: `Plan nummer ${n}`,
      externalId: String(n + 1),
      municipality: n % 2 === 0 ? '0193' : '0150',
      phase: 'ontwerp',
      planStatus: '2A',
      likelihood: 70,
      ...stamp,
    },
    blocks: { [newId()]: block(2027 + (n % 5)), [newId()]: block(2029 + (n % 4)) },
  };
}
