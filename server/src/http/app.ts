import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import { remember, askerOf } from './asker.ts';
import { mount, toExpress, type Description, type Endpoint } from './endpoint.ts';
import { createLimits, LIMITS } from './limits.ts';
import { API, describeApi } from './openapi.ts';
import type { HttpPorts } from './ports.ts';
import { createSerial } from './serial.ts';
import { refuse, sendProblem, statusOf, type HttpProblem } from './problem.ts';
import { actionRoutes } from './routes/actions.ts';
import { adminRoutes } from './routes/admin.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { meRoutes } from './routes/me.ts';
import { planRoutes } from './routes/plans.ts';
import { registerRoutes } from './routes/register.ts';
import { settingsRoutes } from './routes/settings.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { tableRoutes } from './routes/tables.ts';
import { visitRoutes } from './routes/visits.ts';
import { admitTiles, closeForgery, headersForAll, headersForApi } from './security.ts';

const BODY_LIMIT = '1mb';

/** The web server: health, the API, and all else to the pages. Sockets do not pass here. */
export function createHttp(ports: HttpPorts): Express {
  const { config } = ports;
  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.set('etag', false);
  app.use(headersForAll(config.publicUrl));
  app.get('/healthz', (_request, response) => void response.json({ alive: true }));
  app.get('/readyz', readiness(ports));
  app.use('/api', headersForApi);
  app.use(API, createApi(ports));
  app.use('/api', (_request, response) => sendProblem(response, refuse('notFound')));
  app.use(admitTiles(config.tiles), ports.pages);
  app.use(failure(ports));
  return app;
}

function createApi(ports: HttpPorts): Router {
  const api = express.Router();
  const endpoints = endpointsOf(ports);
  const described: readonly Description[] = [
    ...endpoints,
    ...ports.more.flatMap(({ describes }) => describes),
  ];
  const openApi = JSON.stringify(describeApi(described));
  const limits = createLimits({ ...LIMITS, ...ports.limits });

  api.use(closeForgery(ports.config.publicUrl), authenticate(ports), limits.perSession);
  // Before our body parser: they have bodies of their own kinds and sizes. What they do not describe is not there.
  for (const { router, describes } of ports.more) {
    for (const { method, path, open } of describes) {
      api[method](toExpress(path), ...(open ? [] : [guard(ports)]), router);
    }
  }
  api.use(express.json({ limit: BODY_LIMIT }));
  api.get('/openapi.json', (_request, response) => void response.type('json').send(openApi));
  api.post('/sessions', limits.failedSignIns);
  api.post('/sign-in-links', limits.links, limits.linksToOne);
  api.post('/sign-in-links/:code', limits.failedSignIns);
  mount(api, endpoints);
  return api;
}

/** Every route of our own. */
export function endpointsOf(ports: HttpPorts): Endpoint[] {
  const desk = { ...ports, oneByOne: createSerial() };
  const plain = [
    signInRoutes,
    meRoutes,
    calendarRoutes,
    actionRoutes,
    tableRoutes,
    planRoutes,
    registerRoutes,
    visitRoutes,
  ];
  return [...plain.flatMap((routes) => routes(ports)), ...settingsRoutes(desk), ...adminRoutes(desk)];
}

function authenticate({ sessions }: HttpPorts): RequestHandler {
  return async (request, _response, next) => {
    const { authorization, cookie } = request.headers;
    const who = await sessions.authenticate({ authorization, cookie });
    if (who !== null) remember(request, who);
    next();
  };
}

/** What every route asks first, also those of other parts: who are you, and is there such a table. */
function guard({ access }: HttpPorts): RequestHandler {
  return (request, response, next) => {
    const { table } = request.params;
    if (askerOf(request) === null) sendProblem(response, refuse('notSignedIn'));
    else if (typeof table === 'string' && access.table(table) === null)
      sendProblem(response, refuse('unknownTable'));
    else next();
  };
}

function readiness({ readiness: ask }: HttpPorts): RequestHandler {
  return async (_request, response) => {
    const reason = await ask();
    if (reason === null) response.json({ ready: true });
    else sendProblem(response, refuse('notReady', reason));
  };
}

/** Whatever was thrown: bad input that express itself met, or a bug, or a store that is away. */
function failure(ports: HttpPorts): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = fromExpress(error);
    if (known !== null) {
      sendProblem(response, known);
      return;
    }
    const reason = await ports.readiness();
    ports.log.error('a request failed', {
      method: request.method,
      path: request.path,
      error,
      ...(reason === null ? {} : { reason }),
    });
    sendProblem(response, refuse(reason === null ? 'internal' : 'notReady'));
  };
}

/** What body parsers and the router throw carries the status that it should have. */
function fromExpress(error: unknown): HttpProblem | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  return (
    [refuse('tooLarge'), refuse('wrongType')].find(({ code }) => statusOf(code) === status) ??
    refuse('malformed')
  );
}
