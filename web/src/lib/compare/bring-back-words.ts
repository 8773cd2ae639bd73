import type { BringBackEdit } from '@bouwberaad/shared/edit/bring-back.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { blockWords, rowWords, type RowWords } from '#lib/changes/row-words.ts';
import type { Known } from '#lib/changes/value-words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';

/** One edit of bringing a project back, as a line of the dialog that asks whether it should be. */
export function bringBackWords(known: Known, edit: BringBackEdit, frozen: Project): RowWords {
  if (edit.type === 'setField') return rowWords(known, edit);
  if (edit.type === 'createRecord') return alone(m.compare_bring_make());
  if (edit.type === 'addBlock')
    return alone(m.compare_bring_block_back({ block: blockIn(frozen, edit.block) }));
  const place = parsePath(edit.path);
  if (place?.block === undefined) return alone(m.compare_bring_revive());
  if (!edit.removed) return alone(m.compare_bring_block_back({ block: blockIn(frozen, place.block) }));
  const now = known.get('projects', frozen.id);
  return alone(m.compare_bring_block_away({ block: now === null ? '' : blockIn(now, place.block) }));
}

function alone(what: string): RowWords {
  return { what, from: null, to: null };
}

function blockIn(project: Project, id: string): string {
  const block = project.blocks.find((one) => one.id === id);
  return block === undefined
    ? ''
    : blockWords({ homes: block.homes ?? 0, year: block.year, demolition: block.kind === 'demolition' });
}

/** What of it I may do, and what stays because I may not. */
export function splitByRights(
  session: Pick<TableSession, 'may'>,
  edits: readonly BringBackEdit[],
): { readonly mine: BringBackEdit[]; readonly denied: BringBackEdit[] } {
  const mine: BringBackEdit[] = [];
  const denied: BringBackEdit[] = [];
  for (const edit of edits) (session.may(edit).ok ? mine : denied).push(edit);
  return { mine, denied };
}
