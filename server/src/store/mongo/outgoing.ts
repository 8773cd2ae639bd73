import type { Outgoing, OutgoingMessage } from '../store.ts';
import type { Collections } from './collections.ts';
import { isDuplicate } from './duplicate.ts';

export function createOutgoing({ outgoing }: Pick<Collections, 'outgoing'>): Outgoing {
  async function queue({ key, ...message }: OutgoingMessage): Promise<boolean> {
    try {
      await outgoing.insertOne({ _id: key, ...message });
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return false;
    }
  }

  async function mark(key: string, state: OutgoingMessage['state']): Promise<void> {
    await outgoing.updateOne({ _id: key }, { $set: { state } });
  }

  async function list(state: OutgoingMessage['state']): Promise<readonly OutgoingMessage[]> {
    const found = await outgoing.find({ state }).sort({ at: 1, _id: 1 }).toArray();
    return found.map(({ _id, ...message }) => ({ key: _id, ...message }));
  }

  return { queue, mark, list };
}
