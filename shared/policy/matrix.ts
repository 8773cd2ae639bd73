import type { Role } from '../model/organisation.ts';

/**
 * Who may write what at a table: the matrix that a lawyer can read. A test walks all of it.
 *
 * `yes`      anyone with the role
 * `own`      plans of the own organisation; a municipality also those in its territory; everyone when the table's
 *            `editing` is `open`
 * `owner`    as `own`, but `editing: open` does not widen it: the answer is the owner's
 * `author`   who made the record
 * `allowed`  where the table's setting `observersAnnotate` is on
 * `authorAllowed`  who made it, where the setting is on
 * `no`       nobody with the role
 */
export type Rule = 'yes' | 'own' | 'owner' | 'author' | 'allowed' | 'authorAllowed' | 'no';

export const PARTS = [
  'plan',
  'planOwnership',
  'newPlan',
  'bottleneck',
  'action',
  'case',
  'newAnnotation',
  'annotation',
  'annotationResolved',
  'newReading',
  'reading',
  'readingState',
  'newSuggestion',
  'suggestion',
  'suggestionAnswer',
  'newProposal',
  'proposal',
  'meeting',
  'agenda',
  'minutes',
  'target',
  'newView',
  'view',
] as const;

/** A part of the workspace, as rights speak of it. */
export type Part = (typeof PARTS)[number];

type Row = Readonly<Record<Role, Rule>>;

const officers: Row = { chair: 'yes', secretary: 'yes', member: 'no', observer: 'no' };
const participants: Row = { chair: 'yes', secretary: 'yes', member: 'yes', observer: 'no' };
const theAuthor: Row = { chair: 'author', secretary: 'author', member: 'author', observer: 'no' };
const theOwner: Row = { chair: 'yes', secretary: 'yes', member: 'owner', observer: 'no' };

export const matrix: Readonly<Record<Part, Row>> = {
  plan: { chair: 'yes', secretary: 'yes', member: 'own', observer: 'no' },
  planOwnership: officers,
  newPlan: { chair: 'yes', secretary: 'yes', member: 'own', observer: 'no' },
  bottleneck: participants,
  action: participants,
  case: participants,
  newAnnotation: { ...participants, observer: 'allowed' },
  annotation: { ...theAuthor, observer: 'authorAllowed' },
  annotationResolved: participants,
  newReading: participants,
  reading: theAuthor,
  readingState: theOwner,
  newSuggestion: participants,
  suggestion: theAuthor,
  suggestionAnswer: theOwner,
  newProposal: participants,
  proposal: { chair: 'yes', secretary: 'yes', member: 'author', observer: 'no' },
  meeting: officers,
  agenda: officers,
  minutes: officers,
  target: officers,
  newView: participants,
  view: { chair: 'yes', secretary: 'yes', member: 'author', observer: 'no' },
};
