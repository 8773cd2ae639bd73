import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { CLOSE, encodeSync, FRAME, SYNC } from '@bouwberaad/shared/protocol/sync.ts';
import { MemoryStore } from '../../test/memory-store.ts';
import { person, projectMap, startSyncServer, type TestPerson } from '../../test/sync-server.ts';

const DOC = 'west/workspace';
let stop: (() => Promise<void>) | null = null;

async function start(store: MemoryStore, people: TestPerson[], rules = {}) {
  const server = await startSyncServer(store, people, rules);
  stop = server.stop;
  return server;
}

afterEach(async () => {
  await stop?.();
  stop = null;
});

const a = person('a', { organisation: 'org-a' });
const b = person('b', { organisation: 'org-b' });
const chair = person('chair', { role: 'chair' });
const observer = person('eve', { role: 'observer' });

function nameOf(doc: Y.Doc, id = 'p1'): unknown {
  return (doc.getMap('projects').get(id) as Y.Map<unknown> | undefined)?.get('name');
}

/** A raw socket that speaks the wire by hand and remembers what it got. */
async function rawSocket(url: string, token: string, query = '') {
  const socket = new WebSocket(`${url}/west/workspace?token=${token}${query}`);
  const frames: Uint8Array[] = [];
  const state = { code: 0 };
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
  socket.on('close', (code) => {
    state.code = code;
  });
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return { socket, frames, state, of: (kind: number) => frames.filter((frame) => frame[0] === kind) };
}

describe('a plain provider that knows nothing of us', () => {
  test('two people edit the same table and converge', async () => {
    const server = await start(new MemoryStore(), [a, b]);
    const one = server.connect('a');
    const two = server.connect('b');
    await vi.waitFor(() => {
      expect(one.provider.synced && two.provider.synced).toBe(true);
    });
    one.doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' }));
    await vi.waitFor(() => {
      expect(nameOf(two.doc)).toBe('Rivierpoort');
    });
    expect(Y.encodeStateVector(one.doc)).toEqual(Y.encodeStateVector(two.doc));
  });

  test('an update that was made before the first step 1 arrives is not lost', async () => {
    const server = await start(new MemoryStore(), [a, b]);
    const one = server.connect('a');
    one.doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' }));
    const two = server.connect('b');
    await vi.waitFor(() => {
      expect(nameOf(two.doc)).toBe('Rivierpoort');
    });
  });

  test('it stops trying after a refusal, and nothing of the refused update is kept', async () => {
    const store = new MemoryStore();
    const server = await start(store, [observer, b]);
    const one = server.connect('eve');
    const closed = new Promise<number>((resolve) => one.provider.on('closed', ({ code }) => resolve(code)));
    await vi.waitFor(() => {
      expect(one.provider.synced).toBe(true);
    });
    one.doc.getMap('projects').set('p1', projectMap('eve'));
    expect(await closed).toBe(CLOSE.notAllowed);
    expect(await server.rooms.read('west', (doc) => doc.getMap('projects').size)).toBe(0);
  });
});

