import type { Batch, Edit } from '@bouwberaad/shared/edit/edit.ts';
import { yearBlock } from '@bouwberaad/shared/edit/touch.ts';
import { effect, figuresOf } from '@bouwberaad/shared/insight/effect.ts';
import { overlay } from '@bouwberaad/shared/insight/overlay.ts';
import type { Change } from '@bouwberaad/shared/model/proposal.ts';
import type { Plans } from '@bouwberaad/shared/model/read.ts';

/** What edits would change in the plans, for figures that are looked at before anything is done. */
export function changesOf(edit: Edit): Change[] {
  switch (edit.type) {
    case 'setField':
      return [{ path: edit.path, from: edit.from, to: edit.to }];
    case 'removeRecord':
      return [{ path: `${edit.path}/removed`, from: !edit.removed, to: edit.removed }];
    case 'addBlock':
      return [{ path: `projects/${edit.project}/blocks/${edit.block}`, from: null, to: edit.fields }];
    case 'setYearHomes': {
      const path = `projects/${edit.project}/blocks/${edit.block}`;
      return edit.from === null
        ? [{ path, from: null, to: yearBlock(edit) }]
        : [{ path: `${path}/homes`, from: edit.from, to: edit.to }];
    }
    case 'batch':
      return edit.edits.flatMap(changesOf);
    // A record that is made is in no figure yet; the rest changes no plan.
    case 'createRecord':
    case 'setMeta':
    case 'typeText':
      return [];
  }
}

export interface EffectSides {
  readonly before: Readonly<Record<string, number | null>>;
  readonly after: Readonly<Record<string, number | null>>;
}

/** The figures as they are and as they would be. `years`: the horizon that the table looks at. */
export function effectOf(plans: Plans, edits: Batch['edits'], years: readonly number[]): EffectSides {
  const figures = effect(plans, overlay(plans, edits.flatMap(changesOf)), { years });
  return { before: figuresOf(figures, 'before'), after: figuresOf(figures, 'after') };
}
