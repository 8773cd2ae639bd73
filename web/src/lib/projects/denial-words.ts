import { m } from '#lib/paraglide/messages.js';
import { denialWords } from '#lib/ui/denial.ts';

/**
 * Why something on a plan can't be done and who can, in words. `code` is a denial's, or a problem's of an edit; `owner`
 * is whose the plan is, by name, where that is known.
 */
export function refusalWords(code: string, owner: string | undefined): string {
  switch (code) {
    case 'notOwner':
      return owner === undefined ? denialWords(code) : m.projects_denied_notOwner({ owner });
    case 'observer':
      return m.projects_denied_observer();
    case 'missing':
      return m.projects_denied_missing();
    case 'unfit':
      return m.projects_denied_unfit();
    default:
      return denialWords(code);
  }
}
