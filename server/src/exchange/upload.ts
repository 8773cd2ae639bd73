import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { toSafeText } from '@bouwberaad/shared/lib/json.ts';

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is said when it is not what was asked for, and what a file without a name is called. */
export interface UploadWords {
  readonly name: string;
  readonly noForm: string;
  readonly tooLarge: string;
  readonly none: string;
}

function wordsForWorkbook(limit: number): UploadWords {
  return {
    name: 'werkboek.xlsx',
    noForm: 'Stuur het werkboek als bestand in een formulier (multipart/form-data).',
    tooLarge: `Dit bestand is groter dan ${Math.round(limit / 1024 / 1024)} MB. Bewaar alleen het blad met de plannen in een nieuw werkboek.`,
    none: 'Er zat geen bestand bij. Kies een werkboek.',
  };
}

/**
 * The one file of a multipart form, in memory, up to `limit` bytes; the rest of the form is not kept.
 * Problems: `noFile`, `tooLarge`, `malformed`.
 */
export function readUpload(
  request: IncomingMessage,
  limit: number,
  words: UploadWords = wordsForWorkbook(limit),
): Promise<Result<Upload>> {
  return new Promise((resolve) => {
    let form: busboy.Busboy;
    try {
      form = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: { files: 1, fileSize: limit, fields: 20, fieldSize: 1024, parts: 25 },
      });
    } catch {
      resolve(problem('malformed', words.noForm));
      return;
    }
    let upload: Upload | null = null;
    let tooLarge = false;
    form.on('file', (field, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => {
        tooLarge = true;
        chunks.length = 0;
      });
      stream.on('end', () => {
        if (field === 'file')
          upload = { name: toSafeText(filename || words.name), bytes: Buffer.concat(chunks) };
      });
    });
    form.on('error', () => {
      resolve(problem('malformed', 'Het formulier is niet heel aangekomen. Stuur het bestand opnieuw.'));
      // What still comes is read and forgotten, so that the answer arrives.
      request.unpipe(form);
      request.resume();
    });
    form.on('close', () => {
      if (tooLarge) resolve(problem('tooLarge', words.tooLarge));
      else resolve(upload === null ? problem('noFile', words.none) : ok(upload));
    });
    request.on('aborted', () => {
      resolve(problem('malformed', 'Het bestand is niet heel aangekomen. Stuur het opnieuw.'));
    });
    request.pipe(form);
  });
}
