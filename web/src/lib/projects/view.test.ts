import { SvelteURL } from 'svelte/reactivity';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProjectsView } from './view.svelte.ts';

interface Going {
  readonly params: URLSearchParams;
  readonly replace: boolean;
  readonly settle: () => void;
}

/** An address that follows when the test says so, as a router's does. */
function lookAt(query = '') {
  const url = new SvelteURL(`https://bouwberaad.test/projects${query}`);
  const going: Going[] = [];
  const view = new ProjectsView({
    params: () => url.searchParams,
    go: (params, replace) =>
      new Promise((settle) => {
        going.push({ params, replace, settle });
      }),
    firstYear: 2026,
  });
  return {
    view,
    going,
    /** What was asked for last comes; what was asked for before it is dropped. */
    follow: async () => {
      url.search = going.at(-1)?.params.toString() ?? '';
      await settled(going);
    },
    /** The reader goes elsewhere (back): nothing of what was asked for comes. */
    elsewhere: async (search: string) => {
      url.search = search;
      await settled(going);
    },
  };
}

async function settled(going: readonly Going[]): Promise<void> {
  for (const { settle } of going) settle();
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}

describe('a view says what was asked for until the address has followed', () => {
  test('two quick presses on a heading are two: up, and then down', async () => {
    const { view, going, follow } = lookAt();
    view.sortBy('total', true);
    view.sortBy('total', true);
    expect(view.sorts).toEqual([{ column: 'total', descending: true }]);
    expect(going.map(({ params }) => params.get('sort'))).toEqual(['total', '-total']);
    await follow();
    expect(view.sorts).toEqual([{ column: 'total', descending: true }]);
  });

  test('a second thing that is asked for keeps the first', () => {
    const { view, going } = lookAt();
    view.sortBy('total');
    view.setGroup('none');
    expect(Object.fromEntries(going.at(-1)?.params ?? [])).toEqual({ sort: 'total', group: 'none' });
  });

  test('where the address goes elsewhere, the address counts', async () => {
    const { view, elsewhere } = lookAt('?sort=phase');
    view.sortBy('total');
    await elsewhere('?sort=name');
    expect(view.sorts).toEqual([{ column: 'name', descending: false }]);
  });

  test('once it has followed, going back is seen', async () => {
    const { view, follow, elsewhere } = lookAt();
    view.sortBy('total');
    await follow();
    expect(view.sorts).toEqual([{ column: 'total', descending: false }]);
    await elsewhere('');
    expect(view.sorts).toEqual([]);
  });

  test('a step to go back from is made, also when something is asked for before it was', async () => {
    const { view, going, follow } = lookAt();
    view.open('p');
    view.open('q');
    expect(going.map(({ replace }) => replace)).toEqual([false, false]);
    await follow();
    view.open('r');
    expect(going.at(-1)?.replace).toBe(true);
  });
});

describe('what is typed in the search', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is written when typing pauses, and keeps the space at its end', async () => {
    const { view, going, follow } = lookAt();
    view.search('veld ');
    expect(going).toEqual([]);
    vi.runAllTimers();
    expect(going.at(-1)?.params.get('q')).toBe('veld');
    await follow();
    expect(view.text).toBe('veld ');
  });

  test('goes along with what is asked for meanwhile', () => {
    const { view, going } = lookAt();
    view.search('veld');
    view.sortBy('total');
    expect(Object.fromEntries(going.at(-1)?.params ?? [])).toEqual({ q: 'veld', sort: 'total' });
    expect(view.text).toBe('veld');
  });

  test('is gone from the field as well when the reader goes back to before it', async () => {
    const { view, follow, elsewhere } = lookAt();
    view.search('veld');
    vi.runAllTimers();
    await follow();
    await elsewhere('');
    expect(view.text).toBe('');
  });
});
