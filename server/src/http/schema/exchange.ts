import { z } from 'zod';
import { describe, type Description } from '../endpoint.ts';
import { SEAT_REFUSES } from '../rights.ts';

/**
 * In words for OpenAPI, what `exchange` answers itself: it may not know of this API's schemas, nor this of its code.
 * What a preview looks like is frozen by docs/contract.md.
 */
const totals = z.object({
  projects: z.int(),
  blocks: z.int(),
  homesBuilt: z.int(),
  perYear: z.record(z.string(), z.int()),
});

const summary = z
  .object({
    id: z.string(),
    creates: z.int().meta({ description: 'Projects' }),
    updates: z.int().meta({ description: 'Fields' }),
    conflicts: z.int().meta({ description: 'Fields' }),
    unchanged: z.int().meta({ description: 'Projects' }),
    notShared: z.int().meta({ description: 'Projects' }),
    findings: z.int(),
    totals: totals.meta({ description: 'Of the whole file' }),
  })
  .meta({ id: 'ImportSummary' });

const decision = z
  .object({
    share: z
      .union([z.literal('all'), z.array(z.string())])
      .optional()
      .meta({ description: "External ids of projects stricter than the table's audience" }),
    conflicts: z
      .record(z.string(), z.enum(['file', 'live']))
      .optional()
      .meta({ description: 'By path; what is not named stays as it is' }),
    skip: z.array(z.string()).optional(),
  })
  .meta({ id: 'ImportDecision' });

const table = z.object({ table: z.string() });
const oneImport = table.extend({ id: z.string() });
const exportOf = (name: string, summaryOf: string): Description =>
  describe({
    method: 'get',
    path: `/tables/{table}/exports/${name}`,
    summary: summaryOf,
    params: table,
    refuses: SEAT_REFUSES,
  });

export const exchangeDescriptions: readonly Description[] = [
  describe({
    method: 'post',
    path: '/tables/{table}/imports',
    summary: 'Upload a DIWI workbook and see what it would do; by chair or secretary. Nothing is changed yet',
    status: 201,
    params: table,
    contentType: 'multipart/form-data',
    body: z.object({ file: z.string().meta({ format: 'binary' }) }),
    answer: summary,
    refuses: [...SEAT_REFUSES, 'tooLarge'],
  }),
  describe({
    method: 'get',
    path: '/tables/{table}/imports/{id}',
    summary: 'A preview in full, against the plans as they are now; only for who uploaded it',
    params: oneImport,
    answer: z.looseObject({ id: z.string(), state: z.enum(['previewed', 'confirmed', 'applied']), totals }),
    refuses: SEAT_REFUSES,
  }),
  describe({
    method: 'post',
    path: '/tables/{table}/imports/{id}/confirm',
    summary: 'Apply an import, exactly once; answers once it is durable',
    params: oneImport,
    body: decision,
    answer: z.object({ applied: z.int().meta({ description: 'Projects made or changed' }) }),
    refuses: SEAT_REFUSES,
  }),
  exportOf('table.json', 'Everything of a table that I may see, as JSON'),
  exportOf('projects.csv', 'The plans as CSV'),
  exportOf('projects.geojson', 'The plans as GeoJSON'),
];
