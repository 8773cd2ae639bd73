import { describe, expect, it } from 'vitest';
import { ok, problem } from '@bouwberaad/shared/lib/result.ts';
import type { Answer } from '#lib/api-client.ts';
import { HistoryFeed } from './history-feed.svelte.ts';
import type { HistoryEntry, HistoryPage } from './history.ts';

const BY = 'ilse';

/** A server with numbered rows, all of one person, that answers when it is told to; the question of longest ago last. */
class Server {
  last = 10;
  fails = false;
  readonly asked: string[] = [];
  #held: (() => void)[] | null = null;

  hold(): void {
    this.#held = [];
  }

  open(): void {
    for (const answer of this.#held?.toReversed() ?? []) answer();
    this.#held = null;
  }

  get = async <T>(path: string): Promise<Answer<T>> => {
    this.asked.push(path);
    const query = new URLSearchParams(path.split('?')[1]);
    const held = this.#held;
    if (held !== null) await new Promise<void>((answer) => held.push(answer));
    if (this.fails) return { ...problem('network', ''), status: 0 };
    const [before, after, limit] = [
      Number(query.get('before') ?? Infinity),
      Number(query.get('after') ?? 0),
      Number(query.get('limit')),
    ];
    const length = [null, BY].includes(query.get('by')) ? this.last : 0;
    const all = Array.from({ length }, (_, n) => n + 1).filter((n) => n < before && n > after);
    const rows = all.slice(-limit).map(entry);
    const page: HistoryPage = {
      rows,
      earlier: all.length >= limit ? (rows[0]?.id ?? null) : null,
      people: [{ id: BY, name: 'Ilse Jansink', organisation: 'deventer' }],
      causes: [],
    };
    return ok(page as T);
  };
}

function entry(n: number): HistoryEntry {
  return {
    id: String(n),
    path: 'projects/p/name',
    from: n - 1,
    to: n,
    by: BY,
    at: '2026-11-24T10:00:00.000Z',
    cause: null,
  };
}

const all = { path: null, by: null, since: null };
const ids = (feed: HistoryFeed): string => feed.rows.map(({ id }) => id).join(' ');

function open(server = new Server()): { server: Server; feed: HistoryFeed } {
  return { server, feed: new HistoryFeed({ api: server, table: 'west', pageSize: 4 }) };
}

describe('the changes of a screen', () => {
  it('come newest first, page by page, until there are no older ones', async () => {
    const { feed } = open();
    await feed.show(all);
    expect(ids(feed)).toBe('10 9 8 7');
    await feed.showEarlier();
    await feed.showEarlier();
    expect(ids(feed)).toBe('10 9 8 7 6 5 4 3 2 1');
    expect(feed.hasEarlier).toBe(false);
    expect(feed.nameOf(BY)).toBe('Ilse Jansink');
  });

  it('get on top what was written since, once', async () => {
    const { server, feed } = open();
    await feed.show(all);
    server.last = 12;
    await Promise.all([feed.refresh(), feed.refresh()]);
    await feed.refresh();
    expect(ids(feed)).toBe('12 11 10 9 8 7');
  });

  it('of a table where nothing had changed yet come with the first one', async () => {
    const { server, feed } = open();
    server.last = 0;
    await feed.show(all);
    expect(feed.loaded).toBe(true);
    server.last = 1;
    await feed.refresh();
    expect(ids(feed)).toBe('1');
  });

  it('an answer to a question that is not asked any more is let go', async () => {
    const { server, feed } = open();
    server.hold();
    const first = feed.show(all);
    const second = feed.show({ ...all, by: 'ruben' });
    server.open();
    await Promise.all([first, second]);
    expect(server.asked.at(-1)).toContain('by=ruben');
    expect(ids(feed)).toBe('');
    expect(feed.loaded).toBe(true);
    expect(feed.busy).toBe(false);
  });

  it('stay when the next question gets no answer, and the reason is known', async () => {
    const { server, feed } = open();
    await feed.show(all);
    server.fails = true;
    await feed.showEarlier();
    expect(ids(feed)).toBe('10 9 8 7');
    expect(feed.problem?.code).toBe('network');
    server.fails = false;
    await feed.showEarlier();
    expect(feed.problem).toBeNull();
  });
});
