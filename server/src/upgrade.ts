import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Takes over the sockets of one path. */
export interface UpgradeTarget {
  /** The path itself, or with a slash at its end everything below it. */
  readonly path: string;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * The one upgrade listener of the house. socket.io destroys foreign upgrades after a second, or leaves unknown paths
 * hanging; with one listener of our own each socket has one owner, and what belongs to nobody is answered at once.
 */
export function dispatchUpgrades(server: Server, targets: readonly UpgradeTarget[]): void {
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const target = targets.find(
      (one) =>
        path === one.path || path === `${one.path}/` || (one.path.endsWith('/') && path.startsWith(one.path)),
    );
    if (target !== undefined) target.handleUpgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}
