import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fixedClock } from '@bouwberaad/shared/lib/clock.ts';
import {
  LIVE_PATH,
  type Answer,
  type JoinAnswer,
  type RegisterMessage,
} from '@bouwberaad/shared/protocol/live.ts';
import { EMPTY_HEAD, makeEntry } from '@bouwberaad/shared/register/chain.ts';
import { createGateway, type Gateway, type GatewayConductor } from './gateway.ts';

const seats: Record<string, string[]> = { chair: ['west', 'twente'], member: ['west'], stranger: [] };
const entry = makeEntry({
  table: 'west',
  head: EMPTY_HEAD,
  type: 'meetingOpened',
  at: '2026-11-24T13:00:00.000Z',
  actor: 'chair',
  body: {},
  salt: 'x',
});

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A real server on a free port with one upgrade listener, as the house has it. */
async function start(conductor: Partial<GatewayConductor> = {}) {
  const commands: [string, unknown][] = [];
  const present: string[] = [];
  const warnings: string[] = [];
  const clock = fixedClock(0);
  const gateway: Gateway = createGateway({
    identify: (request, token) => {
      const person = token ?? /bb=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
      return Promise.resolve(
        Object.hasOwn(seats, person) ? { person, session: `session of ${person}` } : null,
      );
    },
    tablesOf: (person) => seats[person] ?? [],
    conductor: {
      command: (person, message): Promise<Answer> => {
        commands.push([person, message]);
        return Promise.resolve({ ok: true, seq: commands.length });
      },
      connected: (table, person) => {
        present.push(`${table}/${person}`);
        return () => void present.splice(present.indexOf(`${table}/${person}`), 1);
      },
      read: () => Promise.resolve({ events: [entry], head: 'h' }),
      ...conductor,
    },
    clock,
    log: { warn: (message) => void warnings.push(message) },
  });
  const http = createServer();
  http.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith(`${LIVE_PATH}/`) === true) gateway.handleUpgrade(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    await gateway.stop();
    await new Promise((resolve) => http.close(resolve));
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const connect = (auth: object, headers: Record<string, string> = {}): Socket => {
    const socket = io(url, {
      path: LIVE_PATH,
      transports: ['websocket'],
      auth,
      extraHeaders: headers,
      reconnection: false,
      forceNew: true,
    });
    ends.push(() => socket.disconnect());
    return socket;
  };
  return { gateway, commands, present, warnings, clock, connect };
}

const connection = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', (error) => resolve(error.message));
  });

describe('who comes in', () => {
  test('by token, by cookie, and nobody else', async () => {
    const { connect } = await start();
    expect(await connection(connect({ token: 'member' }))).toBe('connected');
    expect(await connection(connect({}, { cookie: 'bb=chair' }))).toBe('connected');
    expect(await connection(connect({ token: 'mallory' }))).toBe('notSignedIn');
    expect(await connection(connect({ token: 7 }))).toBe('notSignedIn');
  });

  test('a program that only connects is there at every table of its person; a screen at the table that it shows', async () => {
    const { connect, present } = await start();
    const program = connect({ token: 'chair' });
    await connection(program);
    expect(present).toEqual(['west/chair', 'twente/chair']);
    const screen = connect({ token: 'chair', tables: ['west', 'elsewhere'] });
    await connection(screen);
    expect(present).toEqual(['west/chair', 'twente/chair', 'west/chair']);
    program.disconnect();
    await vi.waitFor(() => expect(present).toEqual(['west/chair']));
  });
});