describe('nothing leaves before it is durable', () => {
  test('another person and a newcomer see an edit only once it is saved', async () => {
    const store = new MemoryStore();
    const server = await start(store, [a, b, chair]);
    const one = server.connect('a');
    const two = server.connect('b');
    await vi.waitFor(() => {
      expect(one.provider.synced && two.provider.synced).toBe(true);
    });
    store.hold();
    one.doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' }));
    await vi.waitFor(() => {
      expect(store.waiting).toBe(1);
    });
    const late = server.connect('chair');
    await vi.waitFor(() => {
      expect(late.provider.wsconnected).toBe(true);
    });
    expect(nameOf(two.doc)).toBeUndefined();
    expect(nameOf(late.doc)).toBeUndefined();
    store.letGo();
    await vi.waitFor(() => {
      expect(nameOf(two.doc)).toBe('Rivierpoort');
      expect(nameOf(late.doc)).toBe('Rivierpoort');
    });
  });

  test('S3 saved(n) counts update-carrying frames and never passes a pending one', async () => {
    const server = await start(new MemoryStore(), [a]);
    const raw = await rawSocket(server.url, 'a', '&saved=1');
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update) => updates.push(update));
    doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' }));
    (doc.getMap('projects').get('p1') as Y.Map<unknown>).set('place', 'Deventer');
    const [first, second] = updates as [Uint8Array, Uint8Array];
    raw.socket.send(encodeSync(SYNC.update, second));
    await vi.waitFor(() => {
      expect(raw.frames.filter((frame) => frame[0] === FRAME.sync && frame[1] === SYNC.step1)).toHaveLength(
        2,
      );
    });
    expect(raw.of(FRAME.saved)).toHaveLength(0);
    raw.socket.send(encodeSync(SYNC.update, first));
    raw.socket.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(doc)));
    await vi.waitFor(() => {
      expect(raw.of(FRAME.saved).at(-1)?.[1]).toBe(3);
    });
    expect(raw.of(FRAME.saved).map((frame) => frame[1])).not.toContain(1);
    raw.socket.close();
  });

  test('G9 what came before a refused frame is saved and acknowledged first', async () => {
    const store = new MemoryStore();
    const server = await start(store, [a]);
    const raw = await rawSocket(server.url, 'a', '&saved=1');
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update) => updates.push(update));
    doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' }));
    doc.getMap('projects').set('p2', projectMap('b', { organisation: 'org-a' }));
    for (const update of updates) raw.socket.send(encodeSync(SYNC.update, update));
    await vi.waitFor(() => {
      expect(raw.state.code).toBe(CLOSE.notAllowed);
    });
    expect(raw.of(FRAME.saved).at(-1)?.[1]).toBe(1);
    expect(new TextDecoder().decode(raw.of(FRAME.refused)[0])).toContain('notYou');
    expect(await server.rooms.read('west', (live) => [...live.getMap('projects').keys()])).toEqual(['p1']);
  });
});

describe('who comes in', () => {
  test.each([
    ['nobody', 'west', CLOSE.notSignedIn],
    ['a', 'elsewhere', CLOSE.noSuchDocument],
    ['stranger', 'west', CLOSE.notAllowed],
  ])('%s at %s is closed with %i', async (token, table, code) => {
    const server = await start(new MemoryStore(), [a, person('stranger', { role: null })]);
    const { provider } = server.connect(token, table);
    expect(await new Promise((resolve) => provider.on('closed', (close) => resolve(close.code)))).toBe(code);
  });
});

describe('G4 G5 G6 G7 what the gate refuses', () => {
  const cases: [string, (doc: Y.Doc) => void, number, string][] = [
    ['an unknown root', (doc) => doc.getMap('gossip').set('x', 1), CLOSE.malformed, 'unknownRoot'],
    ["the server's own part", (doc) => doc.getMap('meta').set('layout', 9), CLOSE.notAllowed, 'serverOnly'],
    [
      "somebody else's name as author",
      (doc) => doc.getMap('projects').set('p2', projectMap('b', { organisation: 'org-a' })),
      CLOSE.notAllowed,
      'notYou',
    ],
    [
      'a value that does not fit',
      (doc) => (doc.getMap('projects').get('p1') as Y.Map<unknown>).set('likelihood', 'often'),
      CLOSE.malformed,
      'unfit',
    ],
    [
      'an unknown field',
      (doc) => (doc.getMap('projects').get('p1') as Y.Map<unknown>).set('gossip', 'x'),
      CLOSE.malformed,
      'unknownField',
    ],
    ['a deleted record', (doc) => doc.getMap('projects').delete('p1'), CLOSE.notAllowed, 'noDelete'],
    [
      'a record put over another',
      (doc) => doc.getMap('projects').set('p1', projectMap('a', { organisation: 'org-a' })),
      CLOSE.notAllowed,
      'noDelete',
    ],
    [
      'a plan of somebody else',
      (doc) => (doc.getMap('projects').get('p3') as Y.Map<unknown>).set('name', 'Mine'),
      CLOSE.notAllowed,
      'notOwner',
    ],
    [
      'a change of owner by a member',
      (doc) => (doc.getMap('projects').get('p1') as Y.Map<unknown>).set('organisation', 'org-b'),
      CLOSE.notAllowed,
      'notOfficer',
    ],
    [
      'a plan made stricter than its table',
      (doc) => (doc.getMap('projects').get('p1') as Y.Map<unknown>).set('confidentiality', 'prive'),
      CLOSE.notAllowed,
      'tooStrict',
    ],
    [
      'a list where a record stands',
      (doc) => (doc.getMap('projects').get('p1') as Y.Map<unknown>).set('name', new Y.Array()),
      CLOSE.malformed,
      'content',
    ],
    [
      'a record without its author',
      (doc) =>
        doc.getMap('annotations').set(
          'n1',
          new Y.Map([
            ['anchor', 'projects/p1'],
            ['text', 'hm'],
          ]),
        ),
      CLOSE.malformed,
      'unfit',
    ],
  ];
  test.each(cases)('%s', async (_name, edit, code, reason) => {
    const store = new MemoryStore();
    const server = await start(store, [a, chair]);
    await server.rooms.edit(
      'west',
      {
        type: 'createRecord',
        root: 'projects',
        id: 'p1',
        fields: { name: 'Rivierpoort', organisation: 'org-a', by: 'a', at: '2026-11-24T10:00:00.000Z' },
      },
      'a',
    );
    await server.rooms.edit(
      'west',
      {
        type: 'createRecord',
        root: 'projects',
        id: 'p3',
        fields: { name: 'Kade', organisation: 'org-b', by: 'b', at: '2026-11-24T10:00:00.000Z' },
      },
      'b',
    );
    const before = await server.rooms.read('west', (doc) => doc.getMap('projects').toJSON());
    const { doc, provider } = server.connect('a');
    await vi.waitFor(() => {
      expect(provider.synced).toBe(true);
    });
    const closed = new Promise<{ code: number; reason: string }>((resolve) => provider.on('closed', resolve));
    edit(doc);
    expect(await closed).toEqual({ code, reason });
    expect(await server.rooms.read('west', (live) => live.getMap('projects').toJSON())).toEqual(before);
  });
});

