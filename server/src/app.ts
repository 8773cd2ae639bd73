import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json, Router, type Request } from 'express';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { ok, problem, type Problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import { mayDecide } from '@bouwberaad/shared/policy/may-decide.ts';
import { LIVE_PATH } from '@bouwberaad/shared/protocol/live.ts';
import type { Config } from './config.ts';
import { controlCommands } from './control/commands.ts';
import { createControl } from './control/socket.ts';
import { demoPeople, seedDemo } from './demo/seed.ts';
import { createImports, type Imports, type ImportTable } from './exchange/imports.ts';
import { exportDescriptions, exportRoutes, importDescriptions, importRoutes } from './exchange/routes.ts';
import { figuresFor } from './figures.ts';
import { createHttp } from './http/app.ts';
import { askerOf } from './http/asker.ts';
import { firstAdmin } from './http/auth/first-admin.ts';
import { digestWith, sessionKey } from './http/auth/secrets.ts';
import { createSessions, type Sessions } from './http/auth/sessions.ts';
import { createSignInLinks } from './http/auth/sign-in-links.ts';
import { createReferenceDates, packPlans } from './http/reference-dates.ts';
import { createGateway, type Gateway } from './live/gateway.ts';
import type { Log } from './log.ts';
import { createConductor, type Conductor } from './meeting/conductor.ts';
import { createCourier } from './notify/courier.ts';
import { createMailer } from './notify/mailer.ts';
import { loadPages } from './pages.ts';
import { createAccess, type Access } from './store/access.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import type { MoreRoutes } from './http/ports.ts';
import { createDoor, type Admission, type Door } from './sync/door.ts';
import { docOf, Rooms } from './sync/rooms.ts';
import { dispatchUpgrades } from './upgrade.ts';

export interface App {
  /** Opens the store and serves. Problems: those of `openStore`, `portTaken`, `inUse`. */
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

/** The composition root: the only place where the parts of the house meet. */
export function createApp({ config, log, clock = systemClock }: AppOptions): App {
  /** What was opened, newest first, each with how it is closed. */
  const closers: (() => Promise<void> | void)[] = [];
  let stopped: Promise<void> | null = null;

  async function start(): Promise<Result<Started>> {
    const opened = await openStore({ dataDir: config.dataDir, mongoUrl: config.mongoUrl ?? undefined });
    if (!opened.ok) return opened;
    closers.unshift(() => opened.value.close());
    const house = await build(opened.value);
    closers.unshift(
      () => house.conductor.stop(),
      () => house.rooms.stop(),
    );
    const wrong = await house.control.start();
    if (!wrong.ok) return wrong;
    closers.unshift(() => house.control.stop());
    await Promise.all([
      house.imports.resume(),
      house.conductor.start(house.access.tables().map(({ id }) => id)),
    ]);
    house.courier.start();
    closers.unshift(() => house.courier.stop());
    const listening = await listen(house.server);
    if (!listening.ok) return listening;
    closers.unshift(
      () => house.door.close(),
      () => house.gateway.stop(),
      () => close(house.server),
    );
    return ok({ url: listening.value, adminLink: await adminLink(house) });
  }

  async function build(store: Store) {
    const access = await createAccess(store.directory, (kind, id) => {
      if (kind === 'seat') dismissUnseated(id);
    });
    if (config.demo)
      await seedDemo({
        store,
        access,
        clock,
        pack: packPlans,
        figures: (plans, changes) => figuresFor(plans, changes, clock),
      });
    const digest = digestWith(await sessionKey(config));
    const sessions = createSessions({
      access,
      clock,
      digest,
      onEnd: ({ id }) => {
        door.signOut(id);
        gateway.signOut(id);
      },
    });
    const rooms = new Rooms({
      store,
      clock,
      log: log.tag('sync'),
      onOpen: (table) => void conductor.recover(table),
    });
    const referenceDates = createReferenceDates({ kept: store.referenceDates, workspaces: rooms, clock });
    const conductor: Conductor = createConductor({
      register: store.register,
      workspaces: rooms,
      access,
      clock,
      newId,
      newSalt: () => randomBytes(16).toString('hex'),
      figures: (plans, changes) => figuresFor(plans, changes, clock),
      freeze: (table) => referenceDates.freeze(table),
      publish: (table, events) => gateway.publish(table, events),
      log: log.tag('meeting'),
    });
    const gateway: Gateway = createGateway({
      identify: (request, token) => identify(sessions, request, token),
      tablesOf: (person) => access.seatsOf(person).map(({ table }) => table),
      conductor,
      clock,
      log: log.tag('live'),
    });
    const door: Door = createDoor({
      rooms,
      clock,
      log: log.tag('sync'),
      identify: (request, token) => identify(sessions, request, token),
      admit: (person, table) => Promise.resolve(admit(access, person, table)),
    });
    function dismissUnseated(id: string): void {
      const [table = '', person = ''] = id.split('/');
      if (access.seat(table, person) !== null) return;
      door.dismiss(person, table);
      gateway.dismiss(person, table);
    }
    const links = createSignInLinks({ access, clock, digest, baseUrl });
    const mailer =
      config.smtpUrl === null ? null : createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom });
    const courier = createCourier({ outgoing: store.outgoing, mailer, clock, log: log.tag('mail') });
    const imports = createImports({
      directory: access.directory,
      workspaces: rooms,
      clock,
      newId,
      tableOf: (id) => tableForImport(access, id),
      organisationOf: (code) =>
        access.organisations().find(({ municipality }) => municipality === code)?.id ?? null,
      lastChange: async (table, path) => (await store.history.of(docOf(table), path)).at(-1) ?? null,
      log: log.tag('import'),
    });
    const server = createServer(
      createHttp({
        config,
        clock,
        log: log.tag('http'),
        access,
        store,
        workspaces: rooms,
        sessions,
        links,
        courier,
        referenceDates,
        announceReferenceDate: (table, by, date) => conductor.recordReferenceDate(table, by, date),
        meetingOpen: async (table) => (await conductor.state(table)).meeting !== null,
        demoPeople: config.demo ? demoPeople(access) : [],
        readiness: () => readiness(store),
        more: exchangeRoutes(access, rooms, imports),
        pages: await loadPages(config.webDev),
      }),
    );
    dispatchUpgrades(server, [
      { path: '/sync/', handleUpgrade: door.handleUpgrade },
      { path: LIVE_PATH, handleUpgrade: gateway.handleUpgrade },
    ]);
    const control = createControl({
      dataDir: config.dataDir,
      commands: controlCommands({ access, sessions }),
      log: log.tag('control'),
    });
    return { access, sessions, links, rooms, conductor, gateway, door, courier, imports, server, control };
  }

  function exchangeRoutes(access: Access, workspaces: Rooms, imports: Imports): MoreRoutes[] {
    const actorOf = (request: Request, table: string): Promise<Actor | null> => {
      const person = askerOf(request)?.person.id;
      return Promise.resolve(
        person === undefined || access.table(table) === null ? null : access.actor(person, table),
      );
    };
    return [
      {
        // Which values were chosen of a file of 30,000 rows is more than other bodies hold.
        router: Router().use(
          json({ limit: '4mb' }),
          importRoutes(imports, { actorOf, mayImport: (actor) => mayDecide('importPlans', actor) }),
        ),
        describes: importDescriptions,
      },
      { router: exportRoutes({ actorOf, workspaces, clock }), describes: exportDescriptions },
    ];
  }

  /** WebSockets accept any Origin: a cookie counts with ours only, a token always. */
  async function identify(
    sessions: Sessions,
    request: IncomingMessage,
    token: string | null,
  ): Promise<{ person: string; session: string } | null> {
    const address = { publicUrl: config.publicUrl, host: request.headers.host };
    const who = await sessions.authenticateUpgrade(request, token, address);
    return who === null ? null : { person: who.person.id, session: who.session.id };
  }

  async function adminLink({
    access,
    sessions,
    links,
  }: Pick<Awaited<ReturnType<typeof build>>, 'access' | 'sessions' | 'links'>): Promise<string | null> {
    if (config.demo || config.adminEmail === null) return null;
    return (await firstAdmin({ email: config.adminEmail, access, sessions, links }))?.url ?? null;
  }

  function baseUrl(): string {
    return config.publicUrl ?? `http://${config.host}:${boundPort ?? config.port}`;
  }

  let boundPort: number | null = null;
  async function listen(server: Server): Promise<Result<string>> {
    const failed = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve);
      server.listen(config.port, config.host, () => {
        server.off('error', resolve);
        resolve(null);
      });
    });
    if (failed !== null) return listenProblem(failed, config);
    boundPort = (server.address() as AddressInfo).port;
    return ok(`http://${config.host}:${boundPort}`);
  }

  return {
    async start() {
      const result = await start();
      if (!result.ok) await this.stop();
      return result;
    },
    stop() {
      stopped ??= (async () => {
        for (const closer of closers) await closer();
      })();
      return stopped;
    },
  };
}

