import type { Collection } from 'mongodb';
import type { Claim, Group, UpdateLog } from '../store.ts';
import type { Barrier } from './barrier.ts';
import type { Collections, GroupDocument } from './collections.ts';
import { isDuplicate } from './duplicate.ts';
import { type NewGroup, toGroupDocument } from './group-document.ts';
import type { Parts } from './parts.ts';
import { highestOf, Sequence } from './sequence.ts';
import { dropRows, readTail } from './tail.ts';

export function createUpdateLog(
  { groups }: Pick<Collections, 'groups'>,
  parts: Parts,
  barrier: Barrier,
): UpdateLog {
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

  return {
    append,
    tail: (doc) => readTail(groups, parts, doc),
    drop: (doc, rows) => dropRows(groups, parts, doc, rows),
    claims: (doc) => readClaims(groups, doc),
  };
}

async function readClaims(groups: Collection<GroupDocument>, doc: string): Promise<readonly Claim[]> {
  // The range is what the index on `claims.client` is for: groups without claims are the many.
  const found = await groups
    .find({ doc, 'claims.client': { $gte: 0 } }, { projection: { claims: 1 } })
    .sort({ seq: 1 })
    .toArray();
  const first = new Map<number, Claim>();
  for (const claim of found.flatMap((group) => group.claims)) {
    if (!first.has(claim.client)) first.set(claim.client, claim);
  }
  return [...first.values()];
}
