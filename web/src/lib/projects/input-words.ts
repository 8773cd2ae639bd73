import type { Column } from '@bouwberaad/shared/model/columns.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatNumber } from '#lib/ui/format.ts';

/** What is wrong with what somebody typed, and how it would be right. `code` is a problem of `parseCell`. */
export function inputWords(code: string, column: Column): string {
  switch (code) {
    case 'required':
      return m.projects_input_required();
    case 'tooLong':
      return m.projects_input_tooLong({ max: formatNumber(column.type === 'text' ? column.max : 0) });
    case 'notWhole':
      return m.projects_input_notWhole();
    case 'outOfRange':
      return 'range' in column
        ? m.projects_input_outOfRange({
            min: formatNumber(column.range[0]),
            max: formatNumber(column.range[1]),
          })
        : m.projects_input_notANumber();
    case 'unknownChoice':
      return m.projects_input_unknownChoice();
    case 'severalChoices':
      return m.projects_input_severalChoices();
    case 'notYesOrNo':
      return m.projects_input_notYesOrNo();
    case 'readOnly':
      return m.projects_input_readOnly();
    default:
      return m.projects_input_notANumber();
  }
}
