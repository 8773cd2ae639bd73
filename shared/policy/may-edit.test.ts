import { describe, expect, test } from 'vitest';
import type { Touch } from '../edit/touch.ts';
import { ROOT_NAMES } from '../model/layout.ts';
import { ORGANISATION_KINDS, ROLES } from '../model/organisation.ts';
import { matrix, PARTS, type Part } from './matrix.ts';
import { mayEdit, partOf } from './may-edit.ts';
import type { Actor, Facts, TableRules } from './policy.ts';

const rules: TableRules = { editing: 'own', observersAnnotate: false, audience: 'tafel' };
const actor = (more: Partial<Actor> = {}): Actor => ({
  person: 'me',
  organisation: 'mine',
  kind: 'corporation',
  municipality: null,
  role: 'member',
  ...more,
});
const facts = (more: Partial<Facts> = {}): Facts => ({
  organisation: 'theirs',
  municipality: '0150',
  author: 'you',
  ...more,
});

/** One touch that falls under each part of the matrix. */
const touches: Record<Part, Touch> = {
  plan: { place: { root: 'projects', record: 'x', field: 'name' }, kind: 'set', value: 'y' },
  planOwnership: { place: { root: 'projects', record: 'x', field: 'organisation' }, kind: 'set', value: 'y' },
  newPlan: { place: { root: 'projects', record: 'x' }, kind: 'create', value: { by: 'me', name: 'y' } },
  bottleneck: {
    place: { root: 'bottlenecks', record: 'x', field: 'certainty' },
    kind: 'set',
    value: 'vermoed',
  },
  action: { place: { root: 'actions', record: 'x', field: 'text' }, kind: 'set', value: 'y' },
  case: { place: { root: 'cases', record: 'x', field: 'text' }, kind: 'set', value: 'y' },
  newAnnotation: { place: { root: 'annotations', record: 'x' }, kind: 'create', value: { by: 'me' } },
  annotation: { place: { root: 'annotations', record: 'x', field: 'text' }, kind: 'set', value: 'y' },
  annotationResolved: {
    place: { root: 'annotations', record: 'x', field: 'resolved' },
    kind: 'set',
    value: true,
  },
  newReading: { place: { root: 'readings', record: 'x' }, kind: 'create', value: { by: 'me' } },
  reading: { place: { root: 'readings', record: 'x', field: 'value' }, kind: 'set', value: 1 },
  readingState: { place: { root: 'readings', record: 'x', field: 'state' }, kind: 'set', value: 'kept' },
  newSuggestion: { place: { root: 'suggestions', record: 'x' }, kind: 'create', value: { by: 'me' } },
  suggestion: { place: { root: 'suggestions', record: 'x', field: 'to' }, kind: 'set', value: 1 },
  suggestionAnswer: { place: { root: 'suggestions', record: 'x', field: 'answer' }, kind: 'set', value: 'y' },
  newProposal: { place: { root: 'proposals', record: 'x' }, kind: 'create', value: { by: 'me' } },
  proposal: { place: { root: 'proposals', record: 'x', field: 'title' }, kind: 'set', value: 'y' },
  meeting: { place: { root: 'meetings', record: 'x', field: 'place' }, kind: 'set', value: 'y' },
  agenda: { place: { root: 'agenda', record: 'x', field: 'title' }, kind: 'set', value: 'y' },
  minutes: { place: { root: 'minutes', record: 'x', field: 'text' }, kind: 'text' },
  target: { place: { root: 'targets', record: 'x', field: 'target' }, kind: 'set', value: 1 },
  newView: { place: { root: 'views', record: 'x' }, kind: 'create', value: { by: 'me' } },
  view: { place: { root: 'views', record: 'x', field: 'name' }, kind: 'set', value: 'y' },
};

/** The matrix said once more, from what is known of the person and not from the code. */
function expected(
  part: Part,
  role: (typeof ROLES)[number],
  given: { own: boolean; author: boolean; open: boolean; annotate: boolean },
): boolean {
  switch (matrix[part][role]) {
    case 'yes':
      return true;
    case 'own':
      return given.own || given.open;
    case 'owner':
      return given.own;
    case 'author':
      return given.author;
    case 'allowed':
      return given.annotate;
    case 'authorAllowed':
      return given.annotate && given.author;
    case 'no':
      return false;
  }
}

