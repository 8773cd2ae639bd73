import type { Touch } from '../edit/touch.ts';
import { admits, type Role } from '../model/organisation.ts';
import { CONFIDENTIALITIES, type Confidentiality } from '../model/project.ts';
import { matrix, type Part, type Rule } from './matrix.ts';
import type { Actor, Denial, DenialCode, Facts, Permission, TableRules } from './policy.ts';

const granted: Permission = { ok: true };

/**
 * May this person write this part? The same function decides at the server's gate and disables the cell on the screen.
 * `facts` are what the live document knows before the write; for a record being made, its own values.
 */
export function mayEdit(touch: Touch, actor: Actor, facts: Facts, rules: TableRules): Permission {
  if (actor.role === null) return deny('noParticipant', ['chair', 'secretary']);
  if (touch.kind === 'delete') return deny('noDelete', []);
  const authorship = checkAuthorship(touch, actor);
  if (!authorship.ok) return authorship;
  const part = partOf(touch);
  const permission = checkRule(matrix[part][actor.role], part, actor, facts, rules);
  return permission.ok ? checkAudience(touch, rules) : permission;
}

/** `by` is the session's person and written once; who made a record and when is never changed afterwards. */
function checkAuthorship(touch: Touch, actor: Actor): Permission {
  if (touch.kind === 'create') {
    const by = (touch.value as Record<string, unknown> | undefined)?.['by'];
    return by === actor.person || (by === undefined && touch.place.block !== undefined)
      ? granted
      : deny('notYou', []);
  }
  const field = touch.place.field;
  return field === 'by' || field === 'at' || field === 'id' ? deny('notYou', []) : granted;
}

/** Which part of the matrix a touch falls under. */
export function partOf(touch: Touch): Part {
  const { root, field, block } = touch.place;
  const made = touch.kind === 'create';
  switch (root) {
    case 'projects':
      if (made && block === undefined) return 'newPlan';
      return block === undefined && (field === 'organisation' || field === 'municipality')
        ? 'planOwnership'
        : 'plan';
    case 'bottlenecks':
      return 'bottleneck';
    case 'actions':
      return 'action';
    case 'cases':
      return 'case';
    case 'annotations':
      if (made) return 'newAnnotation';
      return field === 'resolved' ? 'annotationResolved' : 'annotation';
    case 'readings':
      if (made) return 'newReading';
      return field === 'state' || field === 'answer' ? 'readingState' : 'reading';
    case 'suggestions':
      if (made) return 'newSuggestion';
      return field === 'state' || field === 'answer' ? 'suggestionAnswer' : 'suggestion';
    case 'proposals':
      return made ? 'newProposal' : 'proposal';
    case 'meetings':
      return 'meeting';
    case 'agenda':
      return 'agenda';
    case 'minutes':
      return 'minutes';
    case 'targets':
      return 'target';
    case 'views':
      return made ? 'newView' : 'view';
  }
}

function checkRule(rule: Rule, part: Part, actor: Actor, facts: Facts, rules: TableRules): Permission {
  switch (rule) {
    case 'yes':
      return granted;
    case 'own':
      return rules.editing === 'open' || owns(actor, facts)
        ? granted
        : deny('notOwner', ['owner', 'chair', 'secretary']);
    case 'owner':
      return owns(actor, facts) ? granted : deny('notOwner', ['owner', 'chair', 'secretary']);
    case 'author':
      return facts.author === actor.person ? granted : deny('notAuthor', authorsOf(part));
    case 'allowed':
      return rules.observersAnnotate ? granted : deny('observer', participantsOf(part));
    case 'authorAllowed':
      if (!rules.observersAnnotate) return deny('observer', participantsOf(part));
      return facts.author === actor.person ? granted : deny('notAuthor', ['author']);
    case 'no':
      return actor.role === 'observer'
        ? deny('observer', participantsOf(part))
        : deny('notOfficer', ['chair', 'secretary']);
  }
}

/** A plan of the own organisation, or in the own territory of a municipality. */
export function owns(actor: Actor, facts: Facts): boolean {
  if (facts.organisation !== null && facts.organisation === actor.organisation) return true;
  return (
    actor.kind === 'municipality' && actor.municipality !== null && facts.municipality === actor.municipality
  );
}

/** A shared project cannot be made stricter than its table. */
function checkAudience(touch: Touch, rules: TableRules): Permission {
  const { root, block, field } = touch.place;
  if (root !== 'projects' || block !== undefined) return granted;
  const value =
    touch.kind === 'create'
      ? (touch.value as Record<string, unknown>)['confidentiality']
      : field === 'confidentiality'
        ? touch.value
        : null;
  const level = CONFIDENTIALITIES.find((known): known is Confidentiality => known === value) ?? null;
  return admits(rules.audience, level) ? granted : deny('tooStrict', []);
}

function authorsOf(part: Part): Denial['who'] {
  return matrix[part].chair === 'yes' ? ['author', 'chair', 'secretary'] : ['author'];
}

function participantsOf(part: Part): readonly Role[] {
  return (['chair', 'secretary', 'member'] as const).filter((role) => matrix[part][role] !== 'no');
}

function deny(code: DenialCode, who: Denial['who']): Denial {
  return { ok: false, code, who };
}
