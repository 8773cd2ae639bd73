import fc from 'fast-check';
import { attack, attacks } from '../server/test/gate/attack.ts';
import { commands, World } from '../server/test/gate/world.ts';

/**
 * `npm run gate-fuzz -- 100000 [seed]`: that many honest updates judged and compared with what Yjs does, and as many
 * broken and made-up ones of which none that is accepted may harm. Prints the seed; a failure is shrunk and ends with 1.
 */
const wanted = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1);

function run<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  count: () => number,
  check: (one: T) => void,
): void {
  const started = performance.now();
  for (let round = 0; count() < wanted; round++) {
    const details = fc.check(fc.property(arbitrary, check), { numRuns: 50, seed: (seed + round) | 0 });
    if (details.failed) {
      console.error(
        `${name}: seed ${details.seed}, after ${count()} updates\n${String(details.errorInstance)}\n${fc.defaultReportMessage(details) ?? ''}`,
      );
      process.exit(1);
    }
  }
  console.log(
    `${name}: ${count()} updates, none wrong, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}

console.log(`seed ${seed}`);
let honest = 0;
run(
  'honest',
  commands,
  () => honest,
  (list) => {
    const world = new World();
    try {
      world.run(list);
    } finally {
      honest += world.judged;
    }
  },
);
const tally = { judged: 0, accepted: 0 };
run(
  'broken and made up',
  attacks,
  () => tally.judged,
  (one) => attack(one, tally),
);
console.log(`${tally.accepted} of ${tally.judged} were accepted`);
