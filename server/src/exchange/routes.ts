import { Router, type Request, type Response } from 'express';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import { UPLOAD_LIMIT } from './file-limits.ts';
import { decision, mappingChoice } from './import-schemas.ts';
import type { Importer } from './import-reader.ts';
import type { Imports } from './imports.ts';
import { admit, malformed, refuse, tableOf, type ExchangeDeps } from './refusals.ts';
import { readUpload } from './upload.ts';

/** `tables/:t/imports` and below, under /api/v1. */
export function importRoutes(imports: Imports, deps: ExchangeDeps): Router {
  const router = Router();

  router.get('/tables/:table/imports', async (request, response) => {
    const actor = await admit(request, response, deps);
    if (actor === null) return;
    response.json({ imports: await imports.past(tableOf(request)) });
  });

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
      importerOf(actor),
      upload.value.name,
      upload.value.bytes,
      keyIn(request),
    );
    if (preview.ok) response.status(201).json(preview.value);
    else refuse(response, preview);
  });

  addRuns(router, imports, deps);
  addOneImport(router, imports, deps);
  return router;
}

/** How far something is, and stopping it. */
function addRuns(router: Router, imports: Imports, deps: ExchangeDeps): void {
  // Before the routes of one import: `runs` is no id.
  router.get(
    '/tables/:table/imports/runs/:key',
    forOfficer(deps, (request, actor) => {
      return Promise.resolve(ok(imports.progress(actor.person, keyOf(request))));
    }),
  );

  router.delete(
    '/tables/:table/imports/runs/:key',
    forOfficer(deps, (request, actor) =>
      Promise.resolve(imports.cancel(actor.person, keyOf(request)) ? ok({}) : NO_RUN),
    ),
  );
}

/** One import: looked at, read again, confirmed, taken back. */
function addOneImport(router: Router, imports: Imports, deps: ExchangeDeps): void {
  router.get(
    '/tables/:table/imports/:id',
    forOfficer(deps, (request, actor) => imports.detail(tableOf(request), idOf(request), actor.person)),
  );

  router.get(
    '/tables/:table/imports/:id/mapping',
    forOfficer(deps, (request, actor) => imports.mapping(tableOf(request), idOf(request), actor.person)),
  );

  router.put(
    '/tables/:table/imports/:id/mapping',
    forOfficer(deps, (request, actor) => {
      const chosen = mappingChoice.safeParse(request.body ?? {});
      if (!chosen.success) return Promise.resolve(malformed(chosen.error.issues[0]?.path.join('.') ?? ''));
      return imports.remap(tableOf(request), idOf(request), importerOf(actor), chosen.data);
    }),
  );

  router.post(
    '/tables/:table/imports/:id/confirm',
    forOfficer(deps, (request, actor) => {
      const decided = decision.safeParse(request.body ?? {});
      if (!decided.success) return Promise.resolve(malformed(decided.error.issues[0]?.path.join('.') ?? ''));
      return imports.confirm(tableOf(request), idOf(request), actor.person, decided.data);
    }),
  );

  router.post(
    '/tables/:table/imports/:id/revert',
    forOfficer(deps, (request, actor) => imports.revert(tableOf(request), idOf(request), actor.person)),
  );
}

/** Answers a chair or a secretary with what the task gives, anybody else with why not. */
function forOfficer<T>(
  deps: ExchangeDeps,
  task: (request: Request, actor: Actor) => Promise<Result<T>>,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const actor = await admit(request, response, deps);
    if (actor === null) return;
    const result = await task(request, actor);
    if (result.ok) response.json(result.value);
    else refuse(response, result);
  };
}

const NO_RUN = problem('unknownRun', 'Hier loopt niets meer onder deze naam.');

function idOf(request: Request): string {
  return String(request.params['id']);
}

function keyOf(request: Request): string {
  return String(request.params['key']);
}

function importerOf({ person, organisation, municipality }: Actor): Importer {
  return { person, organisation, municipality };
}

/** The name under which the sender asks how far its upload is. */
function keyIn(request: Request): string | undefined {
  const key = request.query['key'];
  return typeof key === 'string' && /^[\w-]{8,64}$/.test(key) ? key : undefined;
}
