import { z } from 'zod';
import { isTarget, type Target } from '@bouwberaad/shared/sheet/targets.ts';

/** What a confirmation takes. */
export const decision = z.object({
  share: z.union([z.literal('all'), z.array(z.string().max(100)).max(20_000)]).default([]),
  conflicts: z.record(z.string().max(400), z.enum(['file', 'live'])).default({}),
  skip: z.array(z.string().max(400)).max(50_000).default([]),
  remove: z.array(z.string().max(100)).max(20_000).default([]),
});

/** Another sheet, row of headings or meaning of columns. */
export const mappingChoice = z.object({
  sheet: z.string().max(200).optional(),
  headingRow: z.int().min(1).max(1_048_576).optional(),
  columns: z
    .record(
      z.string().regex(/^\d{1,5}$/),
      z.custom<Target>((value) => typeof value === 'string' && isTarget(value)).meta({ type: 'string' }),
    )
    .optional(),
});

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
    state: z.enum(['previewed', 'confirmed', 'applied', 'reverting', 'reverted']),
    applied: z.int().nullable(),
  }),
  applied: z.object({
    applied: z.int(),
    changed: z
      .array(z.object({ project: z.string(), field: z.string(), seen: z.string(), now: z.string() }))
      .optional()
      .meta({ description: 'What changed between the preview and the confirmation; the first hundred' }),
  }),
  view: z.object({
    kind: z.enum(['workbook', 'csv', 'geojson']),
    sheets: z.array(z.string()),
    sheet: z.string().nullable(),
    mapping: z
      .object({
        headingRow: z.int(),
        columns: z.array(
          z.object({
            index: z.int(),
            heading: z.string(),
            target: z.string(),
            because: z.enum(['chosen', 'remembered', 'heading', 'content', 'unknown']),
            examples: z.array(z.string()),
          }),
        ),
      })
      .nullable(),
  }),
  past: z.object({
    imports: z.array(
      z.object({
        id: z.string(),
        file: z.string(),
        by: z.string(),
        at: z.string(),
        state: z.enum(['confirmed', 'applied', 'reverting', 'reverted']),
        applied: z.int().nullable(),
      }),
    ),
  }),
  reverted: z.object({
    restored: z.int(),
    kept: z.array(z.object({ project: z.string(), field: z.string() })),
    keptCount: z.int(),
  }),
  progress: z.object({ stage: z.string(), done: z.int(), total: z.int() }),
};
const ofTable = z.object({ table: z.string() });
const ofImport = z.object({ table: z.string(), id: z.string() });
/** `key` is the one of the upload (`?key=`), or the import's id. */
const ofRun = z.object({ table: z.string(), key: z.string() });

/** What OpenAPI says of these routes. */
export const importDescriptions = [
  describe('post', '/tables/{table}/imports', 'Uploads a file of plans and previews what it would change', {
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
  describe('get', '/tables/{table}/imports', 'What was brought in at this table, the latest first', {
    params: ofTable,
    answer: answers.past,
  }),
  describe('get', '/tables/{table}/imports/{id}/mapping', 'Sheets of the file and what its columns mean', {
    params: ofImport,
    answer: answers.view,
  }),
  describe('put', '/tables/{table}/imports/{id}/mapping', 'Reads the file again with other columns', {
    params: ofImport,
    body: mappingChoice,
    answer: answers.summary,
  }),
  describe('post', '/tables/{table}/imports/{id}/revert', 'Takes an applied import back, as new edits', {
    params: ofImport,
    answer: answers.reverted,
  }),
  describe('get', '/tables/{table}/imports/runs/{key}', 'How far a reading or an application is', {
    params: ofRun,
    answer: answers.progress,
  }),
  describe('delete', '/tables/{table}/imports/runs/{key}', 'Stops a reading or an application', {
    params: ofRun,
  }),
];

/** A route in the words of OpenAPI. */
export function describe(
  method: 'get' | 'post' | 'put' | 'delete',
  path: string,
  summary: string,
  more: {
    status?: number;
    params: z.ZodObject;
    query?: z.ZodObject;
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
