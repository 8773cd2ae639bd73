import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { fixedClock } from '@bouwberaad/shared/lib/clock.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { fold } from '@bouwberaad/shared/register/fold.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';
import { createConductor } from '../src/meeting/conductor.ts';
import { createAccess } from '../src/store/access.ts';
import { historyAt } from '../src/store/contract/history-at.ts';
import { openStore } from '../src/store/open.ts';
import { Rooms } from '../src/sync/rooms.ts';
import { dyingStore } from './dying-store.ts';

/**
 * A process that takes a decision on a real store and dies at a point on the way (argument 1; 0: nowhere), or, with
 * `recover`, starts again on the same data and says what it finds. Prints one line of JSON.
 */
const TABLE = 'west';
const stamp = { by: 'chair', at: '2026-11-24T10:00:00.000Z' };
const log = { warn: () => undefined, error: () => undefined };

async function main(): Promise<void> {
  const [what = '0'] = process.argv.slice(2);
  const opened = await openStore({
    dataDir: process.env['DATA_DIR'] ?? '',
    mongoUrl: process.env['MONGODB_URL'],
  });
  if (!opened.ok) throw new Error(opened.message);
  const store = dyingStore(opened.value, Number(what));
  const access = await createAccess(store.directory);
  const clock = fixedClock('2026-11-24T13:00:00.000Z');
  const rooms = new Rooms({ store, clock, log });
  const conductor = createConductor({
    register: store.register,
    workspaces: rooms,
    access,
    clock,
    newId,
    newSalt: newId,
    figures: () => ({ before: {}, after: {} }),
    freeze: () => Promise.resolve({ id: 'x', sha256: '0'.repeat(64) }),
    publish: () => undefined,
    log,
  });
  if (what === 'recover') {
    await conductor.start([TABLE]);
    await conductor.recover(TABLE);
  } else {
    await access.directory.put('organisation', { id: 'o', name: 'O', kind: 'other', municipality: null });
    await access.directory.put('person', {
      id: 'chair',
      name: 'C',
      email: null,
      organisation: 'o',
      admin: false,
    });
    const settings = { audience: 'tafel', editing: 'own', observersAnnotate: false } as const;
    await access.directory.put('table', {
      id: TABLE,
      name: 'W',
      kind: 'regional',
      parent: null,
      municipalities: [],
      settings,
    });
    await access.directory.put('seat', {
      id: `${TABLE}/chair`,
      table: TABLE,
      person: 'chair',
      role: 'chair',
    });
    await rooms.edit(
      TABLE,
      { type: 'createRecord', root: 'projects', id: 'p', fields: { name: 'Kade', likelihood: 50, ...stamp } },
      'chair',
    );
    const changes = [{ path: 'projects/p/likelihood', from: 50, to: 90 }];
    await rooms.edit(
      TABLE,
      {
        type: 'createRecord',
        root: 'proposals',
        id: 'v',
        fields: { title: 'Doorpakken', changes, ...stamp },
      },
      'chair',
    );
    const give = (type: string, more = {}): ReturnType<typeof conductor.command> =>
      conductor.command('chair', { id: newId(), table: TABLE, type, ...more });
    conductor.connected(TABLE, 'chair');
    await give('openMeeting');
    const round = await give('openRound', { proposal: 'v', form: 'hamerstuk' });
    store.arm();
    await give('closeRound', { round: round.ok ? round.round : '' });
  }
  const entries = await store.register.read(TABLE, 0);
  const found = {
    points: store.passed(),
    likelihood: await rooms.read(TABLE, (doc) => readAll(doc, 'projects')[0]?.likelihood),
    changed: (await historyAt(store.history, `${TABLE}/workspace`, 'projects/p/likelihood')).filter(
      ({ from, to }) => from === 50 && to === 90,
    ).length,
    decisions: fold(entries).decisions.size,
    applied: entries.filter(({ event }) => event.type === 'applied').length,
    verified: verifyChain(entries).ok,
  };
  await conductor.stop();
  await rooms.stop();
  await store.close();
  console.log(JSON.stringify(found));
}

await main();
