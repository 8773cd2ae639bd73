import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import { isBuild } from '@bouwberaad/shared/model/block.ts';
import { LAYOUT, ROOT_NAMES } from '@bouwberaad/shared/model/layout.ts';
import { municipalityOf } from '@bouwberaad/shared/model/municipalities.ts';
import { admits } from '@bouwberaad/shared/model/organisation.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { diwiSheet } from '@bouwberaad/shared/sheet/diwi-out.ts';
import { toGeoJson } from '@bouwberaad/shared/sheet/geojson-out.ts';
import { columnsOf } from '@bouwberaad/shared/sheet/last-import.ts';
import { monitorSheet } from '@bouwberaad/shared/sheet/monitor.ts';
import {
  counted,
  omissionSheet,
  type Omission,
  type OutSheet,
  type OutValue,
} from '@bouwberaad/shared/sheet/out.ts';
import { groupSheet, viewLines, viewSheet } from '@bouwberaad/shared/sheet/view-out.ts';
import type { ExportContent } from './export-content.ts';
import { viewOf } from './export-view.ts';
import { writeCsv } from './write-csv.ts';
import { writeWorkbook } from './write-workbook.ts';

export const EXPORT_FILES = [
  'diwi.xlsx',
  'projects.xlsx',
  'projects.csv',
  'projects.geojson',
  'monitor.xlsx',
  'table.json',
] as const;
export type ExportFile = (typeof EXPORT_FILES)[number];

/** The words of an address: which view, and what differs from it. */
export type ExportQuery = Readonly<Record<string, string>>;

export interface MadeExport {
  readonly bytes: Uint8Array;
  readonly omitted: readonly Omission[];
}

/** What a file would leave out, and how it is made: writing takes longest, and who only asks what is left out need not wait. */
export interface ExportPlan extends Pick<MadeExport, 'omitted'> {
  readonly write: () => Uint8Array;
}

/** One file of a table's plans, and what it leaves out. Synchronous and slow: only called in the thread. */
export function planExport(file: ExportFile, content: ExportContent, query: ExportQuery): ExportPlan {
  const { projects } = content.records;
  const today = toDay(Date.parse(content.at));
  switch (file) {
    case 'diwi.xlsx': {
      const { sheet, omissions } = diwiSheet(projects, today);
      return workbook([sheet], [...strictness(content), ...omissions, ...around(content)]);
    }
    case 'projects.xlsx': {
      const view = viewOf(content, query);
      const groups = groupSheet(view);
      return workbook(
        [viewSheet(view)],
        [...strictness(content), ...view.omissions],
        groups === null ? [] : [groups],
      );
    }
    case 'monitor.xlsx': {
      const { sheet, omissions } = monitorSheet({
        projects,
        bottlenecks: viewOf(content, {}).links.bottlenecks,
        nameOf: (id) => content.table.names[id] ?? id,
        firstYear: Number(today.slice(0, 4)),
      });
      return workbook([sheet], [...strictness(content), ...omissions, ...notesLine(content)]);
    }
    case 'projects.csv': {
      const asked = Object.keys(query).some((name) => name !== 'locale');
      const view = asked ? viewOf(content, query) : null;
      const lines = view === null ? everyLine(projects) : viewLines(view);
      const locale = query['locale'] === 'en' ? 'en' : 'nl';
      const omitted = [...strictness(content), ...(view?.omissions ?? around(content))];
      return text(() => writeCsv(lines, locale), omitted);
    }
    case 'projects.geojson': {
      const { text: json, omissions } = toGeoJson(projects);
      return text(() => json, [...strictness(content), ...omissions, ...around(content)]);
    }
    case 'table.json': {
      const omitted = [...strictness(content), ...notesLine(content)];
      return text(() => toTableJson(content, omitted), omitted);
    }
  }
}

/** The list of what is left out stands second, where somebody who opens the file sees its tab. */
function workbook(
  [first, ...others]: readonly [OutSheet, ...OutSheet[]],
  omitted: readonly Omission[],
  more: readonly OutSheet[] = [],
): ExportPlan {
  const sheets = [first, omissionSheet(omitted), ...others, ...more] as const;
  return { omitted, write: () => writeWorkbook({ sheets }) };
}

