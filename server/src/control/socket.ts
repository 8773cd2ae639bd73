import { chmod, unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Log } from '../log.ts';

/** What the running server does for a script on the same machine; each takes one argument and gives one text. */
export type Commands = Readonly<Record<string, (argument: string) => Promise<Result<string>>>>;

interface Ask {
  readonly command: string;
  readonly argument: string;
}

/** Who says nothing for this long is let go. */
const PATIENCE_MS = 30_000;

/** A path of a unix socket has room for about a hundred characters; the shorter way to write it is used. */
function socketPath(dataDir: string): string {
  const path = resolve(dataDir, 'control.sock');
  const short = relative(process.cwd(), path);
  return short.length < path.length ? join('.', short) : path;
}

export interface Control {
  /** Problem `inUse`: another server answers there. */
  start(): Promise<Result<undefined>>;
  stop(): Promise<void>;
}

/**
 * A socket in DATA_DIR that only the owner of the process may open (mode 600), so that scripts need neither the store,
 * which one process has for itself, nor a password.
 */
export function createControl({
  dataDir,
  commands,
  log,
}: {
  readonly dataDir: string;
  readonly commands: Commands;
  readonly log: Log;
}): Control {
  const path = socketPath(dataDir);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    answer(socket, commands).catch((error: unknown) => {
      log.error('a command could not be answered', { error });
      socket.destroy();
    });
  });

  return {
    async start() {
      if (await isAnswered(path)) return problem('inUse', `Another server is using ${dataDir}.`);
      // Left behind by a process that was killed.
      await unlink(path).catch(() => undefined);
      await listen(server, path);
      await chmod(path, 0o600);
      return ok(undefined);
    },
    async stop() {
      if (!server.listening) return;
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** The mask makes it 600 from its first moment: `listen` binds before it returns. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    const mask = process.umask(0o177);
    try {
      server.listen(path, () => {
        server.off('error', fail);
        done();
      });
    } finally {
      process.umask(mask);
    }
  });
}

async function answer(socket: Socket, commands: Commands): Promise<void> {
  socket.on('error', () => socket.destroy());
  const line = await firstLine(socket);
  // Who has asked may wait: a backup takes as long as it takes.
  socket.setTimeout(0);
  const ask = line === null ? null : toAsk(line);
  const command = ask !== null && Object.hasOwn(commands, ask.command) ? commands[ask.command] : undefined;
  const given =
    ask === null || command === undefined
      ? problem('unknownCommand', 'The server does not know this command.')
      : await command(ask.argument);
  socket.end(`${JSON.stringify(given)}\n`);
}

function toAsk(line: string): Ask | null {
  try {
    const { command, argument } = JSON.parse(line) as Partial<Record<keyof Ask, unknown>>;
    return typeof command === 'string' && typeof argument === 'string' ? { command, argument } : null;
  } catch {
    return null;
  }
}

async function firstLine(socket: Socket): Promise<string | null> {
  for await (const line of createInterface({ input: socket })) return line;
  return null;
}

/** Asks the running server. Null: none is running on this data. */
export async function askServer(
  dataDir: string,
  command: string,
  argument: string,
): Promise<Result<string> | null> {
  const socket = await dial(socketPath(dataDir));
  if (socket === null) return null;
  socket.write(`${JSON.stringify({ command, argument } satisfies Ask)}\n`);
  const line = await firstLine(socket);
  socket.destroy();
  return line === null
    ? problem('noAnswer', 'The server closed the connection without an answer.')
    : (JSON.parse(line) as Result<string>);
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = await dial(path);
  socket?.destroy();
  return socket !== null;
}

function dial(path: string): Promise<Socket | null> {
  return new Promise((done, fail) => {
    const socket = connect(path);
    socket.once('connect', () => done(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') done(null);
      else fail(error);
    });
  });
}
