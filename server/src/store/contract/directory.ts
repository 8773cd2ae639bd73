import { describe, expect, test } from 'vitest';
import type { ImportRecord, OutgoingMessage, ReferenceDate } from '../store.ts';
import { bytes, fresh, type Subject } from './place.ts';

export function describeDirectory(subject: Subject): void {
  describe('the directory', () => {
    test('keeps records by kind and id, replaces them, lists them by id', async () => {
      const { directory } = subject.store;
      const [b, a] = ['b', 'a'].map((letter) => ({
        id: fresh(letter),
        name: 'Anna',
        email: null,
        organisation: 'o1',
        admin: false,
      }));
      if (a === undefined || b === undefined) throw new Error('unreachable');
      await directory.put('person', b);
      await directory.put('person', a);
      await directory.put('setting', { id: a.id, value: 'of another kind' });
      expect(await directory.get('person', fresh('nobody'))).toBeNull();
      await directory.put('person', { ...a, name: 'Ànna ✓' });
      await subject.reopen();
      expect(await subject.store.directory.get('person', a.id)).toStrictEqual({ ...a, name: 'Ànna ✓' });
      expect(await subject.store.directory.get('setting', a.id)).toStrictEqual({
        id: a.id,
        value: 'of another kind',
      });
      const ours = (await subject.store.directory.list('person')).filter(
        (person) => person.id === a.id || person.id === b.id,
      );
      expect(ours).toStrictEqual([{ ...a, name: 'Ànna ✓' }, b]);
    });

    test('lists those whose ids begin alike, and nothing beside them', async () => {
      const { directory } = subject.store;
      const person = fresh('p');
      const ids = [`${person}/é`, `${person}/a`, `${person}/\u{1F3E0}`, `${person}0`, person, `${person}.x`];
      for (const id of ids) await directory.put('setting', { id, value: '' });
      await directory.put('person', {
        id: `${person}/b`,
        name: 'A',
        email: null,
        organisation: 'o',
        admin: false,
      });
      await subject.reopen();
      const below = await subject.store.directory.below('setting', `${person}/`);
      expect(below.map(({ id }) => id)).toEqual([`${person}/a`, `${person}/é`, `${person}/\u{1F3E0}`]);
      expect(await subject.store.directory.below('setting', fresh('nobody'))).toEqual([]);
    });

    test('a file keeps its content', async () => {
      const { directory } = subject.store;
      const id = `t1/${fresh('file')}`;
      const file = {
        id,
        table: 't1',
        by: 'p1',
        at: '2026-11-24T09:00:00.000Z',
        name: 'foto.jpg',
        type: 'image/jpeg',
      };
      await directory.put('file', { ...file, content: bytes(0xff, 0xd8, 0, 1) });
      await subject.reopen();
      const read = await subject.store.directory.get('file', id);
      expect({ ...read, content: [...(read?.content ?? [])] }).toEqual({
        ...file,
        content: [0xff, 0xd8, 0, 1],
      });
    });

    test('the same record put by several at the same time is there once', async () => {
      const id = fresh('setting');
      await Promise.all(
        Array.from({ length: 8 }, (_, n) => subject.store.directory.put('setting', { id, value: String(n) })),
      );
      expect(
        (await subject.store.directory.list('setting')).filter((setting) => setting.id === id),
      ).toHaveLength(1);
    });

    test('take gives a record to exactly one of those who ask at the same time', async () => {
      const { directory } = subject.store;
      for (let round = 0; round < 10; round++) {
        const link = { id: fresh('link'), person: 'p1', expires: 1_795_000_000_000 };
        await directory.put('signInLink', link);
        const taken = await Promise.all(
          Array.from({ length: 8 }, () => directory.take('signInLink', link.id)),
        );
        expect(taken.filter((one) => one !== null)).toStrictEqual([link]);
        expect(await directory.get('signInLink', link.id)).toBeNull();
        expect(await directory.take('signInLink', link.id)).toBeNull();
      }
    });

    test('an import keeps its rows, also when they are many, through its states', async () => {
      const { directory } = subject.store;
      const rows = new Uint8Array(17_000_000).map((_, n) => n % 253);
      const record: ImportRecord = {
        id: fresh('import'),
        table: 't1',
        by: 'p1',
        at: '2026-11-24T09:00:00.000Z',
        file: 'DIWI.xlsx',
        state: 'previewed',
        share: ['x'],
        rows,
      };
      await directory.put('import', record);
      await directory.put('import', { ...record, state: 'confirmed' });
      await subject.reopen();
      const read = await subject.store.directory.get('import', record.id);
      expect(read?.state).toBe('confirmed');
      expect(Buffer.compare(read?.rows ?? bytes(), rows)).toBe(0);
      const taken = await subject.store.directory.take('import', record.id);
      expect(taken?.rows.byteLength).toBe(rows.byteLength);
      await subject.store.directory.put('import', { ...record, rows: bytes(1, 2) });
      expect([...((await subject.store.directory.get('import', record.id))?.rows ?? [])]).toEqual([1, 2]);
    }, 60_000);
  });

  describe('reference dates', () => {
    function date(table: string, id: string, at: string, content = bytes(1, 2, 3)): ReferenceDate {
      return { table, id, name: `Peildatum ${id}`, at, sha256: 'cd'.repeat(32), bytes: content };
    }

    test('are listed per table in the order of their days, and are frozen', async () => {
      const table = fresh('table');
      const late = date(table, 'd1', '2026-12-01T00:00:00.000Z');
      const early = date(table, 'd2', '2026-06-01T00:00:00.000Z');
      await subject.store.referenceDates.put(late);
      await subject.store.referenceDates.put(early);
      await subject.store.referenceDates.put({ ...early, name: 'another', bytes: bytes(9) });
      await subject.reopen();
      const { bytes: _early, ...earlyHead } = early;
      const { bytes: _late, ...lateHead } = late;
      expect(await subject.store.referenceDates.list(table)).toStrictEqual([earlyHead, lateHead]);
      const read = await subject.store.referenceDates.get(table, 'd2');
      expect({ ...read, bytes: [...(read?.bytes ?? [])] }).toEqual({ ...early, bytes: [1, 2, 3] });
      expect(await subject.store.referenceDates.get(fresh('table'), 'd2')).toBeNull();
    });

    test('may be larger than one document of MongoDB', async () => {
      const table = fresh('table');
      await subject.store.referenceDates.put(
        date(table, 'd1', '2026-12-01T00:00:00.000Z', new Uint8Array(17_000_000).fill(7)),
      );
      expect((await subject.store.referenceDates.get(table, 'd1'))?.bytes.byteLength).toBe(17_000_000);
    }, 60_000);
  });

  describe('outgoing messages', () => {
    function message(key: string, at: string): OutgoingMessage {
      return {
        key,
        kind: 'due',
        to: 'anna@example.org',
        subject: 'Actie',
        text: 'Regel 1\nRegel 2 é',
        at,
        state: 'waiting',
      };
    }

    test('a key is queued once, also by several at the same time and after it was sent', async () => {
      const key = `${fresh('action')}|2026-12-01`;
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          subject.store.outgoing.queue(message(key, '2026-11-24T09:00:00.000Z')),
        ),
      );
      expect(answers.filter((queued) => queued)).toHaveLength(1);
      await subject.store.outgoing.mark(key, 'sent');
      await subject.reopen();
      expect(await subject.store.outgoing.queue(message(key, '2026-11-25T09:00:00.000Z'))).toBe(false);
      const sent = (await subject.store.outgoing.list('sent')).filter((one) => one.key === key);
      expect(sent).toStrictEqual([{ ...message(key, '2026-11-24T09:00:00.000Z'), state: 'sent' }]);
    });

    test('are listed by state, oldest first', async () => {
      const [late, early, held] = [fresh('late'), fresh('early'), fresh('held')];
      await subject.store.outgoing.queue(message(late, '2026-11-24T10:00:00.000Z'));
      await subject.store.outgoing.queue(message(early, '2026-11-24T09:00:00.000Z'));
      await subject.store.outgoing.queue(message(held, '2026-11-24T08:00:00.000Z'));
      await subject.store.outgoing.mark(held, 'held');
      const keys = (await subject.store.outgoing.list('waiting'))
        .map((one) => one.key)
        .filter((key) => [late, early, held].includes(key));
      expect(keys).toEqual([early, late]);
    });
  });
}
