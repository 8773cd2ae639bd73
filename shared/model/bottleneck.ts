import { choice, integer, person, references, json } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

/** What can hold a plan up. `geen` and `onbekend` are answers too: "nothing does" and "nobody knows yet". */
export const BOTTLENECK_CATEGORIES = [
  'stikstof',
  'netcongestie',
  'nutsaansluiting',
  'onrendabele top',
  'ambtelijke capaciteit',
  'capaciteit bouwsector',
  'bereikbaarheid',
  'parkeren',
  'geluid',
  'natuur',
  'bodemverontreiniging',
  'water en bodem',
  'draagvlak',
  'bezwaar en beroep',
  'grondverwerving',
  'anders',
  'geen',
  'onbekend',
] as const;
export type BottleneckCategory = (typeof BOTTLENECK_CATEGORIES)[number];

/** Strongest first. */
export const CERTAINTIES = ['bevestigd', 'vermoed', 'onbekend'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const BOTTLENECK_STATES = [
  'open',
  'at table',
  'escalated',
  'answered',
  'resolved',
  'returned',
] as const;
export type BottleneckState = (typeof BOTTLENECK_STATES)[number];

export const SEVERITIES = ['laag', 'midden', 'hoog'] as const;
export const LEVELS = ['project', 'gemeente', 'regio', 'provincie', 'rijk'] as const;

/** One thing that holds up one or many projects. */
export const bottleneckType = recordType(
  'bottleneck',
  {
    projects: references(),
    category: choice(BOTTLENECK_CATEGORIES),
    certainty: choice(CERTAINTIES),
    severity: choice(SEVERITIES),
    /** Homes that it holds up. */
    homes: integer(0, 1_000_000),
    /** Years in which those homes would have been delivered. */
    years: json<readonly number[]>(
      [],
      (v) => Array.isArray(v) && v.length <= 50 && v.every((y) => Number.isInteger(y)),
    ),
    /** Whole euros that would take it away. */
    amount: integer(0, 1_000_000_000_000),
    owner: person(),
    level: choice(LEVELS),
    state: choice(BOTTLENECK_STATES),
  },
  ['projects', 'category'],
);

export type Bottleneck = RecordOf<typeof bottleneckType>;

/** Resolved is the only state in which it no longer holds anything up; an explicit `geen` never did. */
export function isOpen(bottleneck: Pick<Bottleneck, 'state' | 'category' | 'removed'>): boolean {
  return !bottleneck.removed && bottleneck.state !== 'resolved' && bottleneck.category !== 'geen';
}
