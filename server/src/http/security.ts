import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { bearerOf } from './auth/sessions.ts';
import { isOurOrigin } from './origin.ts';
import { refuse, sendProblem, type HttpProblem } from './problem.ts';

/** Headers for everything. The pages bring their own content security policy, with nonces: two would be joined. */
export function headersForAll(publicUrl: string | null): RequestHandler {
  return helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: isHttps(publicUrl),
    xFrameOptions: { action: 'deny' },
  });
}

/** Answers of the API are data: nothing in them may run, be framed, or be kept by a cache. */
export const headersForApi: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/**
 * The pages' own policy lets images in from here alone; of an installation with map tiles also from their server, and
 * from nothing else.
 */
export function admitTiles(tiles: { readonly url: string } | null): RequestHandler {
  const from = tiles === null ? null : new URL(tiles.url.replaceAll(/[{}]/g, '')).origin;
  return (_request, response, next) => {
    if (from !== null) {
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (name, value) =>
        setHeader(
          name,
          name.toLowerCase() === 'content-security-policy'
            ? String(value).replace(/(^|;\s*)img-src /, `$&${from} `)
            : value,
        );
    }
    next();
  };
}

export function isHttps(publicUrl: string | null): boolean {
  return publicUrl !== null && publicUrl.startsWith('https:');
}

/** Writes come from our own page, or from a program that carries its token itself. */
export function closeForgery(publicUrl: string | null): RequestHandler {
  return (request, response, next) => {
    const wrong = checkSender(request, publicUrl) ?? checkContent(request);
    if (wrong === null) next();
    else sendProblem(response, wrong);
  };
}

/** No browser adds a bearer token by itself; a cookie it does, so then the sender must show where it stands. */
function checkSender(request: Request, publicUrl: string | null): HttpProblem | null {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || bearerOf(request.headers.authorization) !== null)
    return null;
  const { origin, cookie } = request.headers;
  if (origin !== undefined)
    return isOurOrigin(origin, { publicUrl, host: request.host }) ? null : refuse('foreignOrigin');
  const site = request.headers['sec-fetch-site'];
  if (site === undefined ? cookie === undefined : site === 'same-origin') return null;
  return refuse('foreignOrigin');
}

/** What a form of another site can send without asking (urlencoded, plain text) is never read. */
function checkContent(request: Request): HttpProblem | null {
  const empty =
    request.headers['transfer-encoding'] === undefined &&
    Number(request.headers['content-length'] ?? 0) === 0;
  if (empty) return null;
  return request.is(['application/json', 'multipart/form-data']) === false ? refuse('wrongType') : null;
}
