import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Description } from './endpoint.ts';
import { statusOf, type ProblemCode } from './problem.ts';

export const API = '/api/v1';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** OpenAPI 3.1 of routes, from the schemas that they are checked by. */
export function describeApi(routes: readonly Description[]): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'bb_session',
  });
  for (const route of routes) {
    registry.registerPath({
      method: route.method,
      path: API + route.path,
      summary: route.summary,
      tags: [route.path.split('/')[1] ?? ''],
      security: route.open ? [] : [{ bearer: [] }, { cookie: [] }],
      request: {
        ...(isEmpty(route.params) ? {} : { params: route.params }),
        ...(isEmpty(route.query) ? {} : { query: route.query }),
        ...(route.body === null
          ? {}
          : { body: { content: { [route.contentType]: { schema: route.body } } } }),
      },
      responses: { ...answers(route), ...refusals(route) },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Bouwberaad',
      version: '1',
      description:
        'What may be relied on: docs/contract.md. Problems are application/problem+json with a stable `code` and a Dutch `detail`.',
    },
  });
}

const problem = z
  .object({
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    at: z.string().optional(),
  })
  .meta({ id: 'Problem' });

function isEmpty(schema: z.ZodObject): boolean {
  return Object.keys(schema.shape).length === 0;
}

function answers({ status, answer, summary }: Description): Record<string, ResponseConfig> {
  return {
    [status]: {
      description: summary,
      ...(answer === null ? {} : { content: { 'application/json': { schema: answer } } }),
    },
  };
}

/** One response per status, its description the codes that come with it. */
function refusals(route: Description): Record<string, ResponseConfig> {
  const everywhere: ProblemCode[] = [
    'malformed',
    ...(route.open ? [] : (['notSignedIn', 'tooMany'] as const)),
    ...(route.method === 'get' ? [] : (['foreignOrigin', 'wrongType', 'tooLarge'] as const)),
  ];
  const byStatus = Map.groupBy(new Set([...everywhere, ...route.refuses]), statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join(', '), content: { 'application/problem+json': { schema: problem } } },
    ]),
  );
}
