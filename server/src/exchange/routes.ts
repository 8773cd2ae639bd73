import { STATUS_CODES } from 'node:http';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Problem } from '@bouwberaad/shared/lib/result.ts';
import type { Actor, Permission } from '@bouwberaad/shared/policy/policy.ts';
import type { Workspaces } from '../sync/workspaces.ts';
import { toCsv, toGeoJson, toTableJson } from './exports.ts';
import type { Imports } from './imports.ts';
import { readUpload } from './upload.ts';
import { UPLOAD_LIMIT } from './workbook.ts';

export interface ExchangeDeps {
  /** Who asks, as a participant of the table; null when there is no such person or table. */
  readonly actorOf: (request: Request, table: string) => Promise<Actor | null>;
  readonly mayImport: (actor: Actor) => Permission;
}

const decision = z.object({
  share: z.union([z.literal('all'), z.array(z.string().max(100)).max(20_000)]).default([]),
  conflicts: z.record(z.string().max(400), z.enum(['file', 'live'])).default({}),
  skip: z.array(z.string().max(400)).max(50_000).default([]),
});

const STATUS: Readonly<Record<string, number>> = {
  malformed: 400,
  noFile: 400,
  notAllowed: 403,
  unknownTable: 404,
  unknownImport: 404,
  busy: 409,
  tooLarge: 413,
  empty: 422,
  encrypted: 422,
  notAWorkbook: 422,
  notDiwi: 422,
  tooSlow: 422,
};

const answers = {
  summary: z.object({
    id: z.string(),
    creates: z.int(),
    updates: z.int(),
    conflicts: z.int(),
    unchanged: z.int(),
    notShared: z.int(),
    findings: z.int(),
    totals: z.object({
      projects: z.int(),
      blocks: z.int(),
      homesBuilt: z.int(),
      perYear: z.record(z.string(), z.int()),
    }),
  }),
  detail: z.object({
    id: z.string(),
    file: z.string(),
    at: z.string(),
    state: z.enum(['previewed', 'confirmed', 'applied']),
    applied: z.int().nullable(),
  }),
  applied: z.object({ applied: z.int() }),
};
const ofTable = z.object({ table: z.string() });
const ofImport = z.object({ table: z.string(), id: z.string() });

/** What OpenAPI says of these routes. */
export const importDescriptions = [
  describe('post', '/tables/{table}/imports', 'Uploads a workbook and previews what it would change', {
    status: 201,
    params: ofTable,
    body: z.object({ file: z.string().meta({ format: 'binary' }) }),
    contentType: 'multipart/form-data',
    answer: answers.summary,
  }),
  describe('get', '/tables/{table}/imports/{id}', 'The preview in full, for who uploaded it', {
    params: ofImport,
    answer: answers.detail,
  }),
  describe('post', '/tables/{table}/imports/{id}/confirm', 'Applies a previewed import, exactly once', {
    params: ofImport,
    body: decision,
    answer: answers.applied,
  }),
];

export const exportDescriptions = ['table.json', 'projects.csv', 'projects.geojson'].map((name) =>
  describe('get', `/tables/{table}/exports/${name}`, `The table as ${name}`, { params: ofTable }),
);

function describe(
  method: 'get' | 'post',
  path: string,
  summary: string,
  more: {
    status?: number;
    params: z.ZodObject;
    body?: z.ZodType;
    contentType?: 'multipart/form-data';
    answer?: z.ZodType;
  },
) {
  const defaults = {
    status: 200,
    open: false,
    query: z.object({}),
    body: null,
    contentType: 'application/json' as const,
    answer: null,
    refuses: ['notAllowed', 'unknownTable'] as const,
  };
  return { ...defaults, ...more, method, path, summary };
}