describe('what is kept', () => {
  test('one history row per touched field: path, from, to, who, when', async () => {
    const store = new MemoryStore();
    const server = await start(store, [chair]);
    const { doc, provider } = server.connect('chair');
    await vi.waitFor(() => {
      expect(provider.synced).toBe(true);
    });
    doc.getMap('projects').set('p1', projectMap('chair', { likelihood: 50 }));
    (doc.getMap('projects').get('p1') as Y.Map<unknown>).set('likelihood', 80);
    await vi.waitFor(() => {
      expect(store.history(DOC).filter((row) => row.by === 'chair')).toHaveLength(2);
    });
    const [made, changed] = store.history(DOC).filter((row) => row.by === 'chair');
    expect(made).toMatchObject({
      path: 'projects/p1',
      from: null,
      to: { name: 'Rivierpoort', likelihood: 50 },
    });
    expect(changed).toMatchObject({ path: 'projects/p1/likelihood', from: 50, to: 80, by: 'chair' });
    expect(Date.parse(changed?.at ?? '')).toBeGreaterThan(0);
  });

  test('G8 a record made without its nested types gets them from the server', async () => {
    const server = await start(new MemoryStore(), [chair]);
    const { doc } = server.connect('chair');
    doc.getMap('projects').set(
      'p1',
      new Y.Map([
        ['name', 'Kade'],
        ['by', 'chair'],
      ]),
    );
    await vi.waitFor(() => {
      expect((doc.getMap('projects').get('p1') as Y.Map<unknown>).get('blocks')).toBeInstanceOf(Y.Map);
    });
    expect((doc.getMap('projects').get('p1') as Y.Map<unknown>).get('notes')).toBeInstanceOf(Y.XmlFragment);
  });

  test('a room that was unloaded and opened again holds what was saved', async () => {
    const store = new MemoryStore();
    const first = await start(store, [chair]);
    await first.rooms.edit(
      'west',
      { type: 'createRecord', root: 'projects', id: 'p1', fields: { name: 'Kade', by: 'chair' } },
      'chair',
    );
    await first.stop();
    const second = await start(store, [chair]);
    expect(await second.rooms.read('west', (doc) => nameOf(doc))).toBe('Kade');
  });
});

describe('presence', () => {
  test('says who somebody is by the session and not by the message, and goes with the connection', async () => {
    const server = await start(new MemoryStore(), [a, b]);
    const one = server.connect('a');
    const two = server.connect('b');
    one.provider.awareness.setLocalState({
      user: { name: 'The minister' },
      cursor: { path: 'projects/p1/name' },
    });
    await vi.waitFor(() => {
      expect(two.provider.awareness.getStates().get(one.doc.clientID)).toEqual({
        user: { id: 'a', name: 'A', organisation: 'org-a', role: 'member' },
        cursor: { path: 'projects/p1/name' },
      });
    });
    one.provider.destroy();
    await vi.waitFor(() => {
      expect(two.provider.awareness.getStates().has(one.doc.clientID)).toBe(false);
    });
  });
});
