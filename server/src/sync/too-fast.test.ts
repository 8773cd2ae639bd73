import { afterEach, expect, test, vi } from 'vitest';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { fixedClock } from '@bouwberaad/shared/lib/clock.ts';
import { CLOSE, encodeAwareness, encodeSync, FRAME, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { MemoryStore } from '../../test/memory-store.ts';
import { person, projectMap, startSyncServer } from '../../test/sync-server.ts';
import { limits } from './limits.ts';
import { loadDocument } from './load.ts';
import { Bucket } from './pace.ts';
import { docOf, Rooms } from './rooms.ts';
import { Session } from './session.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Small updates without end: the first makes a plan, the others fill in its field. */
function* smallUpdates(doc = new Y.Doc()): Generator<Uint8Array, never> {
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' }));
  for (let n = 0; ; n++) {
    for (const update of made.splice(0)) yield encodeSync(SYNC.update, update);
    (doc.getMap('projects').get('p1') as Y.Map<unknown>).set('place', `${n}`);
  }
}

/** A session at a wire that only remembers, in a room whose time stands still. */
async function sit(store = new MemoryStore()) {
  const clock = fixedClock('2026-11-24T10:00:00.000Z');
  const rooms = new Rooms({ store, clock, log: { warn: () => undefined, error: () => undefined } });
  ends.push(() => rooms.stop());
  const { room, release } = await rooms.acquire('west');
  const said = { saved: 0, refused: 0, code: 0, paused: false, answers: 0 };
  const session = new Session({
    room,
    clock,
    wire: {
      send: (frame) => {
        if (frame[0] === FRAME.saved)
          said.saved = decoding.readVarUint(decoding.createDecoder(frame.subarray(1)));
        if (frame[0] === FRAME.refused) said.refused += 1;
        if (frame[0] === FRAME.sync && frame[1] === SYNC.step2) said.answers += 1;
      },
      close: (code) => (said.code = code),
      pause: () => (said.paused = true),
      resume: () => (said.paused = false),
      buffered: () => 0,
    },
    person: { id: 'a', name: 'A', organisation: 'org-a', role: 'member' },
    rights: () => ({
      actor: person('a'),
      rules: { editing: 'own', observersAnnotate: false, audience: 'tafel' },
    }),
    wantsSaved: true,
    sentAhead: false,
    onEnd: release,
  });
  session.start();
  return { clock, room, session, said, store };
}

/** Another value of the field, `count` times: written while the clock says what `each` makes of it. */
function send(
  session: Session,
  frames: Generator<Uint8Array, never>,
  count: number,
  each?: () => void,
): void {
  for (let n = 0; n < count; n++) {
    session.receive(frames.next().value);
    each?.();
  }
}

test('R1: 1,000 small updates a second from one connection are never refused', async () => {
  const { clock, session, said, room } = await sit();
  const seconds = 5;
  const frames = smallUpdates();
  for (let second = 0; second < seconds; second++) {
    send(session, frames, 1000, () => {
      clock.advance(1);
    });
    await room.settled();
  }
  await vi.waitFor(() => {
    expect(said.saved).toBe(seconds * 1000);
  });
  expect(said.code).toBe(0);
  // Nor after an hour of it.
  const bucket = new Bucket(limits.updates, clock);
  for (let n = 0; n < 3600 * 1000; n++) {
    if (!bucket.take()) throw new Error(`refused after ${n}`);
    clock.advance(1);
  }
}, 60_000);

test('R1: what waited because we did not read comes at once and is not too fast', async () => {
  const { clock, session, said } = await sit();
  const frames = smallUpdates();
  send(session, frames, limits.updates.burst);
  session.pause(true);
  clock.advance(10_000);
  session.pause(false);
  send(session, frames, 10 * 1000);
  await vi.waitFor(() => {
    expect(said.saved).toBe(limits.updates.burst + 10_000);
  }, 5000);
  expect(said.code).toBe(0);
}, 60_000);

test('R1 R2: a flood is closed with 4529; all that was accepted before is saved and acknowledged, and no edit is blamed', async () => {
  const store = new MemoryStore();
  const { session, said, room } = await sit(store);
  store.hold();
  send(session, smallUpdates(), limits.updates.burst + 5000);
  // Nothing is said before it is durable, the goodbye neither.
  await vi.waitFor(() => {
    expect(store.waiting).toBe(1);
  });
  expect(said).toMatchObject({ code: 0, saved: 0 });
  store.letGo();
  await vi.waitFor(() => {
    expect(said.code).toBe(CLOSE.tooFast);
  }, 10_000);
  expect(said).toMatchObject({ saved: limits.updates.burst, refused: 0 });
  await room.settled();
  const { ydoc } = await loadDocument(store, docOf('west'));
  const place = (ydoc.getMap('projects').get('p1') as Y.Map<unknown>).get('place');
  // The first of them made the plan.
  expect(place).toBe(`${limits.updates.burst - 2}`);
}, 60_000);

test('R1: large updates count for what they cost', async () => {
  const { session, said } = await sit();
  const doc = new Y.Doc();
  const paste = (): Uint8Array => {
    const before = Y.encodeStateVector(doc);
    const notes = (doc.getMap('projects').get('p1') as Y.Map<unknown>).get('notes') as Y.XmlFragment;
    doc.transact(() => {
      notes.delete(0, notes.length);
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('x'.repeat(limits.textBytes - 100))]);
      notes.insert(0, [paragraph]);
    });
    return encodeSync(SYNC.update, Y.encodeStateAsUpdate(doc, before));
  };
  doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' }));
  session.receive(encodeSync(SYNC.update, Y.encodeStateAsUpdate(doc)));
  const allowed = Math.floor(limits.updates.burst / (limits.textBytes / limits.updateUnitBytes));
  expect(allowed).toBeGreaterThan(100);
  for (let n = 0; n < allowed + 5; n++) session.receive(paste());
  await vi.waitFor(() => {
    expect(said.code).toBe(CLOSE.tooFast);
  }, 10_000);
  expect(said.saved).toBeGreaterThan(allowed - 5);
}, 60_000);

