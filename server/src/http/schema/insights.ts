import { z } from 'zod';
import { referenceDate } from './directory.ts';

const homes = z.number();
const year = z.int();
const share = z
  .number()
  .nullable()
  .meta({ description: '0 to 1; null when there is nothing to take a share of' });

const yearProduction = z.strictObject({
  year,
  planned: homes,
  hard: homes,
  soft: homes,
  expected: homes,
  target: homes.nullable(),
  realised: homes.nullable(),
  gap: homes.nullable(),
});

const production = z.strictObject({
  years: z.array(yearProduction).readonly(),
  municipalities: z
    .array(z.strictObject({ municipality: z.string().nullable(), years: z.array(yearProduction).readonly() }))
    .readonly(),
  unknownLikelihood: z.array(z.string()).readonly().meta({ description: 'Ids of projects' }),
  unknownHomes: homes,
  undated: homes,
});

const range = z.strictObject({
  all: homes,
  confirmed: homes,
  suspected: homes,
  unknown: homes,
  low: share,
  highWithoutUnknown: share,
  high: share,
});

const signal = z.strictObject({
  municipality: z.string(),
  year,
  dwelling: z.string(),
  segment: z.string(),
  homes,
  total: homes,
  share: z.number(),
  projects: z.array(z.strictObject({ project: z.string(), homes })).readonly(),
  signal: z.boolean(),
});

const bounded = z.strictObject({
  all: homes,
  known: homes,
  unknown: homes,
  low: share,
  high: share,
  norm: z.number(),
  verdict: z.enum(['reached', 'missed', 'undecided']).nullable(),
});

const shifted = z.strictObject({
  planned: homes,
  kept: homes,
  shifted: homes,
  undated: homes,
  gone: homes,
  keptShare: share,
});

export const insights = z
  .strictObject({
    years: z.array(year),
    production,
    bottlenecks: z.array(z.strictObject({ category: z.string(), byProjects: range, byHomes: range })),
    concentration: z.array(signal),
    affordability: z.strictObject({ affordable: bounded, socialRent: bounded }),
    capacity: z.strictObject({
      hard: homes,
      soft: homes,
      softCorrected: homes,
      need: homes.nullable(),
      ratio: share,
      corrected: share,
      norm: z.number(),
    }),
    realism: z
      .strictObject({
        since: referenceDate,
        years: z.array(shifted.extend({ year })).readonly(),
        total: shifted,
        shift: z.number().nullable().meta({ description: 'Years, averaged over homes' }),
      })
      .nullable(),
  })
  .meta({ id: 'Insights' });
