import { figure } from './goals.ts';
import type { ByContender, FanOutRow, PartName, Parts } from './measured.ts';
import type { Percentiles } from './numbers.ts';

interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines above the table: what was done. */
  readonly about: readonly string[];
}

export const TITLES: Readonly<Record<PartName, string>> = {
  'fan-out': 'Fan-out',
  ramp: 'Most updates a second',
  slow: 'A slow reader',
  cold: 'Cold load',
  gate: 'The gate',
  store: 'A commit in the embedded store',
  mongo: 'On MongoDB',
  insight: 'The figures',
  web: 'In the browser',
};

/** In the order of the page. */
export const TABLES: { readonly [K in PartName]: (result: Parts[K]) => Table } = {
  'fan-out': (rows) => ({
    about: ['50 edits a second, by all clients in turn; milliseconds from an edit to each of the others.'],
    ...fanOutTable(rows),
  }),
  ramp: (results) => ({
    about: [
      '20 clients that all write; each step twice the one before, then between the last that held and the first that did',
      'not. Held: everything came to everybody (and was acknowledged, where a server does that), p99 < 250 ms.',
    ],
    heads: ['', 'updates/s', 'p99 ms', ''],
    rows: byContender(results, ({ held, p99, clientsLimit }) => [
      figure(held),
      figure(p99),
      clientsLimit ? 'or more: the clients were full' : '',
    ]),
  }),
  slow: (results) => ({
    about: [
      '20 clients that write large edits, and one more who takes nothing from its socket from some moment on.',
    ],
    heads: [
      '',
      'p99 ms to the others, before',
      'while one does not read',
      'memory grew MB',
      'when it reads again',
    ],
    rows: byContender(results, ({ p99Before, p99, grewMb, outcome }) => [
      figure(p99Before),
      figure(p99),
      figure(grewMb),
      outcome,
    ]),
  }),
  cold: (results) => ({
    about: [
      '1,000 plans and 100,000 small updates, given as clients give them; the server is then stopped and started, and one',
      'client loads everything. Milliseconds from before the connection is made.',
    ],
    heads: [
      '',
      'first frame',
      'first plans',
      'all plans',
      '`Y.applyUpdate` alone',
      'MB sent',
      'heap MB',
      'filled at updates/s',
    ],
    rows: byContender(results, (row) => [
      figure(row.firstFrame),
      figure(row.firstState),
      figure(row.synced),
      figure(row.apply),
      figure(row.bytes / 1e6),
      figure(row.heapMb),
      figure(row.fillPerSecond),
    ]),
  }),
  gate: (times) => ({
    about: [
      '1,500 plans of ten blocks; every edit is judged and applied. Microseconds an edit; `judge` holds the scan.',
    ],
    heads: ['', 'p50', 'p90', 'p99'],
    rows: (['scan', 'judge', 'apply'] as const).map((step) => [
      step,
      figure(times[step].p50),
      figure(times[step].p90),
      figure(times[step].p99),
    ]),
  }),
  store: (times) => ({
    about: ['One edit a commit with its history row, synced to disk, one after the other. Milliseconds.'],
    heads: ['', 'p50', 'p99'],
    rows: [percentiles('one edit', times)],
  }),
  mongo: ({ what, insert, commit, fanOut }) => {
    const { heads, rows } = fanOutTable(fanOut);
    return {
      about: [`MongoDB: ${what}. Milliseconds; the insert and the commit take turns.`],
      heads,
      rows: [
        pad(['bare insert, `w: majority, j: true`', figure(insert.p50), figure(insert.p99)], heads.length),
        pad(['our commit of one edit', figure(commit.p50), figure(commit.p99)], heads.length),
        ...rows,
      ],
    };
  },
  insight: (times) => ({
    about: [`All figures of a table with ${figure(times.plans)} plans. Milliseconds, medians.`],
    heads: ['', 'ms'],
    rows: [
      ['reading all plans out of the document', figure(times.read)],
      ['all figures from scratch, warm', figure(times.scratch)],
      ['all figures from scratch, the first time', figure(times.first)],
      ['one edit: the plan is read again, every figure follows', figure(times.edit)],
    ],
  }),
  web: (rows) => ({
    about: [
      `${rows[0]?.browser ?? 'Chromium'} without a screen or a graphics processor, on the machine of the server: what it`,
      'draws costs the same cores. Milliseconds. A first visit has nothing stored, a later one has the app and the plans.',
    ],
    heads: [
      'plans',
      'table visible, first visit',
      'later visit',
      'script kB gzip',
      'rows in the DOM',
      'frame p50 / p95 while scrolling',
      "another's edit p50 / p99",
    ],
    rows: rows.map((row) => [
      figure(row.plans),
      figure(row.firstVisit),
      figure(row.laterVisit),
      figure(row.scriptKb),
      figure(row.rows),
      `${figure(row.frame.p50)} / ${figure(row.frame.p95)}`,
      `${figure(row.edit.p50)} / ${figure(row.edit.p99)}`,
    ]),
  }),
};

/** `result` is the part's own. */
export function tableOf(name: PartName, result: Parts[PartName]): Table {
  return (TABLES[name] as (result: Parts[PartName]) => Table)(result);
}

function fanOutTable(rows: readonly FanOutRow[]): Pick<Table, 'heads' | 'rows'> {
  return {
    heads: ['', 'p50', 'p99', 'CPU of the server %'],
    rows: rows.flatMap(({ clients, results, disk }) => [
      ...byContender(results, ({ p50, p99, cpu }) => [figure(p50), figure(p99), figure(cpu)]).map(
        ([name = '', ...cells]) => [`${clients} clients, ${name}`, ...cells],
      ),
      ['the disk alone: 4 kB written and synced', figure(disk.p50), figure(disk.p99), ''],
    ]),
  };
}

function byContender<T>(results: ByContender<T>, cells: (result: T) => string[]): string[][] {
  return results.map(({ name, result }) => [name, ...cells(result)]);
}

function percentiles(name: string, { p50, p99 }: Percentiles): string[] {
  return [name, figure(p50), figure(p99)];
}

function pad(cells: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, at) => cells[at] ?? '');
}
