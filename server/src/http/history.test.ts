import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { docOf } from '../sync/rooms.ts';
import { serve } from './test/serve.ts';

interface Row {
  id: string;
  path: string;
  from: unknown;
  to: unknown;
  by: string;
  cause: string | null;
}
interface Page {
  rows: Row[];
  earlier: string | null;
  people: { id: string; name: string }[];
  causes: { id: string; kind: string; name: string }[];
}

const AT = '2026-11-24T10:00:00.000Z';
const west = await serve();

function project(id: string, fields: Record<string, string> = {}): Edit {
  return {
    type: 'createRecord',
    root: 'projects',
    id,
    fields: { name: id, municipality: '0193', organisation: 'zwolle', by: 'chair', at: AT, ...fields },
  };
}

const likelihood = (id: string, from: number | null, to: number): Edit => ({
  type: 'setField',
  path: `projects/${id}/likelihood`,
  from,
  to,
});

async function page(query: string, who = 'member'): Promise<Page> {
  return (await west.call(who, 'GET', `/tables/west/history${query}`)).json as Page;
}

const said = ({ rows }: Page): string[] => rows.map(({ path, to, by }) => `${by} ${path} ${String(to)}`);

beforeAll(async () => {
  await west.edit(project('rivierpoort'), 'chair');
  await west.edit(project('scheepswerf'), 'chair');
  west.clock.advance(60_000);
  for (let n = 1; n <= 9; n += 1)
    await west.edit(
      likelihood('rivierpoort', n === 1 ? null : (n - 1) * 10, n * 10),
      n % 2 ? 'chair' : 'member',
    );
});
afterAll(() => west.stop());

describe('the history of a table', () => {
  it('is read page by page, each oldest first, to the very beginning', async () => {
    const all = await page('');
    expect(all.earlier).toBeNull();
    expect(all.rows.at(0)?.path).toBe('projects/rivierpoort');
    const pages: Row[][] = [];
    for (let earlier: string | null = 'first'; earlier !== null;) {
      const next: Page = await page(`?limit=4${earlier === 'first' ? '' : `&before=${earlier}`}`);
      pages.unshift(next.rows);
      earlier = next.earlier;
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual(all.rows);
  });

  it('is narrowed to a place, a person, a moment, and what came after a row', async () => {
    expect(said(await page('?path=projects/scheepswerf'))).toEqual([
      expect.stringMatching(/^chair projects\/scheepswerf /),
    ]);
    expect(said(await page('?by=member&limit=2'))).toEqual([
      'member projects/rivierpoort/likelihood 60',
      'member projects/rivierpoort/likelihood 80',
    ]);
    const since = new Date(west.clock.now()).toISOString();
    expect((await page(`?since=${since}`)).rows).toHaveLength(9);
    const sixth = (await page('?path=projects/rivierpoort/likelihood')).rows.at(-3);
    expect(said(await page(`?after=${sixth?.id ?? ''}`))).toEqual([
      'member projects/rivierpoort/likelihood 80',
      'chair projects/rivierpoort/likelihood 90',
    ]);
  });

  it('refuses what is no cursor, no moment and no number', async () => {
    for (const query of ['before=x', 'after=-1', 'since=gisteren', 'limit=0', 'limit=2000', 'by=a%20b'])
      expect((await west.call('member', 'GET', `/tables/west/history?${query}`)).code, query).toBe(
        'malformed',
      );
  });

  it('names who wrote it, also after they have left the table', async () => {
    await west.edit(likelihood('scheepswerf', null, 20), 'elders');
    const { people, rows } = await page('?path=projects/scheepswerf');
    expect(rows.at(-1)?.by).toBe('elders');
    expect(people).toContainEqual({ id: 'elders', name: 'Naam elders', organisation: 'bouw' });
  });

  it('names an import by its file', async () => {
    await west.ports.access.directory.put('import', {
      id: 'i7',
      table: 'west',
      by: 'chair',
      at: AT,
      file: 'gemeente-lijst.xlsx',
      state: 'applied',
      share: [],
      rows: new Uint8Array(),
    });
    await west.edit(
      {
        type: 'batch',
        name: 'import',
        edits: [
          { type: 'setField', path: 'projects/scheepswerf/place', from: null, to: 'Zwolle' },
          { type: 'setMeta', key: 'import:i7', value: 1 },
          { type: 'setMeta', key: 'import:i7:projects', value: 1 },
        ],
      },
      'chair',
    );
    const { rows, causes } = await page('?path=projects/scheepswerf/place');
    expect(rows.at(-1)).toMatchObject({ to: 'Zwolle', by: 'chair', cause: 'import:i7' });
    expect(causes).toEqual([{ id: 'import:i7', kind: 'import', name: 'gemeente-lijst.xlsx' }]);
  });

  it('holds back what is stricter than the audience of the table, and what is only about that', async () => {
    await west.edit(project('geheim', { confidentiality: 'intern ambtelijk' }), 'chair');
    await west.edit(likelihood('geheim', null, 30), 'chair');
    await west.edit(
      {
        type: 'createRecord',
        root: 'annotations',
        id: 'over-geheim',
        fields: { anchor: 'projects/geheim', text: 'Niet doorvertellen', by: 'chair', at: AT },
      },
      'chair',
    );
    const kept = await west.store.history.find(docOf('west'), { limit: 20 });
    expect(kept.filter(({ path }) => path.includes('geheim'))).toHaveLength(3);
    for (const who of ['chair', 'member', 'observer']) {
      const { rows } = await page('?limit=20', who);
      expect(rows, who).toHaveLength(kept.length - 3);
      expect(JSON.stringify(rows), who).not.toMatch(/geheim|doorvertellen/i);
    }
    expect((await page('?path=projects/geheim')).rows).toEqual([]);
    // What is held back of a page does not make it the last.
    const newest = await page('?limit=2');
    expect(newest.rows).toEqual([]);
    expect((await page(`?limit=2&before=${newest.earlier ?? ''}`)).rows).toHaveLength(1);
  });
});

describe('a visit to a table', () => {
  const visit = async (who = 'observer'): Promise<unknown> =>
    ((await west.call(who, 'POST', '/tables/west/visit')).json as { since: unknown }).since;

  it('knows until when the one before it lasted, through reloads, for each person apart', async () => {
    const first = new Date(west.clock.now()).toISOString();
    expect(await visit()).toBeNull();
    west.clock.advance(10 * 60_000);
    expect(await visit()).toBeNull();
    const left = new Date(west.clock.now()).toISOString();
    west.clock.advance(3 * 3_600_000);
    expect(await visit()).toBe(left);
    west.clock.advance(20 * 60_000);
    expect(await visit()).toBe(left);
    expect(left > first).toBe(true);
    expect(await visit('secretary')).toBeNull();
  });

  it('is refused to who has no seat', async () => {
    expect((await west.call('elders', 'POST', '/tables/west/visit')).code).toBe('notAllowed');
    expect((await west.call(null, 'POST', '/tables/west/visit')).code).toBe('notSignedIn');
  });
});
