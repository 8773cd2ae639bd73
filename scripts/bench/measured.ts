import type { ColdLoad } from './cold.ts';
import type { FanOut } from './fan-out.ts';
import type { GateTimes } from './gate.ts';
import type { InsightTimes } from './insights.ts';
import type { Percentiles } from './numbers.ts';
import type { Ramp } from './ramp.ts';
import type { SlowReader } from './slow-reader.ts';
import type { MongoRows } from './stores.ts';
import type { WebRow } from './web.ts';

/** The medians of the runs, by contender. */
export type ByContender<T> = readonly { readonly id: string; readonly name: string; readonly result: T }[];

export interface FanOutRow {
  readonly clients: number;
  readonly results: ByContender<FanOut>;
  /** A small write and its sync, alone, in the same minutes. */
  readonly disk: Percentiles;
}

export interface ColdRow extends ColdLoad {
  /** Heap that the loaded document takes, in MB. */
  readonly heapMb: number;
  readonly fillPerSecond: number;
}

/** What is measured, part by part: what one `npm run bench` does, or is asked to do alone. */
export interface Parts {
  readonly gate: GateTimes;
  readonly insight: InsightTimes;
  readonly store: Percentiles;
  readonly 'fan-out': readonly FanOutRow[];
  readonly ramp: ByContender<Ramp>;
  readonly slow: ByContender<SlowReader>;
  readonly cold: ByContender<ColdRow>;
  readonly mongo: MongoRows;
  readonly web: readonly WebRow[];
}
export type PartName = keyof Parts;

/** What was so while a part was measured. */
export interface Conditions {
  /** The moment, UTC. */
  readonly at: string;
  /** What was checked out; with `+` when files of the product differed from it. */
  readonly commit: string;
  /** One short round, where a whole run takes the median of several. */
  readonly quick: boolean;
  /** Part of the machine that others used meanwhile, in %; null where the system does not say. */
  readonly othersPercent: number | null;
}

export interface Measured<T> {
  readonly result: T;
  readonly conditions: Conditions;
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
}

/** All that was measured on one machine: the newest of each part. Kept as `docs/benchmarks.json`. */
export interface Measurements {
  readonly machine: Machine;
  /** Of what ran, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly parts: { readonly [K in PartName]?: Measured<Parts[K]> };
}

/** Beside others who use more of the machine than this, figures are marked. */
export const NOISY_PERCENT = 10;

export function isNoisy({ othersPercent }: Conditions): boolean {
  return othersPercent !== null && othersPercent > NOISY_PERCENT;
}

/** New parts beside the older ones that were not measured again. Another machine starts anew: its figures say nothing here. */
export function together(older: Measurements | null, newer: Measurements): Measurements {
  if (older === null || JSON.stringify(older.machine) !== JSON.stringify(newer.machine)) return newer;
  return {
    machine: newer.machine,
    versions: { ...older.versions, ...newer.versions },
    parts: { ...older.parts, ...newer.parts },
  };
}
