import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import { describe, expect, test } from 'vitest';
import { fresh, type Subject } from './place.ts';

function entry(table: string, seq: number, body: unknown = { seq }): RegisterEntry {
  const event = {
    table,
    seq,
    prev: '0'.repeat(64),
    type: 'roundOpened',
    at: '2026-11-24T09:00:00.000Z',
    actor: 'p1',
    bodyHash: 'ab'.repeat(32),
  };
  return { event, salt: `salt-${seq}`, body };
}

export function describeRegister(subject: Subject): void {
  describe('the register', () => {
    test('events come back whole and in order, after a sequence number, also after a restart', async () => {
      const table = fresh('table');
      expect(await subject.store.register.read(table, 0)).toEqual([]);
      const bodies = [{ $set: 1, 'a.b': [[1], []] }, null, 'tekst', { z: 1, a: { deep: [null, '\uD800'] } }];
      for (const [n, body] of bodies.entries())
        expect(await subject.store.register.append(entry(table, n + 1, body))).toBe(true);
      expect(await subject.store.register.append(entry(fresh('other'), 1))).toBe(true);
      await subject.reopen();
      expect(await subject.store.register.read(table, 0)).toStrictEqual(
        bodies.map((body, n) => entry(table, n + 1, body)),
      );
      expect((await subject.store.register.read(table, 2)).map(({ event }) => event.seq)).toEqual([3, 4]);
      expect(await subject.store.register.read(table, 4)).toEqual([]);
    });

    test('orders the tenth event after the ninth', async () => {
      const table = fresh('table');
      for (let seq = 1; seq <= 12; seq++) await subject.store.register.append(entry(table, seq));
      expect((await subject.store.register.read(table, 8)).map(({ event }) => event.seq)).toEqual([
        9, 10, 11, 12,
      ]);
    });

    test('a sequence number is taken once, and the loser finds the winner at once', async () => {
      const table = fresh('table');
      for (let seq = 1; seq <= 10; seq++) {
        const answers = await Promise.all(
          Array.from({ length: 8 }, async (_, n) => {
            const won = await subject.store.register.append(entry(table, seq, { n }));
            const [there] = await subject.store.register.read(table, seq - 1);
            return { won, n, there: there?.body };
          }),
        );
        const winners = answers.filter(({ won }) => won);
        expect(winners).toHaveLength(1);
        expect(answers.map(({ there }) => there)).toEqual(answers.map(() => ({ n: winners[0]?.n })));
      }
      expect(await subject.store.register.read(table, 0)).toHaveLength(10);
    });

    test('erasing forgets body and salt of one event and leaves the chain', async () => {
      const table = fresh('table');
      for (let seq = 1; seq <= 3; seq++) await subject.store.register.append(entry(table, seq));
      await subject.store.register.erase(table, 2);
      await subject.store.register.erase(table, 99);
      await subject.reopen();
      expect(await subject.store.register.read(table, 0)).toEqual([
        entry(table, 1),
        { event: entry(table, 2).event, salt: null, body: null },
        entry(table, 3),
      ]);
      expect(await subject.store.register.append(entry(table, 2))).toBe(false);
    });
  });
}
