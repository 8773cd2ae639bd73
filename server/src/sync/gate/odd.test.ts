import * as decoding from 'lib0/decoding';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { CLOSE, encodeSync, FRAME, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { MemoryStore } from '../../../test/memory-store.ts';
import { person, projectMap, startSyncServer } from '../../../test/sync-server.ts';
import { limits } from '../limits.ts';

/** What plain, honest providers do. Each was seen; none of it may end a connection. */
const anna = person('anna', { organisation: 'o' });
const bram = person('bram', { organisation: 'o' });
const chair = person('chair', { role: 'chair' });
const observer = person('eve', { role: 'observer' });

type Server = Awaited<ReturnType<typeof startSyncServer>>;
type Client = ReturnType<Server['connect']> & { readonly closed: number[] };

let running: Server | null = null;

async function start(): Promise<{
  server: Server;
  store: MemoryStore;
  connect: (id: string, doc?: Y.Doc) => Client;
}> {
  const store = new MemoryStore();
  const server = await startSyncServer(store, [anna, bram, chair, observer]);
  running = server;
  const connect = (id: string, doc?: Y.Doc): Client => {
    const client = server.connect(id, 'west', doc);
    const closed: number[] = [];
    client.provider.on('connection-close', (event: { code: number } | null) => closed.push(event?.code ?? 0));
    return { ...client, closed };
  };
  return { server, store, connect };
}

afterEach(async () => {
  vi.useRealTimers();
  await running?.stop();
  running = null;
});

async function synced(...clients: { provider: WebsocketProvider }[]): Promise<void> {
  await vi.waitFor(() => {
    for (const { provider } of clients) expect(provider.synced).toBe(true);
  });
}

/** Everybody sees the same and nobody was sent away. */
async function together(...clients: Client[]): Promise<void> {
  await vi.waitFor(() => {
    for (const { doc, provider } of clients) {
      expect(doc.getMap('projects').toJSON()).toEqual(clients[0]!.doc.getMap('projects').toJSON());
      expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(clients[0]!.doc));
      expect(provider.synced).toBe(true);
    }
  });
  expect(clients.map(({ closed }) => closed)).toEqual(clients.map(() => []));
}

function plan(doc: Y.Doc, id = 'p1'): Y.Map<unknown> {
  return doc.getMap<Y.Map<unknown>>('projects').get(id)!;
}

