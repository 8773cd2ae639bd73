import { newId } from '../../shared/lib/ids.ts';
import { systemClock } from '../../shared/lib/clock.ts';
import { createImports } from '../../server/src/exchange/imports.ts';
import { openStore } from '../../server/src/store/open.ts';
import { Rooms } from '../../server/src/sync/rooms.ts';
import { measured } from './measured-task.ts';
import { withFolder } from './servers.ts';

/**
 * `node scripts/bench/import.ts [ROWS]`: a CSV of that many plans is read, previewed, applied and taken back on the
 * embedded store. It prints, for each step, the seconds it took, the seconds of the process that went into the main
 * thread, and the longest that this thread worked without a pause: what a room would have had to wait.
 *
 * The pause is taken from the thread's own clock. On a machine with more work than cores a thread also stands still
 * because others run; that says something of the machine, not of the import.
 */
const ROWS = Number(process.argv[2] ?? 30_000);

const heads = [
  'Nr.',
  'Project',
  'Gemeente',
  'Status plan',
  'Knelpunten',
  'Totaal',
  '2027',
  '2028',
  '2029',
  'na 2032',
];
const csv = Buffer.from(
  [
    heads.join(';'),
    ...Array.from({ length: ROWS }, (_, n) =>
      [
        `P-${n}`,
        `Plan nummer ${n}`,
        'Zwolle',
        'vastgesteld',
        n % 3 === 0 ? 'netcongestie?' : '',
        40,
        10,
        10,
        10,
        10,
      ].join(';'),
    ),
  ].join('\r\n'),
);

const importer = { person: 'p', organisation: null, municipality: null };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, tag: () => silent };

await withFolder(async (dataDir) => {
  const opened = await openStore({ dataDir });
  if (!opened.ok) throw new Error(opened.message);
  const store = opened.value;
  const rooms = new Rooms({ store, clock: systemClock, log: silent });
  const imports = createImports({
    directory: store.directory,
    workspaces: rooms,
    clock: systemClock,
    newId,
    tableOf: () => ({ audience: 'tafel', municipalities: [] }),
    organisationOf: () => null,
  });
  const { id } = await measured('read and preview', () =>
    imports.preview('bench', importer, 'plannen.csv', csv),
  );
  await measured('look at it', () => imports.detail('bench', id, importer.person));
  const decision = { share: [], conflicts: {}, skip: [] };
  await measured('apply', () => imports.confirm('bench', id, importer.person, decision));
  await measured('take back', () => imports.revert('bench', id, importer.person));
  await rooms.stop();
  await store.close();
});
