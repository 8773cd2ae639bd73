import type { Omission } from '@bouwberaad/shared/sheet/out.ts';
import type { ViewWords } from '@bouwberaad/shared/view/view-words.ts';
import { m } from '#lib/paraglide/messages.js';

/** A file that one can take along, in words. */
export interface ExportChoice {
  readonly file: string;
  readonly title: string;
  readonly text: string;
}

/** As the server says it: of each file what it leaves out. */
export type ExportOverview = Readonly<Record<string, { readonly omitted: readonly Omission[] } | undefined>>;

/** In the order in which they are asked for most. */
export function exportChoices(): readonly ExportChoice[] {
  return [
    { file: 'projects.xlsx', title: m.export_view_xlsx(), text: m.export_view_xlsx_text() },
    { file: 'projects.csv', title: m.export_view_csv(), text: m.export_view_csv_text() },
    { file: 'diwi.xlsx', title: m.export_diwi(), text: m.export_diwi_text() },
    { file: 'monitor.xlsx', title: m.export_monitor(), text: m.export_monitor_text() },
    { file: 'projects.geojson', title: m.export_geojson(), text: m.export_geojson_text() },
  ];
}

/** Below `/api/v1`; all that the view says is in it, so that the file shows what the reader looks at. */
export function exportPath(table: string, words: ViewWords, group: string, file = ''): string {
  const query = new URLSearchParams({ group });
  for (const [name, word] of Object.entries(words))
    if (word !== '' && name !== 'group') query.set(name, word);
  return `/tables/${encodeURIComponent(table)}/exports${file === '' ? '' : `/${file}`}?${query.toString()}`;
}