function notes(doc: Y.Doc): Y.XmlFragment {
  return plan(doc).get('notes') as Y.XmlFragment;
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

const textIn = (doc: Y.Doc, at = 0): Y.XmlText => (notes(doc).get(at) as Y.XmlElement).get(0) as Y.XmlText;

/** A table with one plan of `o` with a paragraph, and the two who may write it. */
async function tableWithPlan(): Promise<Awaited<ReturnType<typeof start>> & { one: Client; two: Client }> {
  const all = await start();
  const [one, two] = [all.connect('anna'), all.connect('bram')];
  await synced(one, two);
  one.doc.getMap('projects').set('p1', projectMap('anna', { organisation: 'o' }));
  notes(one.doc).insert(0, [paragraph('kade')]);
  await vi.waitFor(() => expect(notes(two.doc).length).toBe(1));
  return { ...all, one, two };
}

describe('P1', () => {
  test("a provider echoes everybody's awareness", async () => {
    const { one, two, connect } = await tableWithPlan();
    for (const { provider } of [one, two])
      provider.awareness.setLocalState({ cursor: provider.doc.clientID });
    const three = connect('chair');
    const states = (): unknown[] => [...three.provider.awareness.getStates().keys()];
    await vi.waitFor(() =>
      expect(states()).toEqual(expect.arrayContaining([one.doc.clientID, two.doc.clientID])),
    );
    for (let at = 0; at < 10; at++) two.provider.awareness.setLocalState({ cursor: at });
    await vi.waitFor(() =>
      expect(three.provider.awareness.getStates().get(two.doc.clientID)).toMatchObject({
        cursor: 9,
        user: { id: 'bram' },
      }),
    );
    expect(three.provider.awareness.getStates().get(one.doc.clientID)).toMatchObject({
      cursor: one.doc.clientID,
      user: { id: 'anna' },
    });
    await together(one, two, three);
  });
});

describe('the line', () => {
  test('a provider hangs up after 30 s without a message, and pings are none', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const { connect } = await start();
    const one = connect('anna');
    await new Promise<void>((resolve) => one.provider.once('sync', () => resolve()));
    for (let round = 0; round < 6; round++) {
      const socket = one.provider.ws as unknown as WebSocket;
      const heard = new Promise((resolve) => socket.once('message', resolve));
      vi.advanceTimersByTime(limits.keepAliveMs);
      await heard;
      // Its answer to the server's ping is there before this one's answer is back.
      const answered = new Promise((resolve) => socket.once('pong', resolve));
      socket.ping();
      await answered;
    }
    expect(one.provider.wsconnected).toBe(true);
    expect(one.closed).toEqual([]);
  });

  test('it reads one message of a frame', async () => {
    const { one, two, server } = await tableWithPlan();
    const raw = new WebSocket(`${server.url}/west/workspace?token=chair&saved=1`);
    const frames: Uint8Array[] = [];
    raw.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
    await new Promise((resolve) => raw.on('open', resolve));
    for (let at = 0; at < 30; at++) plan(at % 2 === 0 ? one.doc : two.doc).set('total', at);
    one.provider.awareness.setLocalState({ cursor: 1 });
    await together(one, two);
    raw.send(encodeSync(SYNC.step1, Uint8Array.of(0)));
    await vi.waitFor(() =>
      expect(frames.filter((frame) => frame[0] === FRAME.sync && frame[1] === SYNC.step2)).toHaveLength(1),
    );
    for (const frame of frames) {
      const decoder = decoding.createDecoder(frame);
      const kind = decoding.readVarUint(decoder);
      if (kind !== FRAME.sync && kind !== FRAME.awareness) continue;
      if (kind === FRAME.sync) decoding.readVarUint(decoder);
      decoding.readVarUint8Array(decoder);
      expect(decoding.hasContent(decoder)).toBe(false);
    }
    raw.close();
  });

  test('after a restart (1012) it comes back by itself', async () => {
    const { one, server } = await tableWithPlan();
    server.door.close();
    await vi.waitFor(() => expect(one.closed).toEqual([CLOSE.restart]));
    await vi.waitFor(() => expect(one.provider.synced).toBe(true));
    plan(one.doc).set('place', 'Zwolle');
    const two = server.connect('bram');
    await vi.waitFor(() => expect(plan(two.doc).get('place')).toBe('Zwolle'));
  });
});

describe('G2', () => {
  test('edits made between open and the step 1 of the server come as gaps, and none is lost', async () => {
    const { one, connect } = await tableWithPlan();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc));
    plan(doc).set('place', 'offline');
    const two = connect('bram', doc);
    two.provider.on('status', ({ status }: { status: string }) => {
      if (status === 'connected') for (let at = 0; at < 20; at++) plan(doc).set('total', at);
    });
    await vi.waitFor(() => expect(plan(one.doc).toJSON()).toMatchObject({ place: 'offline', total: 19 }));
    await together(one, two);
  });

  test('a document with a hole sends item, skip, item; the connection stays until another tab brings the rest', async () => {
    const { one, connect } = await tableWithPlan();
    const writer = new Y.Doc();
    Y.applyUpdate(writer, Y.encodeStateAsUpdate(one.doc));
    const updates: Uint8Array[] = [];
    writer.on('update', (update: Uint8Array) => updates.push(update));
    for (const total of [1, 2, 3]) plan(writer).set('total', total);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc));
    Y.applyUpdate(doc, updates[0]!);
    Y.applyUpdate(doc, updates[2]!);
    expect(doc.store.pendingStructs).not.toBeNull();
    const holed = connect('bram', doc);
    // The server has asked more than once, and nothing of it was taken in part.
    let asked = 0;
    (holed.provider.ws as unknown as WebSocket).on('message', (data: ArrayBuffer) => {
      const [kind, message] = new Uint8Array(data);
      if (kind === FRAME.sync && message === SYNC.step1) asked += 1;
    });
    await vi.waitFor(() => expect(asked).toBeGreaterThan(2));
    expect(plan(one.doc).get('total')).toBeUndefined();
    const whole = connect('bram', writer);
    await together(one, holed, whole);
    expect(plan(one.doc).get('total')).toBe(3);
  });

  test('one that never gets whole is sent away after ten questions (4408)', async () => {
    const { server } = await start();
    const raw = new WebSocket(`${server.url}/west/workspace?token=anna`);
    const gone = new Promise<number>((resolve) => raw.on('close', resolve));
    const hole = Uint8Array.of(1, 1, 7, 5, 0, 1, 0);
    let asked = 0;
    raw.on('message', (data: Buffer) => {
      if (data[0] !== FRAME.sync || data[1] !== SYNC.step1) return;
      asked += 1;
      raw.send(encodeSync(SYNC.step2, hole));
      raw.send(encodeSync(SYNC.update, hole));
    });
    expect(await gone).toBe(CLOSE.tooManyResyncs);
    // The first is the greeting of every connection.
    expect(asked).toBe(1 + limits.resyncs);
  });

  test('20,000 of them without an answer end at the limit, and nothing of them is kept', async () => {
    const { server, store } = await start();
    const raw = new WebSocket(`${server.url}/west/workspace?token=anna`);
    const gone = new Promise<number>((resolve) => raw.on('close', resolve));
    await new Promise((resolve) => raw.on('open', resolve));
    const saved = store.groups.length;
    for (let at = 0; at < 20_000; at++)
      raw.send(encodeSync(SYNC.update, Uint8Array.of(1, 1, 7, 5 + (at % 100), 0, 1, 0)));
    expect(await gone).toBe(CLOSE.tooManyResyncs);
    expect(store.groups.slice(saved).flatMap(({ updates }) => updates)).toEqual([]);
    expect(await server.rooms.read('west', (doc) => doc.store.pendingStructs)).toBeNull();
  });
});

