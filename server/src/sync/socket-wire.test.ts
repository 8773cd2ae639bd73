import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SocketWire } from './socket-wire.ts';

describe('a session writes once a turn', () => {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  let client: WebSocket;
  let raw: Duplex;
  let wire: SocketWire;
  let received: Buffer[];
  let closed: { code: number; reason: string } | null;

  beforeEach(async () => {
    const upgraded = Promise.withResolvers<undefined>();
    http.removeAllListeners('upgrade').on('upgrade', (request, socket, head) => {
      server.handleUpgrade(request, socket, head, (ws) => {
        raw = socket;
        wire = new SocketWire(ws, socket);
        upgraded.resolve(undefined);
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    received = [];
    closed = null;
    client.on('message', (data: Buffer) => received.push(data));
    client.on('close', (code, reason) => (closed = { code, reason: reason.toString() }));
    await upgraded.promise;
    await vi.waitFor(() => {
      expect(client.readyState).toBe(WebSocket.OPEN);
    });
  });

  afterEach(async () => {
    client.terminate();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });

  test('all of a turn is one write, and each message still a frame of its own', async () => {
    const write = vi.spyOn(raw, 'write');
    const messages = Array.from({ length: 1000 }, (_, at) => Buffer.from(`message ${at}`));
    for (const message of messages) wire.send(message);
    expect(wire.buffered()).toBeGreaterThan(10_000);
    await vi.waitFor(() => {
      expect(received).toHaveLength(1000);
    });
    expect(received).toEqual(messages);
    expect(write).toHaveBeenCalledTimes(1);
    expect(wire.buffered()).toBe(0);
  });

  test('an edit alone leaves within its turn', async () => {
    const write = vi.spyOn(raw, 'write');
    wire.send(Buffer.from('one'));
    await Promise.resolve();
    expect(write).toHaveBeenCalledTimes(1);
  });

  test.each([0, 1, 125, 126, 65_535, 65_536, 5_000_000])(
    'a message of %i bytes arrives whole',
    async (size) => {
      const message = Buffer.alloc(size, 7);
      wire.send(Buffer.from('before'));
      wire.send(message);
      wire.send(Buffer.from('after'));
      await vi.waitFor(() => {
        expect(received).toHaveLength(3);
      });
      expect(received[1]?.equals(message)).toBe(true);
    },
  );

  test('what was said before the goodbye arrives before it, and nothing follows', async () => {
    wire.send(Buffer.from('last words'));
    wire.close(4403, 'notAllowed');
    wire.send(Buffer.from('too late'));
    await vi.waitFor(() => {
      expect(closed).toEqual({ code: 4403, reason: 'notAllowed' });
    });
    expect(received.map(String)).toEqual(['last words']);
  });

  test('a socket that is gone takes nothing and breaks nothing', async () => {
    client.terminate();
    await vi.waitFor(() => {
      expect(raw.destroyed).toBe(true);
    });
    wire.send(Buffer.from('to nobody'));
    await Promise.resolve();
    expect(wire.buffered()).toBe(0);
  });

  test('what a reader does not take is counted', async () => {
    client.pause();
    // More than the two systems hold between them.
    for (let sent = 0; sent < 40; sent++) {
      wire.send(Buffer.alloc(1_000_000));
      await Promise.resolve();
    }
    expect(wire.buffered()).toBeGreaterThan(10_000_000);
  });
});
