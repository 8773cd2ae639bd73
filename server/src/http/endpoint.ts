import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Result } from '@bouwberaad/shared/lib/result.ts';
import { askerOf } from './asker.ts';
import type { SignedIn } from './auth/sessions.ts';
import { refuse, sendProblem, type HttpProblem, type ProblemCode } from './problem.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What one route takes, answers and refuses: what it is checked by and what OpenAPI says of it are the same. */
export interface Description {
  readonly method: Method;
  /** Below /api/v1, as OpenAPI writes it: `/tables/{table}`. */
  readonly path: string;
  readonly summary: string;
  readonly status: number;
  /** Works without being signed in. */
  readonly open: boolean;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  /** Of the body. */
  readonly contentType: 'application/json' | 'multipart/form-data';
  readonly answer: z.ZodType | null;
  /** Besides those that every route can give. */
  readonly refuses: readonly ProblemCode[];
}

export interface Endpoint extends Description {
  readonly run: (request: Request, response: Response) => Promise<void>;
}

interface Spec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType, Who> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly status?: number;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  readonly refuses?: readonly ProblemCode[];
  handle(asked: Asked<z.infer<P>, z.infer<Q>, z.infer<B>, Who>): Promise<Result<z.input<A>, HttpProblem>>;
}

export interface Asked<P, Q, B, Who> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly who: Who;
  /** For headers only; the answer is what `handle` returns. */
  readonly response: Response;
}

const nothing = z.object({});

/** A route for who is signed in. */
export function endpoint<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
>(spec: Spec<P, Q, B, A, SignedIn>): Endpoint {
  return build(spec, false, (request) => askerOf(request) ?? refuse('notSignedIn'));
}

/** A route for everybody. */
export function openEndpoint<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
>(spec: Spec<P, Q, B, A, SignedIn | null>): Endpoint {
  return build(spec, true, askerOf);
}

function build<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
  Who extends object | null,
>(spec: Spec<P, Q, B, A, Who>, open: boolean, whoOf: (request: Request) => Who | HttpProblem): Endpoint {
  const { method, path, summary, status = 200, refuses = [] } = spec;
  const description = {
    method,
    path,
    summary,
    status,
    open,
    refuses,
    params: spec.params ?? nothing,
    query: spec.query ?? nothing,
    body: spec.body ?? null,
    contentType: 'application/json' as const,
    answer: spec.answer ?? null,
  };
  return {
    ...description,
    async run(request, response) {
      const answer = await ask(request, response);
      if (!answer.ok) sendProblem(response, answer);
      else if (description.answer === null) response.status(status).end();
      else response.status(status).json(answer.value);
    },
  };

  async function ask(request: Request, response: Response): Promise<Result<unknown, HttpProblem>> {
    const who = whoOf(request);
    if (isProblem(who)) return who;
    const asked = parse(description, request);
    if (isProblem(asked)) return asked;
    // The schemas in `description` are those of `spec`, so what they parsed is what `handle` asks for.
    return spec.handle({ ...asked, who, response } as Asked<z.infer<P>, z.infer<Q>, z.infer<B>, Who>);
  }
}

interface Parsed {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

function parse(
  description: Pick<Description, 'params' | 'query' | 'body'>,
  request: Request,
): Parsed | HttpProblem {
  const params = description.params.safeParse(request.params);
  if (!params.success) return refuse('notFound');
  const query = description.query.safeParse(request.query);
  if (!query.success) return malformed(query.error);
  if (description.body === null) return { params: params.data, query: query.data, body: undefined };
  const body = description.body.safeParse(request.body);
  return body.success ? { params: params.data, query: query.data, body: body.data } : malformed(body.error);
}

function malformed(error: z.ZodError): HttpProblem {
  const where = error.issues[0]?.path.join('.') ?? '';
  return refuse(
    'malformed',
    where === '' ? undefined : `Deze vraag is niet goed gevormd: kijk naar "${where}".`,
    where === '' ? undefined : where,
  );
}

function isProblem(value: object | null): value is HttpProblem {
  return value !== null && 'ok' in value && value.ok === false;
}

/** A route that another part answers itself, in words for OpenAPI. */
export function describe(
  more: Pick<Description, 'method' | 'path' | 'summary'> & Partial<Description>,
): Description {
  return {
    status: 200,
    open: false,
    params: nothing,
    query: nothing,
    body: null,
    contentType: 'application/json',
    answer: null,
    refuses: [],
    ...more,
  };
}

export function mount(router: Router, endpoints: readonly Endpoint[]): void {
  for (const { method, path, run } of endpoints) router[method](toExpress(path), run);
}

/** `/tables/{table}` as express writes it: `/tables/:table`. */
export function toExpress(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
