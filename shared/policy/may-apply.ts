import type * as Y from 'yjs';
import type { Edit } from '../edit/edit.ts';
import { touchesOf } from '../edit/touch.ts';
import { factsOf } from './facts.ts';
import { mayEdit } from './may-edit.ts';
import type { Actor, Permission, TableRules } from './policy.ts';

/** May this person do this edit now? The first part that is refused decides. */
export function mayApply(doc: Y.Doc, edit: Edit, actor: Actor, rules: TableRules): Permission {
  const made = new Map<string, Record<string, unknown>>();
  for (const touch of touchesOf(edit)) {
    const { root, record, block } = touch.place;
    if (touch.kind === 'create' && block === undefined)
      made.set(`${root}/${record}`, touch.value as Record<string, unknown>);
    // A block made together with its project is judged by the project's own values: the document does not know it yet.
    const fresh = made.get(`${root}/${record}`);
    const facts =
      fresh === undefined
        ? factsOf(doc, touch)
        : factsOf(doc, { place: { root, record }, kind: 'create', value: fresh });
    const permission = mayEdit(touch, actor, facts, rules);
    if (!permission.ok) return permission;
  }
  return { ok: true };
}
