import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Role } from '@bouwberaad/shared/model/organisation.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import { mayMake, mayMakePlan } from './may-make.ts';

const rules: TableRules = {
  audience: 'tafel',
  editing: 'own',
  observersAnnotate: false,
};

function sessionOf(role: Role) {
  const doc = new Y.Doc();
  const actor: Actor = { person: 'p', role, organisation: 'o', kind: 'corporation', municipality: null };
  return {
    actor,
    stamp: () => ({ by: 'p', at: '2026-11-24T10:00:00.000Z' }),
    may: (edit: Edit) => mayApply(doc, edit, actor, rules),
  };
}

test('who takes part makes plans of the own organisation, bottlenecks, actions and readings', () => {
  for (const role of ['chair', 'secretary', 'member'] as const) {
    const session = sessionOf(role);
    expect(mayMakePlan(session)).toBe(true);
    for (const root of ['bottlenecks', 'actions', 'readings', 'suggestions', 'views'] as const)
      expect(mayMake(session, root)).toBe(true);
  }
});

test('who listens makes nothing', () => {
  const session = sessionOf('observer');
  expect(mayMakePlan(session)).toBe(false);
  for (const root of ['bottlenecks', 'actions', 'readings', 'suggestions', 'views'] as const)
    expect(mayMake(session, root)).toBe(false);
});