describe('G13', () => {
  test('created and deleted offline arrives as a collected struct without a parent, and is claimed', async () => {
    const { one, two, store, connect } = await tableWithPlan();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc));
    notes(doc).insert(1, [paragraph('weg')]);
    notes(doc).delete(1);
    const structs = doc.store.clients.get(doc.clientID)!;
    expect(structs.some((struct) => struct instanceof Y.GC)).toBe(true);
    const three = connect('anna', doc);
    await together(one, two, three);
    const claims = store.groups.flatMap((group) => group.claims);
    expect(claims).toContainEqual({ client: doc.clientID, person: 'anna' });
  });

  test('an edit in what was collected meanwhile touches nothing', async () => {
    const { one, two, connect, server } = await tableWithPlan();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(two.doc));
    textIn(doc).insert(2, 'lang genoeg');
    textIn(doc).format(0, 3, { bold: true });
    notes(one.doc).delete(0);
    await together(one, two);
    const three = connect('bram', doc);
    await together(one, two, three);
    expect(await server.rooms.read('west', (live): number => notes(live).length)).toBe(0);
  });
});

describe('G12', () => {
  test("an observer's step 2 carries all structs and all deletions", async () => {
    const { one, two, connect } = await tableWithPlan();
    for (let at = 0; at < 50; at++) {
      textIn(one.doc).insert(0, 'abc');
      textIn(two.doc).delete(1, 1);
      plan(one.doc).set('total', at);
    }
    await together(one, two);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc));
    const eve = connect('eve', doc);
    await together(one, two, eve);
  });

  test('others known structs in the full state of a program that always sends everything', async () => {
    const { one, two, server } = await tableWithPlan();
    const raw = new WebSocket(`${server.url}/west/workspace?token=eve&saved=1`);
    const frames: Uint8Array[] = [];
    raw.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
    await new Promise((resolve) => raw.on('open', resolve));
    raw.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(one.doc)));
    await vi.waitFor(() =>
      expect(frames.some((frame) => frame[0] === FRAME.saved && frame[1] === 1)).toBe(true),
    );
    raw.close();
    await together(one, two);
  });
});

