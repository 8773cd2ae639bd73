import type * as Y from 'yjs';
import { byDue } from '@bouwberaad/shared/insight/due.ts';
import { isPending, type Action, type ActionState } from '@bouwberaad/shared/model/action.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { readAll, readRecord, recordMap } from '@bouwberaad/shared/model/read.ts';
import type { OutBook, OutRow } from '@bouwberaad/shared/sheet/out.ts';

const HEADINGS = [
  'Actie',
  'Wie',
  'Organisatie',
  'Vóór',
  'Stand',
  'Project',
  'Komt uit',
  'Hoe het ervoor staat',
  'Gedaan',
  'Reden',
];
const WIDTHS = [48, 24, 28, 12, 10, 28, 16, 32, 40, 32];

const STATES: Readonly<Record<ActionState, string>> = {
  open: 'open',
  doing: 'bezig',
  done: 'gedaan',
  dropped: 'vervallen',
};

/** Names of who has an action, by a person's or an organisation's id. */
export interface Names {
  readonly name: (id: string) => string | null;
  /** Of a person; null for an organisation. */
  readonly organisation: (id: string) => string | null;
}

/** The list of actions of a table as a workbook: what is pending first, and of that what is due first. */
export function actionList(doc: Y.Doc, names: Names): OutBook {
  const actions = readAll(doc, 'actions').sort(
    (a, b) => Number(isPending(b)) - Number(isPending(a)) || byDue(a, b),
  );
  const rows: OutRow[] = [
    { role: 'heading', values: HEADINGS },
    ...actions.map((action): OutRow => ({ role: 'row', values: cellsOf(doc, action, names) })),
  ];
  return { sheets: [{ name: 'Acties', widths: WIDTHS, rows, frozen: { rows: 1, columns: 1 }, filter: 0 }] };
}

function cellsOf(doc: Y.Doc, action: Action, { name, organisation }: Names): OutRow['values'] {
  const { assignee, due, state, source } = action;
  const evidence = [action.evidence, ...action.files.map((file) => file.name)].filter(
    (part) => part !== null,
  );
  return [
    action.text,
    assignee === null ? null : (name(assignee) ?? assignee),
    assignee === null ? null : organisation(assignee),
    due === null ? null : { day: due },
    STATES[state ?? 'open'],
    projectName(doc, source),
    sourceWord(source),
    action.progress,
    evidence.length === 0 ? null : evidence.join('; '),
    action.reason,
  ];
}

function sourceWord(source: string | null): string | null {
  if (source?.startsWith('decision:') === true) return 'besluit';
  const place = source === null ? null : parsePath(source);
  const words: Partial<Record<string, string>> = {
    annotations: 'aantekening',
    bottlenecks: 'knelpunt',
    agenda: 'agendapunt',
    projects: 'project',
  };
  return place === null ? null : (words[place.root] ?? null);
}

function projectName(doc: Y.Doc, source: string | null): string | null {
  const place = source === null ? null : parsePath(source);
  if (place === null) return null;
  const map = recordMap(doc, place.root, place.record);
  if (map === null) return null;
  if (place.root === 'projects') return readRecord('projects', place.record, map).name;
  if (place.root === 'annotations')
    return projectName(doc, readRecord('annotations', place.record, map).anchor);
  if (place.root !== 'bottlenecks') return null;
  const named = readRecord('bottlenecks', place.record, map).projects.map((id) =>
    projectName(doc, `projects/${id}`),
  );
  return named.filter((name) => name !== null).join(', ') || null;
}
