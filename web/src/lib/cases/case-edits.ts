import type { Batch, Edit, SetField } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { sameJson, toSafeText, type Json } from '@bouwberaad/shared/lib/json.ts';
import type { Case } from '@bouwberaad/shared/model/case.ts';
import type { Instrument } from '@bouwberaad/shared/model/case-instruments.ts';

export interface CaseWords {
  readonly title: string;
  readonly text: string;
  readonly projects: readonly string[];
}

function clean(text: string): string | null {
  const safe = toSafeText(text.trim());
  return safe === '' ? null : safe;
}

export function bringIn(
  { title, text, projects }: CaseWords,
  stamp: { readonly by: string; readonly at: string },
): Edit {
  const fields = {
    title: clean(title),
    text: clean(text),
    projects: [...projects],
    pattern: null,
    instrument: null,
  };
  return { type: 'createRecord', root: 'cases', id: newId(), fields: { ...fields, ...stamp } };
}

function set(
  one: Case,
  field: 'title' | 'text' | 'projects' | 'pattern' | 'instrument',
  to: Json,
): SetField[] {
  const from = one[field] as Json;
  return sameJson(from, to) ? [] : [{ type: 'setField', path: `cases/${one.id}/${field}`, from, to }];
}

/** Null when nothing differs. */
export function changeCase(one: Case, { title, text, projects }: CaseWords): Batch | null {
  const edits = [
    ...set(one, 'title', clean(title)),
    ...set(one, 'text', clean(text)),
    ...set(one, 'projects', [...projects]),
  ];
  return edits.length === 0 ? null : { type: 'batch', name: 'case', edits };
}

/** Puts cases in one pattern, each with its instrument; null when they are in it already. */
export function bundle(
  cases: readonly Case[],
  pattern: string | null,
  instrument: Instrument | null,
): Batch | null {
  const name = pattern === null ? null : clean(pattern);
  const edits = cases.flatMap((one) => [...set(one, 'pattern', name), ...set(one, 'instrument', instrument)]);
  return edits.length === 0 ? null : { type: 'batch', name: 'pattern', edits };
}

export function removeCase(one: Case): Edit {
  return { type: 'removeRecord', path: `cases/${one.id}`, removed: true };
}
