import { describe, expect, test, vi } from 'vitest';
import type { ImportDetail } from '@bouwberaad/shared/sheet/detail.ts';
import { ImportDesk } from './import-desk.svelte.ts';

const change = {
  kind: 'field',
  field: 'name',
  block: null,
  from: 'a',
  to: 'b',
  rows: [7],
  project: 'p',
  externalId: '1',
  name: 'P',
} as const;
const summary = {
  name: 'N',
  municipality: null,
  phase: null,
  planStatus: null,
  confidentiality: null,
  homes: 1,
  years: [],
  demolished: 0,
  rows: [9],
};
const detail: ImportDetail = {
  id: 'i1',
  file: 'x.xlsx',
  at: '2026-11-24T10:00:00Z',
  state: 'previewed',
  applied: null,
  totals: { projects: 4, blocks: 4, homesBuilt: 4, perYear: {} },
  creates: [{ ...summary, externalId: '3' }],
  notShared: [{ ...summary, externalId: '4' }],
  unchanged: [],
  updates: [
    { ...change, path: 'u1' },
    { ...change, path: 'u2' },
  ],
  conflicts: [
    { ...change, path: 'c1', changed: null },
    { ...change, path: 'c2', changed: null },
  ],
  findings: [],
  effect: [],
  bottlenecks: [],
  missing: [],
  layout: 'diwi',
  view: { kind: 'workbook', sheets: ['Data'], sheet: 'Data', mapping: null },
  counts: {
    creates: 1,
    updates: 2,
    conflicts: 2,
    unchanged: 0,
    notShared: 1,
    findings: 0,
    bottlenecks: 0,
    missing: 0,
  },
};
const refused = { ok: false as const, code: 'notAWorkbook', message: 'Geen werkboek.', status: 422 };

function desk(answers: { post?: unknown; get?: unknown } = {}) {
  const post = vi.fn().mockResolvedValue(answers.post ?? { ok: true, value: { id: 'i1' } });
  const get = vi.fn().mockResolvedValue(answers.get ?? { ok: true, value: detail });
  const onImport = vi.fn();
  const put = vi.fn().mockResolvedValue({ ok: true, value: {} });
  const remove = vi.fn().mockResolvedValue({ ok: true, value: {} });
  const api = { get, post, put, delete: remove };
  // Nobody looks at the progress of what is answered at once, unless a test lets it.
  const looks: (() => void)[] = [];
  const wait = (): Promise<void> => new Promise((go) => looks.push(go));
  const look = (): void => looks.shift()?.();
  const newKey = (): string => 'sleutel-1';
  const made = new ImportDesk({ table: 'west', api, onImport, wait, newKey });
  return { post, get, put, remove, onImport, look, desk: made };
}

