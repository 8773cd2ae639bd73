import type { Edit, SetField } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { sameJson, toSafeText, type Json } from '@bouwberaad/shared/lib/json.ts';
import type { Reading } from '@bouwberaad/shared/model/reading.ts';
import type { Suggestion } from '@bouwberaad/shared/model/suggestion.ts';

interface Stamp {
  readonly by: string;
  readonly at: string;
}

export interface NewReading {
  readonly path: string;
  readonly value: Json;
  readonly reason: string;
  /** Who expects it. */
  readonly organisation: string;
}

export interface NewSuggestion {
  readonly path: string;
  /** What stands there now. */
  readonly from: Json;
  readonly to: Json;
  readonly reason: string;
  /** The first annotation of the thread that led to it. */
  readonly thread: string | null;
}

/** What another party expects stands beside the field, never in it. */
export function expectElse({ path, value, reason, organisation }: NewReading, stamp: Stamp): Edit {
  const fields = { path, value, organisation, reason: said(reason), state: 'open', ...stamp };
  return { type: 'createRecord', root: 'readings', id: newId(), fields };
}

/** A value put to the owner; the field stays as it is until the owner takes it over. */
export function suggest({ path, from, to, reason, thread }: NewSuggestion, stamp: Stamp): Edit {
  const fields = { path, from, to, reason: said(reason), state: 'open', thread, ...stamp };
  return { type: 'createRecord', root: 'suggestions', id: newId(), fields };
}

/** The owner takes over what another expects: the field and the answer in one. `live` is what the field holds now. */
export function adopt(reading: Reading, live: Json): Edit {
  const path = `readings/${reading.id}`;
  return together('adopt', [
    ...change(reading.path, live, reading.value),
    set(`${path}/state`, reading.state, 'adopted'),
  ]);
}

/** The owner keeps its own, and says why. */
export function keepOwn(reading: Reading, reason: string): Edit {
  const path = `readings/${reading.id}`;
  return together('keepOwn', [
    set(`${path}/state`, reading.state, 'kept'),
    set(`${path}/answer`, reading.answer, said(reason)),
  ]);
}

/** Whoever wrote it no longer expects it. */
export function withdraw(root: 'readings' | 'suggestions', id: string): Edit {
  return { type: 'removeRecord', path: `${root}/${id}`, removed: true };
}

/** The owner takes a suggestion over. `live` is what the field holds now: it may differ from what was suggested on. */
export function accept(suggestion: Suggestion, live: Json, answer: string): Edit {
  return together('accept', [
    ...change(suggestion.path, live, suggestion.to),
    ...answered(suggestion, 'accepted', answer),
  ]);
}

export function decline(suggestion: Suggestion, answer: string): Edit {
  return together('decline', answered(suggestion, 'declined', answer));
}

function answered(suggestion: Suggestion, state: 'accepted' | 'declined', answer: string): SetField[] {
  const path = `suggestions/${suggestion.id}`;
  const words = said(answer);
  return [
    set(`${path}/state`, suggestion.state, state),
    ...(words === null ? [] : [set(`${path}/answer`, suggestion.answer, words)]),
  ];
}

function change(path: string | null, live: Json, to: Json): SetField[] {
  return path === null || sameJson(live, to) ? [] : [set(path, live, to)];
}

function set(path: string, from: Json, to: Json): SetField {
  return { type: 'setField', path, from, to };
}

function together(name: string, edits: readonly SetField[]): Edit {
  return { type: 'batch', name, edits };
}

function said(text: string): string | null {
  const words = toSafeText(text.trim());
  return words === '' ? null : words;
}
