/** Counts of times in steps of a hundredth of a millisecond: millions of them in little memory. */
export class Latencies {
  readonly #counts = new Uint32Array(500_000);
  #total = 0;

  add(ms: number): void {
    this.#counts[Math.min(this.#counts.length - 1, Math.max(0, Math.round(ms * 100)))]! += 1;
    this.#total += 1;
  }

  /** The time below which this part of all lies; NaN without any. */
  at(part: number): number {
    if (this.#total === 0) return NaN;
    let left = Math.ceil(this.#total * part);
    for (let step = 0; step < this.#counts.length; step++) {
      left -= this.#counts[step]!;
      if (left <= 0) return step / 100;
    }
    return this.#counts.length / 100;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