describe('an import desk', () => {
  test('uploads, then shows what it would do, with nothing chosen', async () => {
    const { desk: one, post, onImport } = desk();
    await one.upload(new File(['x'], 'x.xlsx'));
    expect([one.stage, one.undecided, one.changes]).toEqual(['review', 2, 3]);
    expect(post.mock.calls[0]?.[0]).toBe('/tables/west/imports?key=sleutel-1');
    expect(onImport).toHaveBeenCalledWith('i1');
  });

  test('a refused file leaves the choice open, with the reason', async () => {
    const { desk: one } = desk({ post: refused });
    await one.upload(new File(['x'], 'x.txt'));
    expect([one.stage, one.problem?.message]).toEqual(['choose', 'Geen werkboek.']);
  });

  test('sends exactly what was decided', async () => {
    const { desk: one, post } = desk();
    await one.open('i1');
    one.choices.set('c1', 'file');
    one.choices.set('c2', 'live');
    one.skip.add('u2');
    one.share.add('4');
    expect([one.undecided, one.changes]).toEqual([0, 4]);
    post.mockResolvedValueOnce({ ok: true, value: { applied: 3 } });
    await one.confirm();
    expect(post).toHaveBeenCalledWith('/tables/west/imports/i1/confirm', {
      body: { share: ['4'], conflicts: { c1: 'file', c2: 'live' }, skip: ['u2'] },
    });
    expect([one.stage, one.applied]).toEqual(['done', 3]);
  });

  test('leaves a bottleneck out with the new project that it is of', async () => {
    const bottleneck = {
      name: 'N',
      category: 'stikstof',
      certainty: 'vermoed',
      amount: null,
      text: 'stikstof?',
      rows: [9],
    };
    const ofNew = { ...bottleneck, key: 'bottleneck:3:stikstof', externalId: '3', isNew: true };
    const ofKnown = { ...bottleneck, key: 'bottleneck:1:stikstof', externalId: '1', isNew: false };
    const { desk: one } = desk({ get: { ok: true, value: { ...detail, bottlenecks: [ofNew, ofKnown] } } });
    await one.open('i1');
    expect(one.changes).toBe(5);
    one.takeAll(['new:3', 'new:1'], false);
    expect([one.isOut(ofNew), one.isOut(ofKnown), one.changes]).toEqual([true, false, 3]);
    one.takeAll(['new:3'], true);
    one.skip.add(ofKnown.key);
    expect([one.isOut(ofNew), one.changes]).toEqual([false, 4]);
  });

  test('says how far an upload is while it lasts, and stops it under its own key', async () => {
    const { desk: one, post, get, remove, look } = desk();
    const upload = Promise.withResolvers<unknown>();
    post.mockReturnValueOnce(upload.promise);
    const progress = { stage: 'planning', done: 1, total: 3 };
    get.mockResolvedValueOnce({ ok: true, value: progress });
    const uploaded = one.upload(new File(['x'], 'x.xlsx'));
    expect([one.stage, one.file, one.progress]).toEqual(['reading', 'x.xlsx', null]);
    look();
    await vi.waitFor(() => {
      expect(one.progress).toEqual(progress);
    });
    expect(get).toHaveBeenCalledWith('/tables/west/imports/runs/sleutel-1');
    await one.cancel();
    expect(remove).toHaveBeenCalledWith('/tables/west/imports/runs/sleutel-1');
    upload.resolve({ ...refused, code: 'cancelled' });
    await uploaded;
    expect([one.stage, one.problem?.code, one.progress]).toEqual(['choose', 'cancelled', null]);
    await one.cancel();
    expect(remove).toHaveBeenCalledTimes(1);
  });

  test('reads with other columns, and forgets what was decided about the first reading', async () => {
    const { desk: one, put } = desk();
    await one.open('i1');
    one.choices.set('c1', 'file');
    await one.remap({ columns: { 0: 'name' } });
    expect(put).toHaveBeenCalledWith('/tables/west/imports/i1/mapping', { body: { columns: { 0: 'name' } } });
    expect([one.stage, one.undecided]).toEqual(['review', 2]);
    one.choices.set('c1', 'live');
    put.mockResolvedValueOnce(refused);
    await one.remap({});
    expect([one.stage, one.problem?.code, one.undecided]).toEqual(['columns', 'notAWorkbook', 1]);
  });

  test('one that fails can be confirmed again', async () => {
    const { desk: one, post } = desk();
    await one.open('i1');
    post.mockResolvedValueOnce({ ...refused, code: 'network', status: 0 });
    await one.confirm();
    expect([one.stage, one.problem?.code]).toEqual(['review', 'network']);
  });

  test('one that is applied already opens at its end', async () => {
    const { desk: one } = desk({ get: { ok: true, value: { ...detail, state: 'applied', applied: 5 } } });
    await one.open('i1');
    expect([one.stage, one.applied]).toEqual(['done', 5]);
  });

  test('starting again forgets all of it', async () => {
    const { desk: one, onImport } = desk();
    await one.open('i1');
    one.share.add('4');
    one.restart();
    expect([one.stage, one.detail, one.share.size]).toEqual(['choose', null, 0]);
    expect(onImport).toHaveBeenLastCalledWith(null);
  });
});
