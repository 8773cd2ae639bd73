import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** How parts of an import are kept; beside the rooms' own work, in zlib's threads. */
export const zip = promisify(gzip);
export const unzip = promisify(gunzip);
