import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import type { Reading } from '@bouwberaad/shared/model/reading.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatHomes } from '#lib/ui/format.ts';

/** `Hanzewaard verwacht 2030`: what another party expects for a field that it does not own. */
export function readingWords(reading: Reading, organisation: string): string {
  const field = reading.path === null ? undefined : parsePath(reading.path)?.field;
  const { value } = reading;
  const shown =
    typeof value === 'number'
      ? field === 'homes'
        ? formatHomes(value)
        : String(value)
      : typeof value === 'string'
        ? value
        : '';
  return m.projects_reading({ organisation, value: shown === '' ? m.projects_reading_else() : shown });
}
