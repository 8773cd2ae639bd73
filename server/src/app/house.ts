import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json, Router, type Request } from 'express';
import { toDayInWords, toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { mayDecide } from '@bouwberaad/shared/policy/may-decide.ts';
import { mayEdit } from '@bouwberaad/shared/policy/may-edit.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import { LIVE_PATH } from '@bouwberaad/shared/protocol/live.ts';
import type { Config } from '../config.ts';
import { backupCommand, controlCommands } from '../control/commands.ts';
import { createControl, type Control } from '../control/socket.ts';
import { demoPeople } from '../demo/seed.ts';
import { createImports, type Imports } from '../exchange/imports.ts';
import { importDescriptions } from '../exchange/import-schemas.ts';
import { actionListDescriptions, actionListRoutes } from '../exchange/action-list-routes.ts';
import { fileDescriptions, fileRoutes } from '../exchange/file-routes.ts';
import { icsDescriptions, icsRoutes } from '../exchange/ics-routes.ts';
import { exportDescriptions, exportRoutes } from '../exchange/export-routes.ts';
import { importRoutes } from '../exchange/routes.ts';
import { figuresFor } from './figures.ts';
import { createHttp } from '../http/app.ts';
import { askerOf } from '../http/asker.ts';
import { digestWith, sessionKey } from '../http/auth/secrets.ts';
import { createCalendarKeys } from '../http/auth/calendar-keys.ts';
import { createSessions, type Sessions } from '../http/auth/sessions.ts';
import { createSignInLinks, type SignInLinks } from '../http/auth/sign-in-links.ts';
import type { HttpPorts, MoreRoutes } from '../http/ports.ts';
import { actorOf } from '../http/rights.ts';
import { createOwnActions, type OwnActions } from '../http/own-actions.ts';
import { createReferenceDates } from '../http/reference-dates.ts';
import { createGateway, type Gateway } from '../live/gateway.ts';
import type { Log } from '../log.ts';
import { createConductor, type Conductor } from '../meeting/conductor.ts';
import { createCourier, type Courier } from '../notify/courier.ts';
import { createMailer } from '../notify/mailer.ts';
import { loadPages } from './pages.ts';
import { admit, tableForExport, tableForImport } from './rights.ts';
import type { Access } from '../store/access.ts';
import { writeBackup } from '../store/backup/write.ts';
import type { Store } from '../store/store.ts';
import { Door } from '../sync/door.ts';
import { docOf, Rooms } from '../sync/rooms.ts';
import { dispatchUpgrades } from './upgrade.ts';

export interface HouseOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly access: Access;
  /** Our address, as links in mails say it. */
  readonly baseUrl: () => string;
}

/** Everything that runs, wired but not listening yet. */
export interface House {
  readonly rooms: Rooms;
  readonly conductor: Conductor;
  readonly imports: Imports;
  readonly sessions: Sessions;
  readonly links: SignInLinks;
  readonly door: Door;
  readonly gateway: Gateway;
  readonly courier: Courier;
  readonly control: Control;
  readonly server: Server;
  /**
   * A table's settings or a seat (`<table>/<person>`) changed: who is there asks anew what they may do, and who has no
   * seat any more leaves the room and hears no more.
   */
  rightsChanged(id: string): void;
}

