import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Takes over sockets. */
export interface UpgradeTarget {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * The one upgrade listener of the house. socket.io destroys foreign upgrades after a second, or leaves unknown paths
 * hanging; with one listener of our own each socket has one owner, and what belongs to nobody is answered at once.
 * `targets` by path: the path itself, or with a slash at its end everything below it.
 */
export function dispatchUpgrades(server: Server, targets: Readonly<Record<string, UpgradeTarget>>): void {
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const entry = Object.entries(targets).find(
      ([own]) => path === own || path === `${own}/` || (own.endsWith('/') && path.startsWith(own)),
    );
    if (entry !== undefined) entry[1].handleUpgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}
