import { crc32 } from 'node:zlib';

/**
 * A number for the record of a document that a path is about: `projects/<id>` and all below it have the same. Kept in the
 * file, so it never changes. Different records may have the same number: whoever finds rows by it looks at their paths too.
 */
export function recordNumber(doc: string, path: string): number {
  const root = path.indexOf('/');
  const end = root === -1 ? -1 : path.indexOf('/', root + 1);
  return crc32(end === -1 ? path : path.slice(0, end), crc32(doc));
}