describe('the matrix', () => {
  test('every part has a touch that falls under it, and every root a part', () => {
    for (const part of PARTS) expect(partOf(touches[part])).toBe(part);
    for (const root of ROOT_NAMES)
      expect(PARTS).toContain(partOf({ place: { root, record: 'x', field: 'at' }, kind: 'set' }));
  });

  const booleans = [false, true];
  for (const part of PARTS) {
    for (const role of ROLES) {
      test(`${part} by ${role}`, () => {
        for (const own of booleans)
          for (const author of booleans)
            for (const open of booleans)
              for (const annotate of booleans) {
                const permission = mayEdit(
                  touches[part],
                  actor({ role }),
                  facts({ organisation: own ? 'mine' : 'theirs', author: author ? 'me' : 'you' }),
                  { ...rules, editing: open ? 'open' : 'own', observersAnnotate: annotate },
                );
                expect(permission.ok, JSON.stringify({ own, author, open, annotate })).toBe(
                  expected(part, role, { own, author, open, annotate }),
                );
                // A refusal says who can do it, or that nobody can.
                if (!permission.ok)
                  expect(permission.who.length > 0 || permission.code === 'observer').toBe(true);
              }
      });
    }
  }

  test('no role and no organisation deletes a record', () => {
    for (const role of ROLES)
      for (const kind of ORGANISATION_KINDS) {
        expect(
          mayEdit(
            { place: { root: 'projects', record: 'x' }, kind: 'delete' },
            actor({ role, kind }),
            facts({ organisation: 'mine' }),
            rules,
          ),
        ).toMatchObject({ code: 'noDelete' });
      }
  });
});

describe('product.md, line by line', () => {
  const plan = touches.plan;

  test('a municipality writes the plans in its own territory, a corporation only its own', () => {
    const territory = facts({ municipality: '0150' });
    expect(mayEdit(plan, actor({ kind: 'municipality', municipality: '0150' }), territory, rules).ok).toBe(
      true,
    );
    expect(mayEdit(plan, actor({ kind: 'municipality', municipality: '0193' }), territory, rules)).toEqual({
      ok: false,
      code: 'notOwner',
      who: ['owner', 'chair', 'secretary'],
    });
    expect(mayEdit(plan, actor({ kind: 'corporation', municipality: '0150' }), territory, rules).ok).toBe(
      false,
    );
  });

  test("nobody, the chair neither, edits another person's annotation text", () => {
    for (const role of ROLES)
      expect(
        mayEdit(touches.annotation, actor({ role }), facts(), {
          ...rules,
          editing: 'open',
          observersAnnotate: true,
        }).ok,
      ).toBe(false);
  });

  test('who has no seat does nothing', () => {
    for (const part of PARTS)
      expect(
        mayEdit(touches[part], actor({ role: null }), facts({ organisation: 'mine', author: 'me' }), rules),
      ).toMatchObject({ code: 'noParticipant' });
  });

  test('`by` is oneself, once', () => {
    const chair = actor({ role: 'chair' });
    expect(
      mayEdit({ ...touches.newPlan, value: { by: 'you', name: 'y' } }, chair, facts(), rules),
    ).toMatchObject({ code: 'notYou' });
    expect(
      mayEdit(
        { place: { root: 'projects', record: 'x', field: 'by' }, kind: 'set', value: 'me' },
        chair,
        facts(),
        rules,
      ),
    ).toMatchObject({ code: 'notYou' });
  });

  test.each([
    ['tafel', 'openbaar', true],
    ['tafel', 'extern woonregio', false],
    ['overheden', 'extern mede-overheden', true],
    ['overheden', 'intern raad', false],
    ['intern', 'intern raad', true],
    ['intern', 'prive', false],
  ] as const)('at a table for %s a plan made %s: %s', (audience, value, allowed) => {
    const touch: Touch = {
      place: { root: 'projects', record: 'x', field: 'confidentiality' },
      kind: 'set',
      value,
    };
    expect(mayEdit(touch, actor({ role: 'chair' }), facts(), { ...rules, audience }).ok).toBe(allowed);
  });
});
