import { type Collection, ObjectId } from 'mongodb';
import { fromRecordText, toRecordText } from '../record-text.ts';
import type { Directory, DirectoryKind, DirectoryRecords } from '../store.ts';
import type { Barrier } from './barrier.ts';
import type { Collections, DirectoryDocument } from './collections.ts';
import { isDuplicate } from './duplicate.ts';
import type { Parts } from './parts.ts';

/** Sorts after whatever an id goes on with. */
const LAST = '\u{10FFFF}';

export function createDirectory(
  { directory }: Pick<Collections, 'directory'>,
  parts: Parts,
  barrier: Barrier,
): Directory {
  async function get<K extends DirectoryKind>(kind: K, id: string): Promise<DirectoryRecords[K] | null> {
    return (await readWhole(directory, parts, kind, id))?.record ?? null;
  }

  /** Who was replaced between the two reads is read again, who was taken is left out. */
  const toRecords = <K extends DirectoryKind>(kind: K, found: readonly DirectoryDocument[]) =>
    allOf(found, async (document) => (await toRecord(kind, document, parts)) ?? get(kind, document.id));

  async function list<K extends DirectoryKind>(kind: K): Promise<readonly DirectoryRecords[K][]> {
    return toRecords(kind, await directory.find({ kind }).sort({ id: 1 }).toArray());
  }

  async function below<K extends DirectoryKind>(kind: K, prefix: string) {
    return toRecords(
      kind,
      await directory
        .find({ _id: rangeOf(kind, prefix) })
        .sort({ id: 1 })
        .toArray(),
    );
  }

  async function put<K extends DirectoryKind>(kind: K, record: DirectoryRecords[K]): Promise<void> {
    const _id = keyOf(kind, record.id);
    const { text, bytes } = toRecordText(record);
    const before = bytes === null ? null : await directory.findOne({ _id }, { projection: { bytes: 1 } });
    const kept = bytes === null ? null : await parts.keep(bytes);
    await replace(directory, _id, {
      kind,
      id: record.id,
      text,
      bytes: kept,
      revision: new ObjectId().toHexString(),
    });
    await parts.remove(before?.bytes ?? null);
  }

  async function take<K extends DirectoryKind>(kind: K, id: string): Promise<DirectoryRecords[K] | null> {
    for (;;) {
      const found = await readWhole(directory, parts, kind, id);
      if (found === null) return null;
      const { document, record } = found;
      // The count of the removal decides, on any server; a findOneAndDelete is not one step on all of them.
      const { deletedCount } = await directory.deleteOne({ _id: document._id, revision: document.revision });
      if (deletedCount === 1) {
        await parts.remove(document.bytes);
        return record;
      }
      await barrier();
    }
  }

  return { get, list, below, put, take };
}

async function readWhole<K extends DirectoryKind>(
  directory: Collection<DirectoryDocument>,
  parts: Parts,
  kind: K,
  id: string,
): Promise<{ document: DirectoryDocument; record: DirectoryRecords[K] } | null> {
  for (let before = ''; ;) {
    const document = await directory.findOne({ _id: keyOf(kind, id) });
    if (document === null) return null;
    const record = await toRecord(kind, document, parts);
    if (record !== null) return { document, record };
    if (document.revision === before) throw new Error('the store has lost a part of a document');
    before = document.revision;
  }
}

async function allOf<T>(
  found: readonly DirectoryDocument[],
  read: (document: DirectoryDocument) => Promise<T | null>,
): Promise<readonly T[]> {
  return (await Promise.all(found.map(read))).filter((record) => record !== null);
}

/** Null when parts are missing: it was replaced between the two reads. */
async function toRecord<K extends DirectoryKind>(
  kind: K,
  { text, bytes }: DirectoryDocument,
  parts: Parts,
): Promise<DirectoryRecords[K] | null> {
  if (bytes === null) return fromRecordText(kind, { text, bytes });
  const whole = await parts.read(bytes);
  return whole === null ? null : fromRecordText(kind, { text, bytes: whole });
}

async function replace(
  directory: Collection<DirectoryDocument>,
  _id: string,
  document: Omit<DirectoryDocument, '_id'>,
): Promise<void> {
  for (;;) {
    try {
      await directory.replaceOne({ _id }, document, { upsert: true });
      return;
    } catch (error) {
      // Two who make the same record at once: it is there now, and is replaced.
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** The keys of those whose id begins so. */
function rangeOf(kind: DirectoryKind, prefix: string): { readonly $gte: string; readonly $lt: string } {
  return { $gte: keyOf(kind, prefix), $lt: keyOf(kind, `${prefix}${LAST}`) };
}

function keyOf(kind: DirectoryKind, id: string): string {
  return `${kind}/${id}`;
}
