import { describe, expect, test } from 'vitest';
import { DWELLINGS, type Block } from '@bouwberaad/shared/model/block.ts';
import { blockFindings, findingsOf, splitParts } from './findings.ts';

const block = (more: Partial<Block>): Block => ({
  id: 'b',
  by: null,
  at: null,
  removed: false,
  kind: 'build',
  year: 2028,
  homes: 120,
  dwelling: {},
  segment: {},
  targetGroup: {},
  land: {},
  deliveredAt: null,
  deliveredHomes: null,
  ...more,
});

describe('findings', () => {
  test('the build blocks are not the stated total; demolition does not count', () => {
    expect(
      findingsOf({
        total: 220,
        blocks: [
          block({}),
          block({ id: 'c', homes: 100 }),
          block({ id: 'd', kind: 'demolition', homes: 50 }),
        ],
      }),
    ).toEqual([]);
    expect(findingsOf({ total: 200, blocks: [block({})] })).toEqual([
      { kind: 'total', blocks: 120, total: 200 },
    ]);
    expect(findingsOf({ total: null, blocks: [block({})] })).toEqual([]);
    expect(findingsOf({ total: 200, blocks: [] })).toEqual([]);
  });

  test('a split that counts more homes than the block; less is unknown, not wrong', () => {
    expect(blockFindings(block({ dwelling: { hoogbouw: 100 } }))).toEqual([]);
    expect(blockFindings(block({ segment: { 'dure huur': 100, middenhuur: 30 } }))).toMatchObject([
      { split: 'segment', counted: 130, homes: 120 },
    ]);
    expect(blockFindings(block({ homes: null, segment: { middenhuur: 30 } }))).toEqual([]);
  });

  test('parts come in their order, what is unsaid as unknown', () => {
    expect(splitParts({ hoogbouw: 60, grondgebonden: 20 }, DWELLINGS, 120)).toEqual([
      { value: 'grondgebonden', homes: 20 },
      { value: 'hoogbouw', homes: 60 },
      { value: 'onbekend', homes: 40 },
    ]);
    expect(splitParts({ hoogbouw: 130 }, DWELLINGS, 120)).toEqual([{ value: 'hoogbouw', homes: 130 }]);
    expect(splitParts({}, DWELLINGS, null)).toEqual([]);
  });
});
