import type * as Y from 'yjs';
import { toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import { isBuild } from '@bouwberaad/shared/model/block.ts';
import { LAYOUT, ROOT_NAMES } from '@bouwberaad/shared/model/layout.ts';
import { municipalityOf } from '@bouwberaad/shared/model/municipalities.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { readAll } from '@bouwberaad/shared/model/read.ts';
import { columnsOf } from '@bouwberaad/shared/sheet/last-import.ts';

/** Everything of a table's workspace as records; what a reader may not see was never in the workspace. */
export function toTableJson(doc: Y.Doc, clock: Clock): string {
  const roots = Object.fromEntries(
    ROOT_NAMES.map((root) => [
      root,
      root === 'projects' ? exported(readAll(doc, 'projects')) : readAll(doc, root),
    ]),
  );
  return JSON.stringify({ layout: LAYOUT, at: toIso(clock.now()), ...roots }, null, 1);
}

function exported(projects: readonly Project[]): Project[] {
  return projects.map((project) => ({
    ...project,
    source: project.source === null ? null : columnsOf(project.source),
  }));
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

/** One line a project, homes to build per year behind it. Semicolons: a Dutch Excel opens it in columns. */
export function toCsv(doc: Y.Doc): string {
  const projects = readAll(doc, 'projects');
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
  return writeCsv([[...HEADINGS, ...years], ...lines]);
}

type CsvValue = string | number | null;

function cellsOf(project: Project): CsvValue[] {
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

const BOM = '\uFEFF';

/** RFC 4180, with the mark that lets Excel read UTF-8. Text that a spreadsheet would run as a formula gets an apostrophe. */
export function writeCsv(rows: readonly (readonly CsvValue[])[]): string {
  return BOM + rows.map((row) => row.map(writeCell).join(';')).join('\r\n') + '\r\n';
}

function writeCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** RFC 7946: the outline where there is one, else the point, else no geometry; a project without a place is listed too. */
export function toGeoJson(doc: Y.Doc): string {
  const features = readAll(doc, 'projects').map((project) => {
    const {
      id,
      externalId,
      name,
      municipality,
      place,
      planType,
      phase,
      planStatus,
      likelihood,
      lat,
      lng,
      outline,
      blocks,
    } = project;
    const point = lat === null || lng === null ? null : { type: 'Point', coordinates: [lng, lat] };
    const homes = blocks.filter(isBuild).reduce((sum, block) => sum + (block.homes ?? 0), 0);
    return {
      type: 'Feature',
      id,
      geometry: outline ?? point,
      properties: { externalId, name, municipality, place, planType, phase, planStatus, likelihood, homes },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}
