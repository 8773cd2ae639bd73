import fc from 'fast-check';
import type * as Y from 'yjs';
import { judge } from '../../src/sync/gate/gate.ts';
import { forgeAgainst, forgeries, mutate, mutations, type Forgery, type Mutation } from './mutate.ts';
import { cloneOf, compare } from './oracle.ts';
import { commands, World, type Command } from './world.ts';

/** Some honest history, and then updates that are broken or made up. */
export interface Attack {
  readonly history: readonly Command[];
  readonly mutations: readonly (readonly Mutation[])[];
  readonly forgeries: readonly Forgery[];
}

export const attacks: fc.Arbitrary<Attack> = fc.record({
  history: commands,
  mutations: fc.array(mutations, { minLength: 20, maxLength: 20 }),
  forgeries: fc.array(forgeries, { minLength: 20, maxLength: 20 }),
});

export interface Tally {
  judged: number;
  accepted: number;
}

/** Throws when an accepted update harms: throws, hangs, pends, loads differently, or writes what was not judged. */
export function attack({ history, mutations: list, forgeries: made }: Attack, tally: Tally): void {
  const updates: { update: Uint8Array; before: Y.Doc }[] = [];
  const world = new World((update, server) => updates.push({ update, before: cloneOf(server) }));
  world.run(history);
  const context = world.context(0, false);
  const owner = context.actor.person;
  list.forEach((one, at) => {
    const chosen = updates[(at * 7) % Math.max(updates.length, 1)];
    const other = updates[(at * 5 + 1) % Math.max(updates.length, 1)];
    if (chosen === undefined || other === undefined) return;
    // Claims are left aside: what is written under which id is another question than whether it harms.
    strike(mutate(chosen.update, other.update, one), chosen.before);
  });
  for (const one of made) strike(forgeAgainst(world.server, one, [11, 4_000_000_000, 77]), world.server);

  function strike(update: Uint8Array, before: Y.Doc): void {
    const started = performance.now();
    const verdict = judge(update, { ...context, doc: before, ownerOf: () => owner });
    tally.judged += 1;
    if (verdict.kind !== 'accepted') return;
    tally.accepted += 1;
    const wrong = compare(before, verdict.update, verdict.touches, 'forged');
    if (wrong !== null) throw new Error(`${wrong} [${update.toString()}]`);
    if (performance.now() - started > 5000) throw new Error('it hangs');
  }
}
