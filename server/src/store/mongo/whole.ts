import type { Checkpoints, HistoryRow, Snapshot, UpdateLog, Whole } from '../store.ts';
import type { Collections, GroupDocument } from './collections.ts';
import { historyOf } from './history.ts';
import type { Parts } from './parts.ts';
import { parseRowId } from './row-id.ts';
import { highestOf } from './sequence.ts';

export interface WholeOptions {
  readonly collections: Collections;
  readonly parts: Parts;
  readonly updates: UpdateLog;
  readonly checkpoints: Checkpoints;
}

export function createWhole({ collections, parts, updates, checkpoints }: WholeOptions): Whole {
  const { groups, installation } = collections;
  const lastGroup = highestOf(groups);
  const lastCheckpoint = highestOf(collections.checkpoints);
  const filled = [
    groups,
    collections.checkpoints,
    collections.register,
    collections.referenceDates,
    collections.directory,
    collections.outgoing,
    collections.parts,
  ] as const;

  /**
   * The moment is that of the last group's number. A checkpoint that was there before it holds nothing of later; when a
   * new one came meanwhile, rows of that moment may have left the log with it, and it is read again.
   */
  async function snapshot(doc: string): Promise<Snapshot> {
    for (;;) {
      const newest = await lastCheckpoint(doc);
      const kept = await checkpoints.list(doc);
      const last = await lastGroup(doc);
      const rows = (await updates.tail(doc)).filter(({ id }) => (parseRowId(id)?.seq ?? 0) <= last);
      const claims = await updates.claims(doc);
      if ((await lastCheckpoint(doc)) === newest)
        return { rows, checkpoints: kept, claims, history: historyUntil(doc, last) };
    }
  }

  async function* historyUntil(doc: string, last: number): AsyncGenerator<readonly HistoryRow[]> {
    const found = groups
      .find({ doc, seq: { $lte: last } })
      .project<Pick<GroupDocument, 'history' | 'values'>>({ history: 1, values: 1 })
      .sort({ seq: 1 });
    for await (const group of found) yield await historyOf(group, parts, () => true);
  }

  async function isEmpty(): Promise<boolean> {
    const found = await Promise.all([
      ...filled.map((one) => one.countDocuments({}, { limit: 1 })),
      installation.countDocuments({ _id: 'restoring' }),
    ]);
    return found.every((count) => count === 0);
  }

  async function replace(fill: () => Promise<void>): Promise<void> {
    await installation.replaceOne({ _id: 'restoring' }, { n: 1 }, { upsert: true });
    for (const one of filled) await one.deleteMany({});
    await fill();
    await installation.deleteOne({ _id: 'restoring' });
  }

  return { snapshot, isEmpty, replace };
}
