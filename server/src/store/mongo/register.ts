import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { fromText, toText } from '../record-text.ts';
import type { Register } from '../store.ts';
import type { Barrier } from './barrier.ts';
import type { Collections } from './collections.ts';
import { isDuplicate } from './duplicate.ts';

export function createRegister({ register }: Pick<Collections, 'register'>, barrier: Barrier): Register {
  async function append({ event, salt, body }: RegisterEntry): Promise<boolean> {
    try {
      await register.insertOne({
        table: event.table,
        seq: event.seq,
        event,
        salt,
        body: body === null ? null : toText(body),
      });
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // The caller reads again now, and has to find the event that was in the way.
      await barrier();
      return false;
    }
  }

  async function read(table: string, after: number): Promise<readonly RegisterEntry[]> {
    const found = await register
      .find({ table, seq: { $gt: after } })
      .sort({ seq: 1 })
      .toArray();
    return found.map(({ event, salt, body }) => ({
      event,
      salt,
      body: body === null ? null : fromText(body),
    }));
  }

  async function erase(table: string, seq: number): Promise<void> {
    await register.updateOne({ table, seq }, { $set: { salt: null, body: null } });
  }

  return { append, read, erase };
}