/** `tables/:t/imports` and below, under /api/v1. */
export function importRoutes(imports: Imports, deps: ExchangeDeps): Router {
  const router = Router();

  router.post('/tables/:table/imports', async (request, response) => {
    const actor = await admit(request, response, deps);
    if (actor === null) return;
    const upload = await readUpload(request, UPLOAD_LIMIT);
    if (!upload.ok) {
      refuse(response, upload);
      return;
    }
    const preview = await imports.preview(
      tableOf(request),
      actor.person,
      upload.value.name,
      upload.value.bytes,
    );
    if (preview.ok) response.status(201).json(preview.value);
    else refuse(response, preview);
  });

  router.get('/tables/:table/imports/:id', async (request, response) => {
    const actor = await admit(request, response, deps);
    if (actor === null) return;
    const detail = await imports.detail(tableOf(request), request.params.id, actor.person);
    if (detail.ok) response.json(detail.value);
    else refuse(response, detail);
  });

  router.post('/tables/:table/imports/:id/confirm', async (request, response) => {
    const actor = await admit(request, response, deps);
    if (actor === null) return;
    const decided = decision.safeParse(request.body ?? {});
    if (!decided.success) {
      refuse(response, malformed(decided.error.issues[0]?.path.join('.') ?? ''));
      return;
    }
    const confirmed = await imports.confirm(tableOf(request), request.params.id, actor.person, decided.data);
    if (confirmed.ok) response.json(confirmed.value);
    else refuse(response, confirmed);
  });

  return router;
}

export interface ExportDeps extends Pick<ExchangeDeps, 'actorOf'> {
  readonly workspaces: Pick<Workspaces, 'read'>;
  readonly clock: Clock;
}

/** `tables/:t/exports/{table.json,projects.csv,projects.geojson}`: what the reader sees at the table, as a file. */
export function exportRoutes({ actorOf, workspaces, clock }: ExportDeps): Router {
  const router = Router();
  const serve = (name: string, type: string, make: Parameters<typeof workspaces.read<string>>[1]): void => {
    router.get(`/tables/:table/exports/${name}`, async (request, response) => {
      const actor = await actorOf(request, tableOf(request));
      if (!isParticipant(actor)) {
        refuse(response, NOT_A_PARTICIPANT);
        return;
      }
      const text = await workspaces.read(tableOf(request), make);
      response
        .type(type)
        .attachment(`${tableOf(request)}-${name}`)
        .send(text);
    });
  };
  serve('table.json', 'application/json', (doc) => toTableJson(doc, clock));
  serve('projects.csv', 'text/csv', toCsv);
  serve('projects.geojson', 'application/geo+json', toGeoJson);
  return router;
}

/** The actor, when this person may import here; else it has been answered. */
async function admit(
  request: Request,
  response: Response,
  { actorOf, mayImport }: ExchangeDeps,
): Promise<Actor | null> {
  const actor = await actorOf(request, tableOf(request));
  if (!isParticipant(actor)) {
    refuse(response, NOT_A_PARTICIPANT);
    return null;
  }
  const permission = mayImport(actor);
  if (permission.ok) return actor;
  refuse(response, {
    ok: false,
    code: 'notAllowed',
    message: 'Alleen de voorzitter of de secretaris van deze tafel voert plannen in.',
  });
  return null;
}

function isParticipant(actor: Actor | null): actor is Actor {
  return actor !== null && actor.role !== null;
}

const NOT_A_PARTICIPANT: Problem = {
  ok: false,
  code: 'notAllowed',
  message: 'Je bent geen deelnemer van deze tafel.',
};

function tableOf(request: Request): string {
  return String(request.params['table']);
}

function malformed(at: string): Problem {
  return { ok: false, code: 'malformed', message: 'Deze vraag is niet goed gevormd.', at };
}

function refuse(response: Response, { code, message }: Problem): void {
  const status = STATUS[code] ?? 500;
  // An upload that is refused before it was read would be read to its end on a connection that is kept.
  if (!response.req.complete) response.set('connection', 'close');
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ title: STATUS_CODES[status], status, code, detail: message }));
}