export async function buildHouse(options: HouseOptions): Promise<House> {
  const { config, clock, log, store, access } = options;
  const digest = digestWith(await sessionKey(config));
  const sessions = createSessions({
    access,
    clock,
    digest,
    onEnd: ({ id }) => {
      sockets.door.signOut(id);
      sockets.gateway.signOut(id);
    },
  });
  const plans = buildPlans(options, (table, events) => {
    sockets.gateway.publish(table, events);
  });
  const sockets = buildSockets(options, sessions, plans);
  const links = createSignInLinks({ access, clock, digest, baseUrl: options.baseUrl });
  const calendarKeys = createCalendarKeys({ directory: access.directory, clock, digest });
  const courier = buildCourier(options);
  const { conductor, rooms, referenceDates, imports } = plans;
  const ports: HttpPorts = {
    config,
    clock,
    log: log.tag('http'),
    access,
    store,
    workspaces: rooms,
    sessions,
    links,
    calendarKeys,
    calendarUrl: (key) => `${options.baseUrl()}/api/v1/me/actions.ics?key=${key}`,
    ownActions: plans.ownActions,
    courier,
    referenceDates,
    announceReferenceDate: (table, by, date) => conductor.recordReferenceDate(table, by, date),
    meetingOpen: async (table) => (await conductor.state(table)).meeting !== null,
    demoPeople: config.demo ? demoPeople(access) : [],
    readiness: () => readiness(store),
    damage: () => rooms.damage(),
    more: [
      ...exchangeRoutes(options, rooms, imports),
      ...actionFileRoutes(options, rooms),
      feedRoutes(options, plans.ownActions, (key) => calendarKeys.personOf(key)),
    ],
    pages: await loadPages(config.webDev),
  };
  const server = createServer(createHttp(ports));
  dispatchUpgrades(server, { '/sync/': sockets.door, [LIVE_PATH]: sockets.gateway });
  const control = createControl({
    dataDir: config.dataDir,
    commands: {
      ...controlCommands({ access, sessions }),
      ...backupCommand((file) => writeBackup({ store, docOf, file, at: toIso(clock.now()) })),
    },
    log: log.tag('control'),
  });
  const rightsChanged = onRights(access, sockets);
  return { rooms, conductor, imports, sessions, links, ...sockets, courier, control, server, rightsChanged };
}

/** A table's rights changed (`<table>`), or somebody's seat at it (`<table>/<person>`). */
function onRights(access: Access, { door, gateway }: ReturnType<typeof buildSockets>): (id: string) => void {
  return (id) => {
    const [table = '', person] = id.split('/');
    // First who has to leave: it is no news for them.
    if (person !== undefined && access.seat(table, person) === null) {
      door.dismiss(person, table);
      gateway.dismiss(person, table);
    }
    gateway.notice(table);
  };
}

/** Without a mail server every message is held, for the administrator to pass on. */
function buildCourier({ config, clock, log, store }: HouseOptions): Courier {
  const { smtpUrl, mailFrom: from } = config;
  const mailer = smtpUrl === null ? null : createMailer({ smtpUrl, from });
  return createCourier({ outgoing: store.outgoing, mailer, clock, log: log.tag('mail') });
}

/** What holds and changes plans: rooms, meetings, reference dates, imports. */
function buildPlans(
  { store, access, clock, log }: HouseOptions,
  publish: Parameters<typeof createConductor>[0]['publish'],
) {
  const rooms = new Rooms({
    store,
    clock,
    log: log.tag('sync'),
    onOpen: (table) => {
      ownActions.opened(table);
      void conductor.recover(table);
    },
  });
  const ownActions: OwnActions = createOwnActions({ access, workspaces: rooms });
  const referenceDates = createReferenceDates({ kept: store.referenceDates, workspaces: rooms, clock });
  const conductor: Conductor = createConductor({
    register: store.register,
    workspaces: rooms,
    access,
    clock,
    newId,
    newSalt: () => randomBytes(16).toString('hex'),
    figures: (before, changes) => figuresFor(before, changes, clock),
    freeze: (table) => referenceDates.freeze(table, `Vergadering van ${toDayInWords(clock.now())}`),
    publish,
    log: log.tag('meeting'),
  });
  const imports = createImports({
    directory: access.directory,
    workspaces: rooms,
    clock,
    newId,
    tableOf: (id) => tableForImport(access, id),
    organisationOf: (code) =>
      access.organisations().find(({ municipality }) => municipality === code)?.id ?? null,
    lastChange: async (table, path) => {
      const [last] = await store.history.find(docOf(table), { path, limit: 1 });
      return last === undefined ? null : { by: last.by, at: last.at };
    },
    log: log.tag('import'),
  });
  return { rooms, referenceDates, conductor, imports, ownActions };
}

