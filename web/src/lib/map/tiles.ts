import type { TableInfo } from '#lib/sync/table-info.ts';

/** Tiles of a server that this installation has; without one the drawing is all there is. */
export interface Tiles {
  /** With {z}, {x} and {y}. */
  readonly url: string;
  readonly attribution: string;
}

export function tilesOf(info: TableInfo): Tiles | null {
  return info.tiles ?? null;
}
