import { done, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { Collections } from './collections.ts';
import { isDuplicate } from './duplicate.ts';

/**
 * Step n brings the data from version n to n + 1. Steps are only ever added, and each may run twice: several servers
 * may start at the same time, and one may be stopped in the middle.
 */
const STEPS: readonly ((collections: Collections) => Promise<void>)[] = [makeIndexes, indexHistory];

export const SCHEMA_VERSION = STEPS.length;

export async function migrate(collections: Collections): Promise<Result<undefined>> {
  const { installation } = collections;
  const from = (await installation.findOne({ _id: 'schema' }))?.n ?? 0;
  if (from > SCHEMA_VERSION) {
    return problem(
      'newer',
      `The data is of version ${from}, this program knows up to ${SCHEMA_VERSION}: start a newer one.`,
    );
  }
  for (const [version, step] of STEPS.entries()) {
    if (version < from) continue;
    await step(collections);
    try {
      // Never backwards: a server that is ahead of this one may have written a higher number meanwhile.
      await installation.updateOne(
        { _id: 'schema', n: { $lte: version } },
        { $set: { n: version + 1 } },
        { upsert: true },
      );
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
  return done;
}

async function makeIndexes({
  groups,
  checkpoints,
  register,
  referenceDates,
  directory,
  outgoing,
  parts,
}: Collections): Promise<void> {
  await groups.createIndex({ doc: 1, seq: 1 }, { unique: true }, {});
  await groups.createIndex({ doc: 1, live: 1, seq: 1 });
  await groups.createIndex({ doc: 1, 'history.path': 1 });
  await groups.createIndex({ doc: 1, 'claims.client': 1 });
  await checkpoints.createIndex({ doc: 1, seq: 1 }, { unique: true }, {});
  await register.createIndex({ table: 1, seq: 1 }, { unique: true }, {});
  await referenceDates.createIndex({ table: 1, at: 1 });
  await directory.createIndex({ kind: 1, id: 1 });
  await outgoing.createIndex({ state: 1, at: 1 });
  await parts.createIndex({ parts: 1, n: 1 }, { unique: true }, {});
}

/** For pages of the history by person and by time; by place there is one already. */
async function indexHistory({ groups }: Collections): Promise<void> {
  await groups.createIndex({ doc: 1, 'history.by': 1 });
  await groups.createIndex({ doc: 1, 'history.at': 1 });
}