function text(content: () => string, omitted: readonly Omission[]): ExportPlan {
  return { omitted, write: () => Buffer.from(content()) };
}

/** Plans that were shared by hand are in a file that somebody may send on: that has to be said. */
function strictness({ records, table }: ExportContent): Omission[] {
  const count = records.projects.filter(
    ({ confidentiality }) => !admits(table.audience, confidentiality),
  ).length;
  if (count === 0) return [];
  const what = `Let op: ${counted(count, 'plan', 'plannen')}`;
  const reason =
    'Vertrouwelijker dan het gehoor van deze tafel. Hier met de hand gedeeld, en dus wel in dit bestand: deel het niet verder.';
  return [{ code: 'stricter', what, count, reason }];
}

function notesLine({ notes }: ExportContent): Omission[] {
  const what = `Toelichting bij ${counted(notes, 'plan', 'plannen')}`;
  const reason = 'Opgemaakte tekst die samen geschreven wordt, staat alleen aan tafel.';
  return notes === 0 ? [] : [{ code: 'notes', what, count: notes, reason }];
}

/** What is said around the plans. */
function around(content: ExportContent): Omission[] {
  const { bottlenecks, actions, annotations, readings, suggestions } = content.records;
  const kinds = [
    [bottlenecks.length, 'knelpunt', 'knelpunten'],
    [actions.length, 'actie', 'acties'],
    [annotations.length, 'aantekening', 'aantekeningen'],
    [readings.length, 'tweede lezing', 'tweede lezingen'],
    [suggestions.length, 'wijzigingsvoorstel', 'wijzigingsvoorstellen'],
  ] as const;
  const lines = kinds.map(([count, one, many]): Omission => {
    const reason = 'Dit bestand gaat alleen over de plannen zelf.';
    return { code: 'records', what: counted(count, one, many), count, reason };
  });
  return [...lines.filter(({ count }) => count > 0), ...notesLine(content)];
}

/** Everything of a table's workspace as records, and what it lacks. */
function toTableJson({ records, at }: ExportContent, omitted: readonly Omission[]): string {
  const roots = Object.fromEntries(
    ROOT_NAMES.map((root) => [
      root,
      root === 'projects' ? records.projects.map(withoutBookkeeping) : records[root],
    ]),
  );
  return JSON.stringify({ layout: LAYOUT, at, omitted, ...roots }, null, 1);
}

function withoutBookkeeping(project: Project): Project {
  return { ...project, source: project.source === null ? null : columnsOf(project.source) };
}

const HEADINGS = [
  'Identificatie nr',
  'Naam',
  'Gemeente',
  'Plaats',
  'Plantype',
  'Fase',
  'Planstatus',
  'Ontwikkelaar',
  'Vertrouwelijkheid',
  'Realisatiekans %',
  'Bouw',
  'Sloop',
  'Bouw zonder jaar',
] as const;

/** Without a view: one line a project with all its fields, homes to build per year behind it. */
function everyLine(projects: readonly Project[]): OutValue[][] {
  const years = [
    ...new Set(
      projects.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (isBuild(block) && block.year !== null ? [block.year] : [])),
      ),
    ),
  ].sort((a, b) => a - b);
  const lines = projects.map((project) => [
    ...cellsOf(project),
    ...years.map((year) => homesIn(project, year) || null),
  ]);
  return [[...HEADINGS, ...years], ...lines];
}

function cellsOf(project: Project): OutValue[] {
  const sum = (build: boolean): number =>
    project.blocks
      .filter((block) => isBuild(block) === build)
      .reduce((all, { homes }) => all + (homes ?? 0), 0);
  const { externalId, name, place, planType, phase, planStatus, developer, confidentiality, likelihood } =
    project;
  return [
    externalId,
    name,
    municipalityOf(project.municipality)?.name ?? project.municipality,
    place,
    planType,
    phase,
    planStatus,
    developer,
    confidentiality,
    likelihood,
    sum(true),
    sum(false),
    homesIn(project, null),
  ];
}

function homesIn({ blocks }: Project, year: number | null): number {
  return blocks
    .filter((block) => isBuild(block) && block.year === year)
    .reduce((all, { homes }) => all + (homes ?? 0), 0);
}