function admit(access: Access, person: string, table: string): Admission | 'unknownTable' | 'notAllowed' {
  const known = access.person(person);
  if (access.table(table) === null || known === null) return 'unknownTable';
  const seat = access.seat(table, person);
  if (seat === null) return 'notAllowed';
  return {
    person: { id: person, name: known.name, organisation: known.organisation, role: seat.role },
    rights: () => {
      const actor = access.actor(person, table);
      const rules = access.rules(table);
      // Gone from the directory meanwhile: what follows is refused as from somebody without a seat.
      return {
        actor: actor ?? {
          person,
          organisation: known.organisation,
          kind: 'other',
          municipality: null,
          role: null,
        },
        rules: rules ?? { audience: 'tafel', editing: 'own', observersAnnotate: false },
      };
    },
  };
}

function tableForImport(access: Access, id: string): ImportTable | null {
  const table = access.table(id);
  return table === null ? null : { audience: table.settings.audience, municipalities: table.municipalities };
}

async function readiness(store: Store): Promise<string | null> {
  try {
    await store.ping();
    return null;
  } catch (error) {
    return `The store does not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function listenProblem(error: NodeJS.ErrnoException, { host, port }: Config): Problem {
  if (error.code === 'EADDRINUSE')
    return problem(
      'portTaken',
      `Port ${port} is taken. Stop the other program, or choose another port: PORT=${port + 1} npm start`,
    );
  if (error.code === 'EACCES')
    return problem(
      'portRefused',
      `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
    );
  return problem('listen', `Can't listen on ${host}:${port}: ${error.message}`);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
