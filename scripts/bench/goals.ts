import type { ByContender, PartName, Parts } from './measured.ts';

/** A promise of the product, and what came out. */
export interface Goal {
  readonly part: PartName;
  readonly what: string;
  /** What it has to be, with its unit; a goal beside a peer names what the peer had. */
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}

/** Document servers, which understand what they pass on; a relay does not, and nobody could use it alone. */
const DOCUMENT_SERVERS = ['y-websocket', 'hocuspocus'];

/** The goals of those parts that were measured; of a part that was not, nothing is said. */
export function goalsOf(parts: Partial<Parts>): Goal[] {
  return [
    ...(parts['fan-out'] ? fanOutGoals(parts['fan-out']) : []),
    ...(parts.ramp ? rampGoals(parts.ramp) : []),
    ...(parts.slow ? slowGoals(parts.slow) : []),
    ...(parts.cold ? coldGoals(parts.cold) : []),
    ...(parts.gate
      ? [atMost('gate', 'The gate, an update at 1,500 plans, p99', parts.gate.judge.p99, 50, 'µs')]
      : []),
    ...(parts.mongo ? mongoGoals(parts.mongo) : []),
    ...(parts.insight ? insightGoals(parts.insight) : []),
    ...(parts.web ? webGoals(parts.web) : []),
  ];
}

function fanOutGoals(rows: Parts['fan-out']): Goal[] {
  return rows.flatMap(({ clients, results }) => {
    const ours = of(results, 'ours');
    const relay = of(results, 'relay');
    const what = (figure: string): string => `Fan-out to ${clients} clients, ${figure}`;
    const p99 = atMost(
      'fan-out',
      what('p99'),
      ours.p99,
      relay.p99 + 2,
      'ms',
      `relay ${figure(relay.p99)} + 2`,
    );
    if (clients < 100)
      return [
        atMost('fan-out', what('p50'), ours.p50, relay.p50 + 1, 'ms', `relay ${figure(relay.p50)} + 1`),
        p99,
      ];
    const peer = of(results, 'y-websocket');
    if (ours.cpu === null || peer.cpu === null) return [p99];
    return [
      p99,
      atMost('fan-out', what('CPU of the server'), ours.cpu, peer.cpu, '%', "@y/websocket-server's"),
    ];
  });
}

function rampGoals(results: Parts['ramp']): Goal[] {
  const { held } = of(results, 'ours');
  const best = Math.max(...DOCUMENT_SERVERS.map((id) => of(results, id).held));
  const what = 'Most updates a second to 20 clients with p99 < 250 ms';
  return [
    atLeast('ramp', what, held, 30_000, ''),
    atLeast('ramp', `${what}, beside the best peer`, held, 3 * best, '', `3 x ${figure(best)}`),
  ];
}

function slowGoals(results: Parts['slow']): Goal[] {
  const ours = of(results, 'ours');
  return [
    {
      part: 'slow',
      what: 'A reader that takes nothing',
      goal: 'is turned away',
      measured: ours.outcome,
      met: ours.outcome.startsWith('closed'),
    },
    ...(ours.grewMb === null
      ? []
      : [
          atMost(
            'slow',
            'Memory kept for it and everything else meanwhile',
            ours.grewMb,
            SLOW_LIMIT_MB,
            'MB',
          ),
        ]),
  ];
}

/** 20 MB for the reader (limits.slowReaderBytes), the rest for what is being collected and for the edits themselves. */
const SLOW_LIMIT_MB = 128;

function coldGoals(results: Parts['cold']): Goal[] {
  const ours = of(results, 'ours');
  const alone = `1.3 x Y.applyUpdate ${figure(ours.apply)}`;
  return [
    atMost('cold', 'Cold load until all plans are there', ours.synced, 1.3 * ours.apply, 'ms', alone),
    atMost('cold', 'Cold load, first bytes of plans after connecting', ours.firstState, 50, 'ms'),
    atMost('cold', 'Heap of that document', ours.heapMb, 40, 'MB'),
  ];
}

function mongoGoals(rows: Parts['mongo']): Goal[] {
  const beside = `bare insert ${figure(rows.insert.p50)} + 2`;
  const limit = rows.insert.p50 + 2;
  return [
    atMost('mongo', 'A commit on MongoDB, p50', rows.commit.p50, limit, 'ms', beside),
    ...rows.fanOut.map(({ clients, results }) =>
      atMost(
        'mongo',
        `Fan-out on MongoDB to ${clients} clients, p50`,
        of(results, 'ours').p50,
        limit,
        'ms',
        beside,
      ),
    ),
  ];
}

function insightGoals(times: Parts['insight']): Goal[] {
  return [
    atMost('insight', 'All figures from scratch at 5,000 plans', times.scratch, 150, 'ms'),
    atMost('insight', 'All figures after one edit at 5,000 plans', times.edit, 16, 'ms'),
  ];
}

function webGoals(rows: Parts['web']): Goal[] {
  return rows.flatMap((row) => {
    const what = (text: string): string => `${text} (${row.plans.toLocaleString('en')} plans)`;
    const seen = atMost('web', what("Another's edit on screen, p50"), row.edit.p50, 100, 'ms');
    if (row.plans <= 1200)
      return [
        atMost('web', what('First table visible, first visit'), row.firstVisit, 1500, 'ms'),
        atMost('web', what('Script of the first page, gzip'), row.scriptKb, 120, 'kB'),
        seen,
      ];
    return [
      atMost('web', what('Frame while scrolling, p95'), row.frame.p95, 20, 'ms'),
      atMost('web', what('Rows in the DOM, at most'), row.rows, 60, ''),
      seen,
    ];
  });
}

function of<T>(results: ByContender<T>, id: string): T {
  const found = results.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} was not measured`);
  return found.result;
}

function atMost(part: PartName, what: string, value: number, limit: number, unit: string, about = ''): Goal {
  return goal(part, what, value, '<=', limit, unit, about, value <= limit);
}

function atLeast(part: PartName, what: string, value: number, limit: number, unit: string, about = ''): Goal {
  return goal(part, what, value, '>=', limit, unit, about, value >= limit);
}

function goal(
  part: PartName,
  what: string,
  value: number,
  sign: '<=' | '>=',
  limit: number,
  unit: string,
  about: string,
  met: boolean,
): Goal {
  const wanted = withUnit(`${sign} ${figure(limit)}`, unit);
  return {
    part,
    what,
    goal: about === '' ? wanted : `${wanted} (${about})`,
    measured: withUnit(figure(value), unit),
    met,
  };
}

function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text} ${unit}`;
}

/** Three figures that matter: `0.472`, `12.3`, `1,840`; a dash for what is not known. */
export function figure(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '–';
  const rounded = Number(value.toPrecision(value < 1 ? 2 : 3));
  return rounded.toLocaleString('en', { maximumSignificantDigits: 6 });
}
