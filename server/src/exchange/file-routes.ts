import { Router, type Request, type Response } from 'express';
import { toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { problem, type Problem } from '@bouwberaad/shared/lib/result.ts';
import type { Actor, Permission } from '@bouwberaad/shared/policy/policy.ts';
import { z } from 'zod';
import type { Directory, FileRecord } from '../store/store.ts';
import { fileType, isPicture } from './file-kind.ts';
import { describe } from './import-schemas.ts';
import { isParticipant, NOT_A_PARTICIPANT, refuse, tableOf, type ExchangeDeps } from './refusals.ts';
import { readUpload } from './upload.ts';

export const EVIDENCE_LIMIT = 10 * 1024 * 1024;

export interface FileDeps extends Pick<ExchangeDeps, 'actorOf'> {
  readonly directory: Pick<Directory, 'get' | 'put'>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Who may write an action may give a file with it. */
  readonly mayGive: (actor: Actor, table: string) => Permission;
}

const file = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.int() });
const ofTable = z.object({ table: z.string() });

export const fileDescriptions = [
  {
    ...describe('post', '/tables/{table}/files', 'Keeps a photo or document as evidence of an action', {
      params: ofTable,
      answer: file,
    }),
    status: 201,
    contentType: 'multipart/form-data' as const,
  },
  describe('get', '/tables/{table}/files/{file}', 'A photo or document, for who sits at the table', {
    params: z.object({ table: z.string(), file: z.string() }),
  }),
];

const WRONG_KIND = problem(
  'wrongKind',
  'Dit soort bestand kan hier niet bij. Kies een foto (jpeg, png, webp, heic), pdf, docx, xlsx of txt.',
);
const UNKNOWN = problem('unknownFile', 'Dit bestand is er niet.');

/** Evidence: kept by the store and never in a workspace, served so that it can't run. */
export function fileRoutes(deps: FileDeps): Router {
  const router = Router();
  router.post('/tables/:table/files', (request, response) => keep(request, response, deps));
  router.get('/tables/:table/files/:file', async (request, response) => {
    if (!isParticipant(await deps.actorOf(request, tableOf(request)))) refuse(response, NOT_A_PARTICIPANT);
    else {
      const found = await deps.directory.get('file', `${tableOf(request)}/${request.params.file}`);
      if (found === null) refuse(response, UNKNOWN);
      else serve(response, found);
    }
  });
  return router;
}

async function keep(request: Request, response: Response, deps: FileDeps): Promise<void> {
  const table = tableOf(request);
  const actor = await deps.actorOf(request, table);
  const wrong = whyNot(actor, table, deps);
  if (wrong !== null || actor === null) {
    refuse(response, wrong ?? NOT_A_PARTICIPANT);
    return;
  }
  const upload = await readUpload(request, EVIDENCE_LIMIT, EVIDENCE_WORDS);
  if (!upload.ok) {
    refuse(response, upload);
    return;
  }
  const { bytes } = upload.value;
  const name = plainName(upload.value.name);
  const type = fileType(bytes, name);
  if (type === null) {
    refuse(response, WRONG_KIND);
    return;
  }
  const id = deps.newId();
  await deps.directory.put('file', {
    id: `${table}/${id}`,
    table,
    by: actor.person,
    at: toIso(deps.clock.now()),
    name,
    type,
    content: bytes,
  });
  response.status(201).json({ id, name, type, size: bytes.length });
}

const EVIDENCE_WORDS = {
  name: 'bestand',
  noForm: 'Stuur het bestand in een formulier (multipart/form-data).',
  tooLarge: 'Dit bestand is groter dan 10 MB. Maak de foto kleiner, of zet er een link bij.',
  none: 'Er zat geen bestand bij. Kies een foto of een stuk.',
};

function whyNot(actor: Actor | null, table: string, { mayGive }: Pick<FileDeps, 'mayGive'>): Problem | null {
  if (!isParticipant(actor)) return NOT_A_PARTICIPANT;
  return mayGive(actor, table).ok
    ? null
    : problem('notAllowed', 'Je bent toehoorder aan deze tafel: je leest mee.');
}

/** The last part of a path, without what a terminal, a header or a folder would take for something else. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const plain = last.replaceAll(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return plain === '' ? 'bestand' : plain.slice(0, 200);
}

/**
 * Pictures are drawn, in a page that may do nothing; anything else is only put on a disk. Whatever a browser takes the
 * bytes for, no script in them has our address.
 */
function serve(response: Response, { name, type, content }: FileRecord): void {
  const how = isPicture(type) ? 'inline' : 'attachment';
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  response
    .set('Content-Type', type === 'text/plain' ? 'text/plain; charset=utf-8' : type)
    .set('Content-Disposition', `${how}; filename="${ascii}"; filename*=UTF-8''${encodeName(name)}`)
    .set('X-Content-Type-Options', 'nosniff')
    .set(
      'Content-Security-Policy',
      "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    )
    .set('Cache-Control', 'private, no-store')
    .send(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
}

/** RFC 8187. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
