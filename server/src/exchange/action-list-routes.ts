import { Router } from 'express';
import { z } from 'zod';
import type { Workspaces } from '../sync/workspaces.ts';
import { actionList, type Names } from './action-list.ts';
import { describe } from './import-schemas.ts';
import { isParticipant, NOT_A_PARTICIPANT, refuse, tableOf, type ExchangeDeps } from './refusals.ts';
import { sendFile } from './send-file.ts';
import { writeWorkbook } from './write-workbook.ts';

export interface ActionListDeps extends Pick<ExchangeDeps, 'actorOf'> {
  readonly workspaces: Pick<Workspaces, 'read'>;
  readonly names: Names;
}

export const actionListDescriptions = [
  describe('get', '/tables/{table}/exports/actions.xlsx', 'The actions of a table as a workbook', {
    params: z.object({ table: z.string() }),
  }),
];

/** Hundreds of short rows: written here and now, unlike thousands of plans. */
export function actionListRoutes({ actorOf, workspaces, names }: ActionListDeps): Router {
  const router = Router();
  router.get('/tables/:table/exports/actions.xlsx', async (request, response) => {
    const table = tableOf(request);
    if (!isParticipant(await actorOf(request, table))) {
      refuse(response, NOT_A_PARTICIPANT);
      return;
    }
    const bytes = writeWorkbook(await workspaces.read(table, (doc) => actionList(doc, names)));
    sendFile(response, `${table}-acties.xlsx`, bytes);
  });
  return router;
}
