import type { Form, Outcome, PositionKind } from '@bouwberaad/shared/round/round.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PositionShape } from '#lib/ui/outcome.ts';

const FORM: Readonly<Record<Form, { name: () => string; rule: () => string }>> = {
  hamerstuk: { name: m.decisions_form_hamerstuk, rule: m.decisions_form_hamerstuk_text },
  consent: { name: m.decisions_form_consent, rule: m.decisions_form_consent_text },
  stemming: { name: m.decisions_form_stemming, rule: m.decisions_form_stemming_text },
  'ter kennisname': { name: m.decisions_form_noted, rule: m.decisions_form_noted_text },
};

export function formName(form: Form): string {
  return FORM[form].name();
}

export function formRule(form: Form): string {
  return FORM[form].rule();
}

const POSITION: Readonly<Record<PositionKind, { name: () => string; shape: PositionShape }>> = {
  noObjection: { name: m.decisions_position_noObjection, shape: 'noObjection' },
  reservation: { name: m.decisions_position_reservation, shape: 'reservation' },
  objection: { name: m.decisions_position_objection, shape: 'objection' },
  consult: { name: m.decisions_position_consult, shape: 'consult' },
  for: { name: m.decisions_position_for, shape: 'noObjection' },
  against: { name: m.decisions_position_against, shape: 'objection' },
  abstain: { name: m.decisions_position_abstain, shape: 'consult' },
};

export function positionWord(kind: PositionKind | null): string {
  return kind === null ? m.decisions_position_none() : POSITION[kind].name();
}

export function positionShape(kind: PositionKind | null): PositionShape {
  return kind === null ? 'none' : POSITION[kind].shape;
}

/** A decision in one word and one shape; with open reservations it is "onder voorbehoud". */
export function outcomeWord(outcome: Outcome, conditions: number): string {
  switch (outcome) {
    case 'agreed':
      return conditions > 0 ? m.decisions_outcome_conditional() : m.decisions_outcome_agreed();
    case 'rejected':
      return m.decisions_outcome_rejected();
    case 'taken back':
      return m.decisions_outcome_taken_back();
    case 'noted':
      return m.decisions_outcome_noted();
  }
}

export function outcomeShape(outcome: Outcome, conditions: number): PositionShape {
  switch (outcome) {
    case 'agreed':
      return conditions > 0 ? 'reservation' : 'noObjection';
    case 'rejected':
      return 'objection';
    case 'taken back':
    case 'noted':
      return 'consult';
  }
}

export function outcomeTone(outcome: Outcome, conditions: number): 'accent' | 'amber' | 'red' | 'plain' {
  switch (outcomeShape(outcome, conditions)) {
    case 'noObjection':
      return 'accent';
    case 'reservation':
      return 'amber';
    case 'objection':
      return 'red';
    default:
      return 'plain';
  }
}

/** `ZW` for Gemeente Zwolle: what kind of organisation it is, stands beside it in words. */
export function twoLetters(organisation: string): string {
  const name = organisation.replace(/^(gemeente|corporatie|provincie|bouwer|ontwikkelaar)\s+/iu, '');
  return name.slice(0, 2).toUpperCase();
}