describe('G16', () => {
  test('an observer, whose Yjs tidies up after the formats of others, stays', async () => {
    const { one, two, connect, server } = await tableWithPlan();
    const eve = connect('eve');
    await synced(eve);
    const { doc } = eve;
    eve.provider.disconnect();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(two.doc));
    const before = Y.encodeStateVector(other);
    // One makes letters bold while the other deletes them: what is left are formats around nothing.
    textIn(other).delete(0, 2);
    textIn(one.doc).format(0, 2, { bold: true });
    textIn(one.doc).format(2, 2, { italic: true });
    await together(one, two);
    const raw = new WebSocket(`${server.url}/west/workspace?token=bram`);
    await new Promise((resolve) => raw.on('open', resolve));
    raw.send(encodeSync(SYNC.update, Y.encodeStateAsUpdate(other, before)));
    await vi.waitFor(() => expect(textIn(one.doc).length).toBe(2));
    raw.close();
    let sent = 0;
    doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin !== eve.provider) sent += 1;
    });
    // What happened meanwhile comes in one piece: her Yjs tidies up more than the server's, which saw one after the other.
    eve.provider.connect();
    await vi.waitFor(() => expect(sent).toBeGreaterThan(0));
    plan(two.doc).set('place', 'Kampen');
    await vi.waitFor(() => expect(plan(doc).get('place')).toBe('Kampen'));
    expect(eve.closed.filter((code) => code >= 4400)).toEqual([]);
    // A format that shows is not an observer's to take away.
    textIn(doc).format(0, 1, { italic: null });
    await vi.waitFor(() => expect(eve.closed.at(-1)).toBe(CLOSE.notAllowed));
  });
});

describe('G3', () => {
  test('two people with the same client id: the later one is told to take another (4409) and loses nothing', async () => {
    const { one, two, connect } = await tableWithPlan();
    const doc = new Y.Doc();
    doc.clientID = one.doc.clientID;
    const three = connect('bram', doc);
    await synced(three);
    doc.clientID = one.doc.clientID;
    plan(doc).set('place', 'Raalte');
    await vi.waitFor(() => expect(three.closed).toEqual([CLOSE.clientTaken]));
    // A new document and a new id, and the edit again.
    const again = connect('bram');
    await synced(again);
    plan(again.doc).set('place', 'Raalte');
    await together(one, two, again);
    expect(plan(one.doc).get('place')).toBe('Raalte');
  });

  test('an announced id is taken before anything is written under it', async () => {
    const { one, server, store, connect } = await tableWithPlan();
    const raw = new WebSocket(`${server.url}/west/workspace?token=anna`);
    await new Promise((resolve) => raw.on('open', resolve));
    raw.send(Uint8Array.of(FRAME.claim, 77));
    await vi.waitFor(() =>
      expect(store.groups.flatMap(({ claims }) => claims)).toContainEqual({ client: 77, person: 'anna' }),
    );
    const doc = new Y.Doc();
    const thief = connect('bram', doc);
    await synced(thief);
    const own = doc.clientID;
    doc.clientID = 77;
    plan(doc).set('place', 'Raalte');
    doc.clientID = own;
    await vi.waitFor(() => expect(thief.closed).toEqual([CLOSE.clientTaken]));
    const gone = new Promise<number>((resolve) => raw.on('close', resolve));
    raw.send(Uint8Array.of(FRAME.claim, 78));
    raw.send(Uint8Array.from([FRAME.claim, ...varUint(one.doc.clientID)]));
    // Her own, from another session: one person may own many.
    raw.send(encodeSync(SYNC.update, Uint8Array.of(9)));
    expect(await gone).toBe(CLOSE.malformed);
  });
});

describe('frames', () => {
  test.each<[string, Uint8Array | string, number | null]>([
    ['an empty one', new Uint8Array(0), CLOSE.malformed],
    ['text', 'hello', CLOSE.malformed],
    ['an unknown sync message', Uint8Array.of(FRAME.sync, 9, 0), CLOSE.malformed],
    ['a presence that can not be read', Uint8Array.of(FRAME.awareness, 3, 1, 1, 1), CLOSE.malformed],
    ['an unknown number', Uint8Array.of(99, 1, 2, 3), null],
    ['an authentication, which we do not use', Uint8Array.of(FRAME.auth, 0), null],
  ])('%s', async (_name, frame, code) => {
    const { server } = await start();
    const raw = new WebSocket(`${server.url}/west/workspace?token=anna&saved=1`);
    const gone = new Promise<number>((resolve) => raw.on('close', resolve));
    const frames: Uint8Array[] = [];
    raw.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
    await new Promise((resolve) => raw.on('open', resolve));
    raw.send(frame);
    raw.send(encodeSync(SYNC.step2, Uint8Array.of(0, 0)));
    if (code !== null) expect(await gone).toBe(code);
    else
      await vi.waitFor(() => expect(frames.some((one) => one[0] === FRAME.saved && one[1] === 1)).toBe(true));
    raw.close();
  });
});

function varUint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varUint(Math.floor(value / 128))];
}
