import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Random } from '../../src/demo/random.ts';

export type Direction = 'up' | 'down';

/** One direction of one connection. `write` sends on, `cut` ends the connection in both directions. */
export interface Line {
  readonly direction: Direction;
  write(bytes: Buffer): void;
  cut(): void;
}

/** What happens to the bytes of one direction; without one they go through as they are. */
export type Meddle = (line: Line) => {
  chunk(bytes: Buffer): void;
  /** No more comes; the connection is cut at once when this is not there. */
  end?(): void;
};

/**
 * A TCP relay that clients connect to: its address stays while the servers behind it come and go, so that programs that
 * know nothing of this (a plain provider) reconnect as they would.
 */
export class Front {
  readonly #server = createServer((client) => {
    this.#serve(client);
  });
  readonly #open = new Set<Pair>();
  readonly #meddle: Meddle;
  #port: number | null = null;

  static async start(
    meddle: Meddle = (line) => ({
      chunk: (bytes) => {
        line.write(bytes);
      },
    }),
  ): Promise<Front> {
    const front = new Front(meddle);
    front.#server.listen(0, '127.0.0.1');
    await once(front.#server, 'listening');
    return front;
  }

  private constructor(meddle: Meddle) {
    this.#meddle = meddle;
  }

  /** host:port */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#open.size;
  }

  /** From now on connections go to this server. */
  openTo(url: string): void {
    this.#port = Number(new URL(url).port);
  }

  /** Nobody new gets through until the next `openTo`. */
  refuse(): void {
    this.#port = null;
  }

  /** As `refuse`, and those who are connected lose their connection. */
  shut(): void {
    this.refuse();
    for (const pair of [...this.#open]) pair.end();
  }

  /** Every connection that there is now goes quiet, in both directions and for good: no byte, no end, no reset. */
  freeze(): void {
    for (const pair of this.#open) pair.freeze();
  }

  async stop(): Promise<void> {
    this.shut();
    for (const pair of [...this.#open]) pair.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(client: Socket): void {
    if (this.#port === null) {
      client.destroy();
      return;
    }
    const pair = new Pair(client, connect(this.#port, '127.0.0.1'), this.#meddle, () =>
      this.#open.delete(pair),
    );
    this.#open.add(pair);
  }
}

/** A client's connection and the one that was made for it. */
class Pair {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #onEnd: () => void;
  #frozen = false;

  constructor(client: Socket, server: Socket, meddle: Meddle, onEnd: () => void) {
    this.#client = client;
    this.#server = server;
    this.#onEnd = onEnd;
    this.#join('up', client, server, meddle);
    this.#join('down', server, client, meddle);
  }

  freeze(): void {
    this.#frozen = true;
  }

  /** Ends both sides; what has been read already is still delivered. */
  end(): void {
    this.#client.destroySoon();
    this.#server.destroySoon();
    this.#onEnd();
  }

  destroy(): void {
    this.#client.destroy();
    this.#server.destroy();
    this.#onEnd();
  }

  #join(direction: Direction, from: Socket, to: Socket, meddle: Meddle): void {
    const handler = meddle({
      direction,
      write: (bytes) => {
        if (this.#frozen || to.destroyed || to.writableEnded || to.write(bytes)) return;
        from.pause();
        to.once('drain', () => from.resume());
      },
      cut: () => {
        this.end();
      },
    });
    from.setNoDelay(true);
    from.on('data', (bytes: Buffer) => {
      if (!this.#frozen) handler.chunk(bytes);
    });
    // A reset is how a killed server looks from here; the close that follows says all.
    from.on('error', () => undefined);
    from.on('close', () => {
      if (this.#frozen) return;
      if (handler.end === undefined) this.end();
      else handler.end();
    });
  }
}

const SLOWEST_MS = 25;

/** A line with a delay, other for each of its directions: more is under way, and cut off, at any moment. */
export function slowLine(random: Random): Meddle {
  return ({ write, cut }) => {
    const delay = random.between(0, SLOWEST_MS);
    const later = (work: () => void): void => {
      setTimeout(() => {
        work();
      }, delay);
    };
    return {
      chunk: (bytes) => {
        later(() => {
          write(bytes);
        });
      },
      end: () => {
        later(cut);
      },
    };
  };
}
