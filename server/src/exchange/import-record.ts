import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ImportChoices } from '@bouwberaad/shared/sheet/edits.ts';
import type { Sheet } from '@bouwberaad/shared/sheet/sheet.ts';

/** What an import record carries as text: the file as it was read, and later what was decided about it. */
export interface ImportContent {
  readonly sheet: Sheet;
  readonly choices: ImportChoices | null;
  /** Projects created or changed, once it is applied. */
  readonly applied: number | null;
}

const zip = promisify(gzip);
const unzip = promisify(gunzip);

export async function packContent(content: ImportContent): Promise<Uint8Array> {
  return await zip(JSON.stringify(content));
}

export async function unpackContent(rows: Uint8Array): Promise<ImportContent> {
  const text = await unzip(rows);
  return JSON.parse(text.toString('utf8')) as ImportContent;
}
