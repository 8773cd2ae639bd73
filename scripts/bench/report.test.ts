import { describe, expect, it } from 'vitest';
import { figure, goalsOf } from './goals.ts';
import { othersPercent } from './machine.ts';
import { together, type Measurements, type Parts } from './measured.ts';
import { handWritten, pageOf } from './report.ts';

const fanOut = (ours: number): Parts['fan-out'] => [
  {
    clients: 50,
    disk: { p50: 0.2, p99: 0.9 },
    results: [
      { id: 'relay', name: 'byte relay', result: { p50: 0.39, p99: 1.31, cpu: 3 } },
      { id: 'ours', name: 'Bouwberaad', result: { p50: ours, p99: 3.31, cpu: 4 } },
    ],
  },
];

const ramp: Parts['ramp'] = [
  { id: 'coalescing', name: 'relay', result: { held: 67_000, p99: 12, clientsLimit: true } },
  { id: 'y-websocket', name: 'y', result: { held: 9100, p99: 12, clientsLimit: false } },
  { id: 'hocuspocus', name: 'h', result: { held: 11_000, p99: 12, clientsLimit: false } },
  { id: 'ours', name: 'Bouwberaad', result: { held: 32_000, p99: 80, clientsLimit: false } },
];

const conditions = { at: '2026-11-24T20:00:00.000Z', commit: 'abc1234', quick: false, othersPercent: 3.2 };
const measurements = (parts: Measurements['parts'], cores = 2): Measurements => ({
  machine: { processor: 'Some CPU', cores, memoryGb: 24, system: 'Linux 6' },
  versions: { Node: '24.21.0' },
  parts,
});

describe('goals', () => {
  it('beside a peer rest on what the peer had in the same run', () => {
    expect(goalsOf({ 'fan-out': fanOut(1.39) }).map(({ met }) => met)).toEqual([true, true]);
    expect(goalsOf({ 'fan-out': fanOut(1.4) })[0]).toEqual({
      part: 'fan-out',
      what: 'Fan-out to 50 clients, p50',
      goal: '<= 1.39 ms (relay 0.39 + 1)',
      measured: '1.4 ms',
      met: false,
    });
  });

  it('take the best of the document servers, not of the relays', () => {
    const goals = goalsOf({ ramp });
    expect(goals.map(({ goal, met }) => [goal, met])).toEqual([
      ['>= 30,000', true],
      ['>= 33,000 (3 x 11,000)', false],
    ]);
  });

  it('say nothing of what was not measured, and stumble over a missing contender', () => {
    expect(goalsOf({})).toEqual([]);
    expect(() => goalsOf({ ramp: ramp.slice(0, 3) })).toThrow('ours was not measured');
  });

  it('that nothing was measured for are never met', () => {
    expect(goalsOf({ 'fan-out': fanOut(NaN) })[0]).toMatchObject({ measured: '– ms', met: false });
  });
});

describe('a figure', () => {
  it.each([
    [0.4721, '0.47'],
    [12.345, '12.3'],
    [1844, '1,840'],
    [67_000, '67,000'],
    [0, '0'],
    [null, '–'],
  ])('%s reads %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe('the page', () => {
  const measured = measurements({
    'fan-out': { result: fanOut(1.2), conditions },
    ramp: { result: ramp, conditions: { ...conditions, quick: true, othersPercent: 44 } },
  });

  it('says of every goal whether it is met, and of every part when, at what and how alone it was measured', () => {
    const page = pageOf(measured, '');
    expect(page).toContain('3 of 4 met.');
    expect(page).toContain('| **NOT met** |');
    expect(page).toContain(
      'Measured 2026-11-24 20:00 UTC at abc1234; others used 3.2 % of the machine meanwhile.',
    );
    expect(page).toContain('others used 44 % of the machine meanwhile **(noisy: over 10 %)**.');
    expect(page).toContain('at abc1234, one quick round; others');
    expect(page).toContain('| 50 clients, Bouwberaad | 1.2 | 3.31 | 4 |');
  });

  it('has its parts in its own order, whichever was measured first', () => {
    const other = measurements({ ramp: measured.parts.ramp!, 'fan-out': measured.parts['fan-out']! });
    expect(pageOf(other, '')).toBe(pageOf(measured, ''));
  });

  it('keeps what was written by hand, word for word, however often it is written anew', () => {
    const first = pageOf(measured, '');
    const edited = first.replace(
      'Nothing has been written yet.',
      'The disk is the limit: `fsync` takes 0.4 ms.',
    );
    const again = pageOf(measurements({ ramp: measured.parts.ramp! }), edited);
    expect(handWritten(again)).toBe(handWritten(edited));
    expect(again).toContain('The disk is the limit');
    expect(pageOf(measured, again)).toBe(edited);
  });
});

describe('measurements', () => {
  it('of a part that was not measured again stay, those of another machine go', () => {
    const older = measurements({ ramp: { result: ramp, conditions } });
    const newer = measurements({ 'fan-out': { result: fanOut(1), conditions } });
    expect(Object.keys(together(older, newer).parts).sort()).toEqual(['fan-out', 'ramp']);
    expect(Object.keys(together(measurements(older.parts, 8), newer).parts)).toEqual(['fan-out']);
    expect(together(null, newer)).toBe(newer);
  });
});

it('what others use is what the machine used without us, of all its cores', () => {
  // Ten seconds of two cores are 2,000 hundredths; 900 were used, 500 of them by us.
  const before = { all: 100, ours: 50, atMs: 0 };
  expect(othersPercent(before, { all: 1000, ours: 550, atMs: 10_000 }, 2)).toBe(20);
  expect(othersPercent(before, before, 2)).toBe(0);
});
