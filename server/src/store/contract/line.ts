import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a database server that can be cut. The address names one host. */
export interface Line {
  /** The server's address by way of this line. */
  readonly url: string;
  /** From now on this command arrives, and the connection breaks when its answer comes. */
  breakOffAnswersTo(command: string): void;
  /** Nobody answers any more. */
  close(): Promise<void>;
  /** Whole again, at the same address. */
  listen(): Promise<void>;
}

export async function startLine(mongoUrl: string): Promise<Line> {
  const target = new URL(mongoUrl);
  const sockets = new Set<Socket>();
  /** How the command begins in BSON: text, under its name. */
  let breaking: string | null = null;

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
    let broken = false;
    near.on('data', (question) => {
      broken ||= breaking !== null && question.includes(breaking);
      far.write(question);
    });
    far.on('data', (answer) => {
      if (broken) near.destroy();
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
    breakOffAnswersTo: (command) => {
      breaking = `\u0002${command}\0`;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    listen: async () => {
      breaking = null;
      server = createServer(join);
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}
