import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CLOSE } from '@bouwberaad/shared/protocol/sync.ts';

/**
 * How the app in the browser stands to the server. `newer`: it is not let in, and no other app is there yet. `replaced`:
 * not let in, until a page is fetched, which then is the new app. `stuck`: not let in, another app is announced and
 * never comes.
 */
export type Standing = 'same' | 'newer' | 'replaced' | 'stuck';

/** Stands before the product as a proxy, and may answer that the app is too old. */
export interface Front {
  readonly url: string;
  /** Changes it, and breaks the lines to the tables so that they are made anew. */
  become(standing: Standing): void;
  /** How many times somebody was told that the app is too old. */
  readonly told: () => number;
  stop(): Promise<void>;
}

export async function standBefore(server: string): Promise<Front> {
  const { hostname, port } = new URL(server);
  const lines = new Set<Socket | Duplex>();
  const away = new WebSocketServer({ noServer: true });
  let standing: Standing = 'same';
  let told = 0;

  function pass(incoming: IncomingMessage, answer: ServerResponse): void {
    if (standing === 'replaced' && incoming.headers['sec-fetch-mode'] === 'navigate') standing = 'same';
    if (incoming.url?.endsWith('/version.json') === true && ['replaced', 'stuck'].includes(standing)) {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify({ version: 'the-next-one' }));
      return;
    }
    const { method, url, headers } = incoming;
    const onward = ask({ hostname, port, method, path: url, headers }, (real) => {
      answer.writeHead(real.statusCode ?? 502, real.headers);
      real.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  }

  const http = createServer(pass);
  http.on('upgrade', (incoming, socket, head) => {
    if (standing !== 'same' && incoming.url?.startsWith('/sync/') === true) {
      told += 1;
      away.handleUpgrade(incoming, socket, head, (ws) => ws.close(CLOSE.layoutTooOld, 'layoutTooOld'));
      return;
    }
    const onward = connect(Number(port), hostname, () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
      onward.write(`GET ${incoming.url ?? '/'} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      lines.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        lines.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
    become(next) {
      standing = next;
      for (const line of [...lines]) line.destroy();
    },
    told: () => told,
    async stop() {
      for (const line of [...lines]) line.destroy();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
