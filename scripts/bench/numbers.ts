/** Of many times: what half of them and what 99 of 100 stay below. */
export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

/** Counts of times in steps of a hundredth of a millisecond: millions of them in little memory. */
export class Latencies {
  readonly #counts = new Uint32Array(500_000);
  #total = 0;

  add(ms: number): void {
    const step = Math.min(this.#counts.length - 1, Math.max(0, Math.round(ms * 100)));
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    this.#total += 1;
  }

  /** The time below which this part of all lies, in milliseconds; NaN without any. */
  at(part: number): number {
    if (this.#total === 0) return NaN;
    let left = Math.ceil(this.#total * part);
    for (const [step, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return step / 100;
    }
    return this.#counts.length / 100;
  }

  percentiles(): Percentiles {
    return { p50: this.at(0.5), p99: this.at(0.99) };
  }
}

/** The middle one; of an even count the mean of the two in the middle. NaN without any. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear between the two values that this part of all lies between; NaN without any. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The median of each field that is a number; of any other, what the first run says. */
export function fieldMedians<T extends object>(runs: readonly T[]): T {
  const [first] = runs;
  if (first === undefined) throw new Error('no run to take a median of');
  const entries = Object.entries(first) as [keyof T, unknown][];
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      typeof value === 'number' ? median(runs.map((run) => Number(run[key]))) : value,
    ]),
  ) as T;
}
