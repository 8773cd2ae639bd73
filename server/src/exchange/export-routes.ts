import { Router, type Request } from 'express';
import { z } from 'zod';
import { VIEW_PARAMS } from '@bouwberaad/shared/view/view-words.ts';
import type { ExportTable } from './export-content.ts';
import { createExporter, type ExporterOptions } from './export-thread.ts';
import { EXPORT_FILES, type ExportFile, type ExportQuery } from './exports.ts';
import { describe } from './import-schemas.ts';
import { isParticipant, NOT_A_PARTICIPANT, refuse, tableOf, type ExchangeDeps } from './refusals.ts';
import { sendFile } from './send-file.ts';

const ofTable = z.object({ table: z.string() });
const omission = z.object({ code: z.string(), what: z.string(), count: z.int(), reason: z.string() });
const query = z.object(
  Object.fromEntries(['view', ...VIEW_PARAMS, 'locale'].map((name) => [name, z.string().optional()])),
);

export const exportDescriptions = [
  describe('get', '/tables/{table}/exports', 'What each export would leave out of a view, and why', {
    params: ofTable,
    query,
    answer: z.record(z.string(), z.object({ omitted: z.array(omission) })),
  }),
  ...EXPORT_FILES.map((name) =>
    describe('get', `/tables/{table}/exports/${name}`, `The table as ${name}`, { params: ofTable, query }),
  ),
];

export interface ExportDeps extends Pick<ExchangeDeps, 'actorOf'>, ExporterOptions {
  /** Null: there is no such table. */
  readonly tableOf: (table: string) => ExportTable | null;
}

/** `tables/:t/exports` and below: what the reader sees at the table, as a file. */
export function exportRoutes({ actorOf, tableOf: find, ...options }: ExportDeps): Router {
  const router = Router();
  const exporter = createExporter(options);

  router.get('/tables/:table/exports', async (request, response) => {
    const actor = await actorOf(request, tableOf(request));
    const table = find(tableOf(request));
    if (!isParticipant(actor) || table === null) refuse(response, NOT_A_PARTICIPANT);
    else {
      const overview = await exporter.overview(table, actor, queryOf(request));
      if (overview.ok) response.json(overview.value);
      else refuse(response, overview);
    }
  });

  const serve = (file: ExportFile): void => {
    router.get(`/tables/:table/exports/${file}`, async (request, response) => {
      const actor = await actorOf(request, tableOf(request));
      const table = find(tableOf(request));
      if (!isParticipant(actor) || table === null) {
        refuse(response, NOT_A_PARTICIPANT);
        return;
      }
      const made = await exporter.make(file, table, actor, queryOf(request));
      if (made.ok) sendFile(response, `${table.id}-${file}`, made.value.bytes);
      else refuse(response, made);
    });
  };
  EXPORT_FILES.forEach(serve);
  return router;
}

/** Only what we know by name, and of a length that a view can have. */
function queryOf({ query }: Request): ExportQuery {
  return Object.fromEntries(
    ['view', ...VIEW_PARAMS, 'locale'].flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' && value.length <= 4000 ? [[name, value]] : [];
    }),
  );
}