function buildSockets(
  { config, clock, log, access }: HouseOptions,
  sessions: Sessions,
  { rooms, conductor }: Pick<House, 'rooms' | 'conductor'>,
) {
  /** WebSockets accept any Origin: a cookie counts with ours only, a token always. */
  const identify = async (
    request: IncomingMessage,
    token: string | null,
  ): Promise<{ person: string; session: string } | null> => {
    const who = await sessions.authenticateUpgrade(request, token, {
      publicUrl: config.publicUrl,
      host: request.headers.host,
    });
    return who === null ? null : { person: who.person.id, session: who.session.id };
  };
  const tablesOf = (person: string): string[] => access.seatsOf(person).map(({ table }) => table);
  const gateway = createGateway({ identify, tablesOf, conductor, clock, log: log.tag('live') });
  const door = new Door({
    rooms,
    clock,
    log: log.tag('sync'),
    identify,
    admit: (person, table) => admit(access, person, table),
  });
  return { gateway, door };
}

function exchangeRoutes({ access, clock }: HouseOptions, workspaces: Rooms, imports: Imports): MoreRoutes[] {
  const actorOf = (request: Request, table: string): Promise<Actor | null> => {
    const person = askerOf(request)?.person.id;
    return Promise.resolve(
      person === undefined || access.table(table) === null ? null : access.actor(person, table),
    );
  };
  const mayImport = (actor: Actor): ReturnType<typeof mayDecide> => mayDecide('importPlans', actor);
  // Which values were chosen of a file of 30,000 rows is more than other bodies hold.
  const importing = Router().use(json({ limit: '4mb' }), importRoutes(imports, { actorOf, mayImport }));
  return [
    { router: importing, describes: importDescriptions },
    {
      router: exportRoutes({ actorOf, workspaces, clock, tableOf: (id) => tableForExport(access, id) }),
      describes: exportDescriptions,
    },
  ];
}

/** Photos and documents with actions, and their list. */
function actionFileRoutes({ access, clock }: HouseOptions, workspaces: Rooms): MoreRoutes[] {
  const mayGive = (actor: Actor, table: string): ReturnType<typeof mayEdit> => {
    const rules = access.rules(table);
    const touch = { place: { root: 'actions', record: 'any', field: 'files' }, kind: 'set' } as const;
    const facts = { organisation: null, municipality: null, author: null };
    return rules === null
      ? { ok: false, code: 'noParticipant', who: [] }
      : mayEdit(touch, actor, facts, rules);
  };
  const asker = (request: Request, table: string): Promise<Actor | null> =>
    Promise.resolve(actorOf(access, request, table));
  const organisation = (id: string | undefined): string | null =>
    id === undefined ? null : (access.organisation(id)?.name ?? null);
  const list = actionListRoutes({
    actorOf: asker,
    workspaces,
    names: {
      name: (id) => access.person(id)?.name ?? organisation(id),
      organisation: (id) => organisation(access.person(id)?.organisation),
    },
  });
  const router = fileRoutes({
    actorOf: asker,
    directory: access.directory,
    clock,
    newId,
    mayGive,
  });
  return [
    { router, describes: fileDescriptions },
    { router: list, describes: actionListDescriptions },
  ];
}

/** What calendars read, by a key and without a session. */
function feedRoutes(
  { access, clock, baseUrl }: HouseOptions,
  ownActions: OwnActions,
  personOf: (key: string) => Promise<string | null>,
): MoreRoutes {
  const router = icsRoutes({
    personOf: async (key) => {
      const person = await personOf(key);
      return person === null ? null : access.person(person);
    },
    actionsOf: (person) => ownActions.of(person, { all: false }),
    baseUrl,
    clock,
  });
  return { router, describes: icsDescriptions };
}

async function readiness(store: Store): Promise<string | null> {
  try {
    await store.ping();
    return null;
  } catch (error) {
    return `The store does not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}
