import { parsePath, type RootName } from '@bouwberaad/shared/model/layout.ts';
import type { RecordIn } from '@bouwberaad/shared/model/read.ts';
import { parseTargetId } from '@bouwberaad/shared/model/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { CATEGORY_WORDS } from '#lib/projects/choice-words.ts';
import { formatDay } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';
import type { Known } from './value-words.ts';

export interface SubjectWords {
  /** `Rivierpoort`, `Knelpunt stikstof, Rivierpoort`. */
  readonly name: string;
  /** The plan that it is, or is about; to open it. */
  readonly project: string | null;
}

/** What a record is, in words, with the plan that it belongs to. `path`: `<root>/<record>` or below it. */
export function subjectWords(known: Known, path: string): SubjectWords {
  const place = parsePath(path);
  if (place === null) return { name: m.changes_field_other(), project: null };
  const { root, record } = place;
  if (root === 'projects') return { name: projectName(known, record), project: record };
  const kind = kindWords(known, root, record);
  const project = projectOf(known, root, record);
  return {
    name: project === null ? kind : m.changes_kind_at({ kind, project: projectName(known, project) }),
    project,
  };
}

function projectName(known: Known, id: string): string {
  return known.get('projects', id)?.name ?? m.changes_unnamed();
}

function kindWords(known: Known, root: RootName, id: string): string {
  const of = <R extends RootName>(name: R): RecordIn<R> | null => known.get(name, id);
  const say = (text: string | null | undefined): string => text ?? m.changes_unnamed();
  switch (root) {
    case 'projects':
      return m.changes_kind_project();
    case 'bottlenecks': {
      const category = of('bottlenecks')?.category ?? null;
      return m.changes_kind_bottleneck({
        category: category === null ? '' : CATEGORY_WORDS[category]().toLowerCase(),
      });
    }
    case 'actions':
      return m.changes_kind_action({ text: say(of('actions')?.text) });
    case 'annotations':
      return m.changes_kind_annotation();
    case 'readings':
      return m.changes_kind_reading();
    case 'suggestions':
      return m.changes_kind_suggestion();
    case 'cases':
      return m.changes_kind_case({ title: say(of('cases')?.title) });
    case 'meetings': {
      const date = of('meetings')?.date ?? null;
      return m.changes_kind_meeting({ day: date === null ? '' : formatDay(date, date) });
    }
    case 'agenda':
      return m.changes_kind_agenda({ title: say(of('agenda')?.title) });
    case 'minutes':
      return m.changes_kind_minutes();
    case 'proposals':
      return m.changes_kind_proposal({ title: say(of('proposals')?.title) });
    case 'targets': {
      const parsed = parseTargetId(id);
      return m.changes_kind_target({
        municipality: parsed === null ? '' : municipalityName(parsed.municipality),
        year: String(parsed?.year ?? ''),
      });
    }
    case 'views':
      return m.changes_kind_view({ name: say(of('views')?.name) });
  }
}

/** The first plan that a record names, in whichever of its fields. */
function projectOf(known: Known, root: RootName, id: string): string | null {
  const record = known.get(root, id);
  if (record === null) return null;
  if ('projects' in record && root !== 'agenda') return record.projects[0] ?? null;
  for (const path of pathsIn(record)) {
    const place = path === null ? null : parsePath(path);
    if (place?.root === 'projects') return place.record;
  }
  return null;
}

function pathsIn(record: RecordIn<RootName>): (string | null)[] {
  return [
    'anchor' in record ? record.anchor : null,
    'path' in record ? record.path : null,
    'source' in record && typeof record.source === 'string' ? record.source : null,
  ];
}
