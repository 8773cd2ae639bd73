import { ok, problem, type Problem, type Result } from '@bouwberaad/shared/lib/result.ts';

/** An answer that was not what we hoped: `code` as the server names it, or `network`, `shape`. */
export interface ApiProblem extends Problem {
  /** The HTTP status; 0 when the server was not reached. */
  readonly status: number;
}

export type Answer<T> = Result<T, ApiProblem>;

export interface ApiOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Nobody is signed in, or no longer. The caller gets the problem as well. */
  readonly onSignedOut: () => void;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** In a page's `load`: the fetch that it was given. */
  readonly fetch?: typeof globalThis.fetch;
  /** Here a 401 is an answer like any other: the sign-in page itself. */
  readonly stay?: boolean;
}

export interface Api {
  get<T>(path: string, options?: RequestOptions): Promise<Answer<T>>;
  post<T>(path: string, options?: RequestOptions): Promise<Answer<T>>;
  put<T>(path: string, options?: RequestOptions): Promise<Answer<T>>;
  delete<T>(path: string, options?: RequestOptions): Promise<Answer<T>>;
}

/**
 * `/api/v1` as values: an answer or a problem, never an exception. Paths are below `/api/v1`; whoever puts a name
 * into one encodes it. T is the server's word (its schemas are its own), checked no further than being JSON.
 */
export function createApi({ fetch, onSignedOut }: ApiOptions): Api {
  async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
    const sent = await attempt(() =>
      (options.fetch ?? fetch)(`/api/v1${path}`, requestInit(method, options)),
    );
    if (sent === null) return { ...problem('network', ''), status: 0 };
    if (sent.status === 401 && options.stay !== true) onSignedOut();
    if (!sent.ok) return readProblem(sent);
    if (sent.status === 204) return ok(undefined as T);
    const body = await attempt(() => sent.json() as Promise<T>);
    // 202 may come without a body; anything else without JSON is not the server that we know.
    if (body === null)
      return sent.status === 202 ? ok(undefined as T) : { ...problem('shape', ''), status: sent.status };
    return ok(body);
  }

  return {
    get: (path, options) => request('GET', path, options),
    post: (path, options) => request('POST', path, options),
    put: (path, options) => request('PUT', path, options),
    delete: (path, options) => request('DELETE', path, options),
  };
}

function requestInit(method: string, { body, signal }: RequestOptions): RequestInit {
  return {
    method,
    credentials: 'same-origin',
    ...(signal === undefined ? {} : { signal }),
    ...(body instanceof FormData ? { body } : body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
  };
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const body = await attempt(() => response.json() as Promise<unknown>);
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string): string | undefined =>
    typeof fields[name] === 'string' ? fields[name] : undefined;
  const code = text('code') ?? String(response.status);
  return { ...problem(code, text('detail') ?? text('title') ?? ''), status: response.status };
}

/** A network that fails throws; here that is one of the answers. */
async function attempt<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch {
    return null;
  }
}
