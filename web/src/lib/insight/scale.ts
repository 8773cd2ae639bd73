/** The steps of an axis from 0: at most five lines, at round numbers, the last at or above `max`. */
export function axisSteps(max: number): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const whole = Math.max(1, Math.round(step));
  const steps: number[] = [];
  for (let at = 0; at < max + whole && steps.length < 6; at += whole) steps.push(at);
  return steps;
}
