import fc from 'fast-check';
import { blockType, DWELLINGS, SEGMENTS, type Block } from '../../model/block.ts';
import {
  BOTTLENECK_CATEGORIES,
  BOTTLENECK_STATES,
  CERTAINTIES,
  bottleneckType,
  type Bottleneck,
} from '../../model/bottleneck.ts';
import { PLAN_STATUSES, projectType, type Project } from '../../model/project.ts';
import type { Plans } from '../../model/read.ts';
import type { RecordType } from '../../model/record.ts';
import { targetType, type Target } from '../../model/target.ts';

/** Plans for the tests of the figures: every field that is not named is empty. */
function empty(type: RecordType): Record<string, unknown> {
  const fields = Object.entries(type.fields).filter(
    ([, field]) => field.kind !== 'richText' && field.kind !== 'records',
  );
  return Object.fromEntries(fields.map(([key, field]) => [key, field.empty]));
}

let made = 0;
const nextId = (): string => `id${++made}`;

export function block(fields: Partial<Block> = {}): Block {
  return { ...empty(blockType), kind: 'build', id: nextId(), ...fields } as Block;
}

export function project(fields: Partial<Project> = {}): Project {
  return {
    ...empty(projectType),
    id: nextId(),
    municipality: '0150',
    blocks: [],
    ...fields,
  } as Project;
}

export function bottleneck(fields: Partial<Bottleneck> = {}): Bottleneck {
  return { ...empty(bottleneckType), id: nextId(), state: 'open', ...fields } as Bottleneck;
}

export function target(municipality: string, year: number, fields: Partial<Target>): Target {
  return { ...empty(targetType), id: `${municipality}:${year}`, ...fields } as Target;
}

export function plans(parts: Partial<Plans>): Plans {
  return { projects: [], bottlenecks: [], targets: [], ...parts };
}

export const YEARS = [2026, 2027, 2028, 2029, 2030];
const CODES = ['0150', '0166', '0193'];

const anyBlock = fc.record({
  kind: fc.constantFrom('build' as const, 'build' as const, 'demolition' as const, null),
  year: fc.option(fc.constantFrom(2025, ...YEARS, 2031)),
  homes: fc.option(fc.nat(200), { freq: 9 }),
  dwelling: fc.dictionary(fc.constantFrom(...DWELLINGS), fc.nat(150), { maxKeys: 3, noNullPrototype: true }),
  segment: fc.dictionary(fc.constantFrom(...SEGMENTS), fc.nat(150), { maxKeys: 4, noNullPrototype: true }),
  deliveredAt: fc.option(fc.constantFrom('2026-03-01', '2027-12-31'), { freq: 2 }),
});

const anyProject = fc.record({
  municipality: fc.option(fc.constantFrom(...CODES), { freq: 9 }),
  planStatus: fc.option(fc.constantFrom(...PLAN_STATUSES)),
  likelihood: fc.option(fc.integer({ min: 10, max: 100 })),
  blocks: fc.array(anyBlock, { maxLength: 4 }),
});

const anyBottleneck = fc.record({
  of: fc.array(fc.nat(11), { maxLength: 3 }),
  category: fc.constantFrom(...BOTTLENECK_CATEGORIES),
  certainty: fc.option(fc.constantFrom(...CERTAINTIES)),
  state: fc.constantFrom(...BOTTLENECK_STATES),
});

const anyTarget = fc.record({
  code: fc.constantFrom(...CODES),
  year: fc.constantFrom(...YEARS),
  target: fc.option(fc.nat(500)),
  realised: fc.option(fc.nat(500)),
  need: fc.option(fc.nat(500)),
});

/** Any plans: with gaps, contradicting splits, demolition and bottlenecks of projects that are not there. */
export const anyPlans: fc.Arbitrary<Plans> = fc
  .record({
    projects: fc.array(anyProject, { maxLength: 12 }),
    bottlenecks: fc.array(anyBottleneck, { maxLength: 12 }),
    targets: fc.uniqueArray(anyTarget, { maxLength: 8, selector: ({ code, year }) => `${code}:${year}` }),
  })
  .map(({ projects, bottlenecks, targets }) => ({
    projects: projects.map((one, p) =>
      project({
        ...one,
        id: `p${p}`,
        blocks: one.blocks.map((fields, b) => block({ ...fields, id: `b${p}-${b}` })),
      }),
    ),
    bottlenecks: bottlenecks.map(({ of, ...one }, k) =>
      bottleneck({ ...one, id: `k${k}`, projects: of.map((p) => `p${p}`) }),
    ),
    targets: targets.map(({ code, year, ...one }) => target(code, year, one)),
  }));

/** The same plans, every list turned round. */
export function reversed(of: Plans): Plans {
  return {
    projects: of.projects.map((one) => ({ ...one, blocks: [...one.blocks].reverse() })).reverse(),
    bottlenecks: [...of.bottlenecks].reverse(),
    targets: [...of.targets].reverse(),
  };
}
