import type { ZipLimits } from './zip.ts';

/** Many times a region's plans; a file beyond this is none of plans, or is meant to hurt. */
export const FILE_LIMITS: ZipLimits & {
  readonly cells: number;
  readonly rows: number;
  readonly columns: number;
} = {
  entries: 2000,
  bytes: 256 * 1024 * 1024,
  cells: 1_500_000,
  rows: 40_000,
  columns: 2000,
};

export const UPLOAD_LIMIT = 20 * 1024 * 1024;

export const TOO_MANY =
  'Dit bestand heeft meer dan 40.000 gevulde rijen of 1,5 miljoen gevulde cellen. Verdeel het over meer bestanden.';