describe('commands', () => {
  test('go to the conductor in the name of the session, and its answer comes back', async () => {
    const { connect, commands } = await start();
    const socket = connect({ token: 'member' });
    const message = { id: 'c1', table: 'west', type: 'openMeeting', person: 'chair' };
    expect(await socket.emitWithAck('command', message)).toEqual({ ok: true, seq: 1 });
    expect(commands).toEqual([['member', message]]);
  });

  test('count as being there, whatever the handshake said', async () => {
    const { connect, present } = await start();
    const socket = connect({ token: 'chair', tables: [] });
    await connection(socket);
    expect(present).toEqual([]);
    await socket.emitWithAck('command', { id: 'c1', table: 'twente', type: 'openMeeting' });
    expect(present).toEqual(['twente/chair']);
  });

  test('without an acknowledgement, or of any shape, bring nothing down', async () => {
    const { connect, commands } = await start();
    const socket = connect({ token: 'member' });
    socket.emit('command', { table: 'west' });
    socket.emit('command');
    socket.emit('command', null, 'no function');
    socket.emit('join', [['west']]);
    expect(await socket.emitWithAck('command', 'text')).toEqual({ ok: true, seq: 4 });
    expect(commands).toHaveLength(4);
  });

  test('a conductor that fails is answered for', async () => {
    const { connect, warnings } = await start({ command: () => Promise.reject(new Error('disk full')) });
    expect(await connect({ token: 'member' }).emitWithAck('command', { table: 'west' })).toMatchObject({
      ok: false,
      code: 'storeDown',
    });
    expect(warnings).toHaveLength(1);
  });

  test('too many of one session are refused, and let through again later', async () => {
    const { connect, clock } = await start();
    const socket = connect({ token: 'member' });
    const answers = (await Promise.all(
      Array.from({ length: 250 }, () => socket.emitWithAck('command', { table: 'west' })),
    )) as Answer[];
    expect(answers.filter(({ ok }) => ok)).toHaveLength(200);
    expect(answers.at(-1)).toMatchObject({ code: 'tooFast' });
    const another = connect({ token: 'member' });
    expect(await another.emitWithAck('command', {})).toMatchObject({ code: 'tooFast' });
    clock.advance(1000);
    expect(await another.emitWithAck('command', {})).toMatchObject({ ok: true });
  });
});

describe('the register', () => {
  test('is read by who has a seat, from where they are', async () => {
    const read = vi.fn(() => Promise.resolve({ events: [entry], head: 'h' }));
    const { connect } = await start({ read });
    const member = connect({ token: 'member' });
    expect((await member.emitWithAck('join', { table: 'west', after: 3 })) as JoinAnswer).toEqual({
      ok: true,
      events: [entry],
      head: 'h',
    });
    expect(read).toHaveBeenCalledWith('west', 3);
    expect(await member.emitWithAck('join', { table: 'twente' })).toMatchObject({
      ok: false,
      code: 'noParticipant',
    });
    expect(await member.emitWithAck('join', { table: 'west', after: -1 })).toMatchObject({
      ok: false,
      code: 'malformed',
    });
    expect(read).toHaveBeenCalledTimes(1);
  });

  test('is told to those at the table only, until they lose their seat', async () => {
    const { connect, gateway, present } = await start();
    const [chair, member, stranger] = ['chair', 'member', 'stranger'].map((token) => connect({ token })) as [
      Socket,
      Socket,
      Socket,
    ];
    const heard: string[] = [];
    for (const [name, socket] of [
      ['chair', chair],
      ['member', member],
      ['stranger', stranger],
    ] as const) {
      socket.on('register', ({ table, events }: RegisterMessage) =>
        heard.push(`${name} ${table} ${events.length}`),
      );
    }
    await Promise.all([chair, member, stranger].map(connection));
    gateway.publish('twente', [entry]);
    gateway.publish('west', [entry]);
    await vi.waitFor(() => expect(heard.sort()).toEqual(['chair twente 1', 'chair west 1', 'member west 1']));
    gateway.dismiss('member', 'west');
    expect(present).not.toContain('west/member');
    gateway.publish('west', [entry, entry]);
    // The answer comes after whatever was sent before it.
    await Promise.all([chair, member].map((socket) => socket.emitWithAck('join', {})));
    expect(heard).toContain('chair west 2');
    expect(heard).not.toContain('member west 2');
  });

  test('ends with the session', async () => {
    const { connect, gateway } = await start();
    const socket = connect({ token: 'member' });
    await connection(socket);
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));
    gateway.signOut('session of member');
    expect(await gone).toBe('io server disconnect');
  });
});