test('R3: who asks for the whole document again and again is closed with 4529; once every few seconds is no flood', async () => {
  const question = encodeSync(SYNC.step1, Y.encodeStateVector(new Y.Doc()));
  const patient = await sit();
  for (let n = 0; n < 500; n++) {
    patient.session.receive(question);
    patient.clock.advance(1000);
  }
  expect(patient.said).toMatchObject({ answers: 500, code: 0 });
  const flood = await sit();
  for (let n = 0; n < 500; n++) flood.session.receive(question);
  expect(flood.said).toMatchObject({ answers: limits.step1.burst, code: CLOSE.tooFast });
});

test('R2: at a flood others see and save as always, keep their connection, and get what was accepted of it', async () => {
  const store = new MemoryStore();
  const clock = fixedClock('2026-11-24T10:00:00.000Z');
  const server = await startSyncServer(store, [person('a'), person('b'), person('c')], {}, { clock });
  ends.push(server.stop);
  const writer = server.connect('b');
  const reader = server.connect('c');
  const closes = vi.fn();
  for (const { provider } of [writer, reader]) provider.on('connection-close', closes);
  await vi.waitFor(() => {
    expect(writer.provider.synced && reader.provider.synced).toBe(true);
  });
  writer.doc.getMap('projects').set('p2', projectMap('b', { organisation: 'org-b' }));
  const flood = new WebSocket(`${server.url}/west/workspace?token=a&saved=1`);
  ends.push(() => flood.terminate());
  const said = { code: 0, saved: 0 };
  flood.on('close', (code) => (said.code = code));
  flood.on('message', (data: Buffer) => {
    if (data[0] === FRAME.saved) said.saved = decoding.readVarUint(decoding.createDecoder(data.subarray(1)));
  });
  await new Promise((resolve) => flood.once('open', resolve));
  const frames = smallUpdates();
  for (let n = 0; n < limits.updates.burst * 1.5; n++) flood.send(frames.next().value);
  let seen = 0;
  while (said.code === 0) {
    const value = `${++seen}`;
    (writer.doc.getMap('projects').get('p2') as Y.Map<unknown>).set('place', value);
    await vi.waitFor(() => {
      expect((reader.doc.getMap('projects').get('p2') as Y.Map<unknown> | undefined)?.get('place')).toBe(
        value,
      );
    }, 10_000);
  }
  // Read in one go it would be one or two: see `framesPerTurn`.
  expect(seen).toBeGreaterThan(10);
  expect(said.code).toBe(CLOSE.tooFast);
  expect(said.saved).toBe(limits.updates.burst);
  expect(closes).not.toHaveBeenCalled();
  await vi.waitFor(() => {
    expect((reader.doc.getMap('projects').get('p1') as Y.Map<unknown>).get('place')).toBe(
      `${said.saved - 2}`,
    );
  }, 10_000);
}, 60_000);

test('R4: presence that floods is thinned to the newest, its sender stays', async () => {
  const server = await startSyncServer(new MemoryStore(), [person('a'), person('b')]);
  ends.push(server.stop);
  const other = server.connect('b');
  const flood = new WebSocket(`${server.url}/west/workspace?token=a`);
  ends.push(() => flood.terminate());
  await vi.waitFor(() => {
    expect(other.provider.synced && flood.readyState === flood.OPEN).toBe(true);
  });
  let told = 0;
  other.provider.awareness.on('update', ({ added, updated }: { added: number[]; updated: number[] }) => {
    if ([...added, ...updated].includes(7)) told += 1;
  });
  const changes = 5000;
  for (let clock = 1; clock <= changes; clock++) {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 7);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify({ cursor: clock }));
    flood.send(encodeAwareness(encoding.toUint8Array(encoder)));
  }
  await vi.waitFor(() => {
    expect(other.provider.awareness.getStates().get(7)).toMatchObject({ cursor: changes });
  }, 5000);
  // What two seconds of it allow: no machine takes longer to read them.
  expect(told).toBeLessThanOrEqual(limits.presence.burst + 2 * limits.presence.perSecond);
  expect(flood.readyState).toBe(flood.OPEN);
});

test('R5: who announces client ids without end is sent away', async () => {
  const { session, said } = await sit();
  const announce = (client: number): void => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME.claim);
    encoding.writeVarUint(encoder, client);
    session.receive(encoding.toUint8Array(encoder));
  };
  for (let client = 1; client <= limits.announcements; client++) announce(client);
  expect(said.code).toBe(0);
  announce(99);
  await vi.waitFor(() => {
    expect(said.code).toBe(CLOSE.malformed);
  });
});
