import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a database server that can be cut. */
export interface Line {
  /** The server's address by way of this line. */
  readonly url: string;
  /** From now on what is asked arrives, and the connection breaks when the answer comes. */
  breakOffAnswers(): void;
  /** Nobody answers any more. */
  close(): Promise<void>;
  /** Whole again, at the same address. */
  listen(): Promise<void>;
}

export async function startLine(mongoUrl: string): Promise<Line> {
  const target = new URL(mongoUrl);
  const sockets = new Set<Socket>();
  let breaking = false;

  function join(near: Socket): void {
    const far = connect(Number(target.port || '27017'), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      // Broken lines are what this is for.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (answer) => {
      if (breaking) near.destroy();
      else near.write(answer);
    });
  }

  let server: Server = createServer(join);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = new URL(mongoUrl);
  url.host = `127.0.0.1:${port}`;
  // A replica set would tell the driver its own addresses, past this line.
  url.searchParams.set('directConnection', 'true');

  return {
    url: url.href,
    breakOffAnswers: () => {
      breaking = true;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    listen: async () => {
      breaking = false;
      server = createServer(join);
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}
