import type { ReferenceDate, ReferenceDates } from '../store.ts';
import type { Collections, ReferenceDateDocument } from './collections.ts';
import { isDuplicate } from './duplicate.ts';
import type { Parts } from './parts.ts';

export function createReferenceDates(
  { referenceDates }: Pick<Collections, 'referenceDates'>,
  parts: Parts,
): ReferenceDates {
  async function put({ bytes, ...head }: ReferenceDate): Promise<void> {
    const kept = await parts.keep(bytes);
    try {
      await referenceDates.insertOne({ _id: keyOf(head.table, head.id), ...head, bytes: kept });
    } catch (error) {
      // Frozen means frozen: whoever puts it again changes nothing.
      if (!isDuplicate(error)) throw error;
      await parts.remove(kept);
    }
  }

  async function list(table: string): Promise<readonly Omit<ReferenceDate, 'bytes'>[]> {
    const found = await referenceDates
      .find({ table }, { projection: { bytes: 0 } })
      .sort({ at: 1, id: 1 })
      .toArray();
    return found.map(toHead);
  }

  async function get(table: string, id: string): Promise<ReferenceDate | null> {
    const found = await referenceDates.findOne({ _id: keyOf(table, id) });
    return found === null ? null : { ...toHead(found), bytes: await parts.readWhole(found.bytes) };
  }

  return { put, list, get };
}

function keyOf(table: string, id: string): string {
  return `${table}/${id}`;
}

function toHead({
  table,
  id,
  name,
  at,
  sha256,
}: Omit<ReferenceDateDocument, 'bytes'>): Omit<ReferenceDate, 'bytes'> {
  return { table, id, name, at, sha256 };
}
