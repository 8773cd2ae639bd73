import type { Claim, Group, LogRow, UpdateLog } from '../store.ts';
import type { Barrier } from './barrier.ts';
import type { Collections, GroupDocument } from './collections.ts';
import { isDuplicate } from './duplicate.ts';
import { type NewGroup, toGroupDocument } from './group-document.ts';
import type { Parts } from './parts.ts';
import { formatRowId, sortRows } from './row-id.ts';
import { highestOf, Sequence } from './sequence.ts';

/** Group numbers in one statement; far below the 16 MiB that a statement may be. */
const DROP_AT_ONCE = 5000;

export function createUpdateLog({ groups }: Pick<Collections, 'groups'>, parts: Parts, barrier: Barrier): UpdateLog {
  const sequence = new Sequence(highestOf(groups));
  /**
   * A group that is tried again keeps its document's id. When the connection broke after the server had written it,
   * the second try is recognised, and its history does not stand there twice.
   */
  const documents = new WeakMap<Group, Promise<NewGroup>>();

  function documentOf(group: Group): Promise<NewGroup> {
    const known = documents.get(group);
    if (known !== undefined) return known;
    const made = toGroupDocument(group, parts);
    documents.set(group, made);
    made.catch(() => documents.delete(group));
    return made;
  }

  async function append(group: Group): Promise<void> {
    const document = await documentOf(group);
    for (;;) {
      try {
        await groups.insertOne({ ...document, seq: await sequence.next(group.doc) });
        return;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        await barrier();
        if ((await groups.findOne({ _id: document._id }, { projection: { _id: 1 } })) !== null) return;
        // Another server took the number.
        sequence.forget(group.doc);
      }
    }
  }

  async function tail(doc: string): Promise<readonly LogRow[]> {
    const live = await groups.find({ doc, live: true }, { projection: { seq: 1, rows: 1, count: 1, pack: 1 } }).sort({ seq: 1 }).toArray();
    const rows: LogRow[] = [];
    for (const group of live) rows.push(...(await rowsOf(group, parts)));
    return rows;
  }

  async function drop(doc: string, ids: readonly string[]): Promise<void> {
    const { whole, some } = sortRows(ids);
    for (let start = 0; start < whole.length; start += DROP_AT_ONCE) {
      const filter = { doc, seq: { $in: whole.slice(start, start + DROP_AT_ONCE) } };
      const packed = await groups.find({ ...filter, pack: { $ne: null } }, { projection: { pack: 1 } }).toArray();
      await groups.updateMany(filter, { $set: { rows: {}, live: false, pack: null } });
      for (const { pack } of packed) await parts.remove(pack);
    }
    for (const { seq, rows } of some) {
      await groups.updateOne({ doc, seq }, { $unset: Object.fromEntries(rows.map((n) => [`rows.${n}`, ''])) });
    }
  }

  async function claims(doc: string): Promise<readonly Claim[]> {
    // The range is what the index on `claims.client` is for: groups without claims are the many.
    const found = await groups.find({ doc, 'claims.client': { $gte: 0 } }, { projection: { claims: 1 } }).sort({ seq: 1 }).toArray();
    const first = new Map<number, Claim>();
    for (const claim of found.flatMap((group) => group.claims)) if (!first.has(claim.client)) first.set(claim.client, claim);
    return [...first.values()];
  }

  return { append, tail, drop, claims };
}

async function rowsOf({ seq, rows, count, pack }: GroupDocument, parts: Parts): Promise<LogRow[]> {
  const packed = pack === null || Object.keys(rows).length === 0 ? null : await parts.readWhole(pack);
  // Whole numbers as keys come out in their order, whatever the order in which they were kept.
  return Object.entries(rows).map(([n, row]) => {
    const id = formatRowId({ seq, n: Number(n), count });
    if (row instanceof Uint8Array) return { id, update: row };
    if (packed === null) throw new Error('the store has lost a part of a document');
    return { id, update: packed.subarray(row.from, row.from + row.size) };
  });
}
