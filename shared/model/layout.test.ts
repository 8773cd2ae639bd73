import { describe, expect, test } from 'vitest';
import { blockType } from './block.ts';
import { formatPath, LAYOUT, parsePath, roots } from './layout.ts';

const describeFields = (fields: Record<string, { kind: string }>): string =>
  Object.entries(fields)
    .map(([key, { kind }]) => `${key}:${kind}`)
    .join(' ');

describe('the layout', () => {
  // It only grows. If this fails you changed it: raise LAYOUT, say so in docs/contract.md and CHANGELOG, then this.
  test('is the one that clients of this number know', () => {
    expect(LAYOUT).toBe(1);
    const layout = Object.entries(roots).map(([root, type]) => `${root} ${describeFields(type.fields)}`);
    expect([...layout, `block ${describeFields(blockType.fields)}`]).toMatchInlineSnapshot(`
      [
        "projects id:reference by:reference at:instant removed:flag name:text externalId:text municipality:text place:text lat:number lng:number outline:json planType:choice phase:choice planStatus:choice developer:text organisation:reference keyProject:flag confidentiality:choice likelihood:integer storeys:integer total:integer source:json blocks:records notes:richText mergedInto:reference",
        "bottlenecks id:reference by:reference at:instant removed:flag projects:references category:choice certainty:choice severity:choice homes:integer years:json amount:integer owner:reference level:choice state:choice",
        "actions id:reference by:reference at:instant removed:flag text:text assignee:reference due:day state:choice reason:text evidence:text source:text handover:json files:json progress:text",
        "annotations id:reference by:reference at:instant removed:flag anchor:text thread:reference text:text mentions:references resolved:flag",
        "readings id:reference by:reference at:instant removed:flag path:text value:json organisation:reference reason:text state:choice answer:text",
        "suggestions id:reference by:reference at:instant removed:flag path:text from:json to:json reason:text state:choice answer:text thread:reference",
        "cases id:reference by:reference at:instant removed:flag title:text text:text projects:references pattern:text instrument:text",
        "meetings id:reference by:reference at:instant removed:flag date:day start:text place:text link:text state:choice",
        "agenda id:reference by:reference at:instant removed:flag meeting:reference order:text title:text kind:choice duration:integer owner:reference projects:references documents:json",
        "proposals id:reference by:reference at:instant removed:flag kind:choice title:text reason:text changes:json state:choice",
        "minutes id:reference by:reference at:instant removed:flag meeting:reference item:reference text:richText",
        "targets id:reference by:reference at:instant removed:flag target:integer realised:integer need:integer",
        "views id:reference by:reference at:instant removed:flag name:text owner:reference columns:json filters:json sort:json group:text",
        "block id:reference by:reference at:instant removed:flag kind:choice year:integer homes:integer dwelling:split segment:split targetGroup:split land:split deliveredAt:day deliveredHomes:integer",
      ]
    `);
  });

  test.each([
    'projects/p1',
    'projects/p1/name',
    'projects/p1/blocks/b1',
    'projects/p1/blocks/b1/homes',
    'actions/a1/due',
    'targets/0150:2028/target',
  ])('%s is a path', (path) => {
    const place = parsePath(path);
    expect(place === null ? null : formatPath(place)).toBe(path);
  });

  test.each([
    '',
    'projects',
    'projects/',
    'gossip/x',
    'projects/p1/gossip',
    'actions/a1/blocks/b1',
    'projects/p1/blocks/b1/gossip',
    'projects/p1/blocks/b1/homes/x',
    'projects/p1/constructor',
  ])('%j is none', (path) => {
    expect(parsePath(path)).toBeNull();
  });
});
