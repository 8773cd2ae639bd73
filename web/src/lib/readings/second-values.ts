import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { isBuild } from '@bouwberaad/shared/model/block.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import type { Reading } from '@bouwberaad/shared/model/reading.ts';
import type { Suggestion } from '@bouwberaad/shared/model/suggestion.ts';
import { m } from '#lib/paraglide/messages.js';
import { cellId, cellOfPath } from '#lib/projects/cells.ts';
import { planFieldOptions } from '#lib/projects/plan-fields.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { formatNumber } from '#lib/ui/format.ts';
import { subjectAt, valueWords } from './subjects.ts';

/** What another says of a cell, in a few signs, and the same in a sentence. */
export interface SecondValue {
  readonly short: string;
  readonly words: string;
}

type Session = Pick<TableSession, 'get' | 'nameOf' | 'organisation' | 'organisations' | 'info' | 'rules'>;

/** Of several about one cell the first is shown and all are said. */
export function secondValues(
  session: Session,
  readings: readonly Reading[],
  suggestions: readonly Suggestion[],
): Map<string, SecondValue> {
  const cells = new Map<string, SecondValue>();
  const options = planFieldOptions(session);
  const add = (path: string | null, value: Json, say: (shown: string) => string, mark: string): void => {
    const place = path === null ? null : parsePath(path);
    const project = place?.root === 'projects' ? session.get('projects', place.record) : null;
    const cell = path === null ? null : cellOfPath(path, () => project);
    const subject = path === null || project === null ? null : subjectAt(project, path, options);
    if (cell === null || subject === null) return;
    const id = cellId(cell.project, cell.column);
    const words = say(valueWords(subject, value));
    const there = cells.get(id);
    cells.set(id, {
      short: there?.short ?? `${shortly(place?.field ?? '', value)}${mark}`,
      words: there === undefined ? words : `${there.words}\n${words}`,
    });
  };
  for (const { path, value, organisation, reason } of readings) {
    const name = session.organisation(organisation)?.name ?? '';
    add(
      path,
      value,
      (shown) => m.readings_cell({ organisation: name, value: shown, reason: reason ?? '' }),
      '',
    );
  }
  for (const { path, to, by } of suggestions) {
    add(path, to, (shown) => m.readings_cell_suggestion({ name: session.nameOf(by), value: shown }), '?');
  }
  return cells;
}

/** A year as ’30, a number as it is, of words the first letters: it stands beside the owner’s value. */
function shortly(field: string, value: Json): string {
  if (field === 'year' && typeof value === 'number') return `’${String(value % 100).padStart(2, '0')}`;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value !== 'string') return '·';
  return value.length > 4 ? `${value.slice(0, 3)}.` : value;
}

/** The field that a cell of the grid stands for: of a year its one block’s year; null where nobody can say something else. */
export function subjectPath(project: Project, column: string): string | null {
  const year = /^year:(\d{4})$/u.exec(column)?.[1];
  if (year !== undefined) {
    const block = project.blocks.find((one) => isBuild(one) && one.year === Number(year));
    return block === undefined ? null : `projects/${project.id}/blocks/${block.id}/year`;
  }
  const path = `projects/${project.id}/${column}`;
  return parsePath(path) === null ? null : path;
}
