import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { ok, problem, type Problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Config } from './config.ts';
import type { Figures } from './demo/seed-register.ts';
import { seedDemo } from './demo/seed.ts';
import { figuresFor } from './app/figures.ts';
import { buildHouse, type House } from './app/house.ts';
import { firstAdmin } from './http/auth/first-admin.ts';
import { packPlans } from './http/reference-dates.ts';
import type { Log } from './log.ts';
import { createAccess, type Access } from './store/access.ts';
import { openStore } from './store/open.ts';

export interface App {
  /** Opens the store and serves. Problems: those of `openStore`, `portTaken`, `portRefused`, `listen`, `inUse`. */
  start(): Promise<Result<Started>>;
  /** Drains, saves, closes; once, however often it is called. */
  stop(): Promise<void>;
}

export interface Started {
  readonly url: string;
  /** A link for the first administrator, when there is one to give. */
  readonly adminLink: string | null;
}

export interface AppOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock?: Clock;
}

const DAY_MS = 86_400_000;

export function createApp(options: AppOptions): App {
  const life = new Life(options);
  return { start: () => life.start(), stop: () => life.stop() };
}

/** The life of the server: what is opened, in which order, and closed in the other. */
class Life {
  readonly #config: Config;
  readonly #log: Log;
  readonly #clock: Clock;
  /** Newest first. */
  readonly #closers: (() => Promise<void> | void)[] = [];
  #port: number;
  #stopped: Promise<void> | null = null;

  constructor({ config, log, clock = systemClock }: AppOptions) {
    this.#config = config;
    this.#log = log;
    this.#clock = clock;
    this.#port = config.port;
  }

  async start(): Promise<Result<Started>> {
    const started = await this.#open();
    if (!started.ok) await this.stop();
    return started;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#close();
    return this.#stopped;
  }

  async #close(): Promise<void> {
    for (const closer of this.#closers) await closer();
  }

  async #open(): Promise<Result<Started>> {
    const { dataDir, mongoUrl } = this.#config;
    const opened = await openStore({ dataDir, mongoUrl: mongoUrl ?? undefined });
    if (!opened.ok) return opened;
    const store = opened.value;
    this.#closers.unshift(() => store.close());
    let house: House | null = null;
    const access = await createAccess(store.directory, (kind, id) => {
      // Nobody is there to be told while the demo region is being made.
      if (kind === 'table' || kind === 'seat') house?.rightsChanged(id);
    });
    const clock = this.#clock;
    if (this.#config.demo) {
      const figures: Figures = (plans, changes) => figuresFor(plans, changes, clock);
      await seedDemo({ store, access, clock, pack: packPlans, figures });
    }
    const baseUrl = (): string =>
      this.#config.publicUrl ?? `http://${reachable(this.#config.host)}:${this.#port}`;
    house = await buildHouse({ config: this.#config, log: this.#log, clock, store, access, baseUrl });
    const { conductor, rooms, control } = house;
    this.#closers.unshift(
      () => conductor.stop(),
      () => rooms.stop(),
    );
    const alone = await control.start();
    if (!alone.ok) return alone;
    this.#closers.unshift(() => control.stop());
    return this.#serve(house, access);
  }

  /** What a crash left half done is finished before anybody is let in. */
  async #serve(house: House, access: Access): Promise<Result<Started>> {
    await Promise.all([house.imports.resume(), house.conductor.start(access.tables().map(({ id }) => id))]);
    house.courier.start();
    this.#closers.unshift(() => house.courier.stop());
    const listening = await listen(house.server, this.#config);
    if (!listening.ok) return listening;
    this.#port = listening.value;
    this.#sweepDaily(house);
    this.#closers.unshift(
      () => {
        house.door.close();
      },
      () => house.gateway.stop(),
      () => close(house.server),
    );
    const { sessions, links } = house;
    const { demo, adminEmail, host } = this.#config;
    const link =
      demo || adminEmail === null ? null : await firstAdmin({ email: adminEmail, access, sessions, links });
    return ok({ url: `http://${host}:${this.#port}`, adminLink: link?.url ?? null });
  }

  #sweepDaily({ sessions }: House): void {
    const sweep = (): void => {
      sessions.sweep().catch((error: unknown) => {
        this.#log.warn('expired sessions could not be forgotten', { reason: String(error) });
      });
    };
    sweep();
    const timer = setInterval(sweep, DAY_MS);
    this.#closers.unshift(() => {
      clearInterval(timer);
    });
  }
}

/** An address that a link can name: of all addresses that we listen on, this machine's own. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

async function listen(server: Server, config: Config): Promise<Result<number>> {
  const failed = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once('error', resolve);
    server.listen(config.port, config.host, () => {
      server.off('error', resolve);
      resolve(null);
    });
  });
  return failed === null ? ok((server.address() as AddressInfo).port) : listenProblem(failed, config);
}

function listenProblem(error: NodeJS.ErrnoException, { host, port }: Config): Problem {
  if (error.code === 'EADDRINUSE') {
    return problem(
      'portTaken',
      `Port ${port} is taken. Stop the other program, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  if (error.code === 'EACCES') {
    return problem(
      'portRefused',
      `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
    );
  }
  return problem('listen', `Can't listen on ${host}:${port}: ${error.message}`);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
