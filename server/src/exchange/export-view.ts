import { toDay } from '@bouwberaad/shared/lib/clock.ts';
import { doublesOf } from '@bouwberaad/shared/insight/doubles.ts';
import { projectFindings } from '@bouwberaad/shared/insight/findings.ts';
import { isOpenReading } from '@bouwberaad/shared/insight/readings.ts';
import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { municipalityOf } from '@bouwberaad/shared/model/municipalities.ts';
import { owns } from '@bouwberaad/shared/policy/may-edit.ts';
import { lookAtView, type ViewOut } from '@bouwberaad/shared/sheet/view-out.ts';
import { Merged } from '@bouwberaad/shared/model/merged.ts';
import { RowMaker, type Aside } from '@bouwberaad/shared/view/rows.ts';
import { linkProjects, type ProjectLinks } from '@bouwberaad/shared/view/summary.ts';
import { USUAL_WORDS, wordsAt, wordsOfView } from '@bouwberaad/shared/view/view-words.ts';
import type { ExportContent } from './export-content.ts';

/** The view that an address asks for, kept or not, as its reader would see it in the grid. */
export function viewOf(
  content: ExportContent,
  query: Readonly<Record<string, string>>,
): ViewOut & { readonly links: ProjectLinks } {
  const { records, table, at } = content;
  const nameOf = (id: string): string => table.names[id] ?? id;
  const links = linkProjects(
    records.bottlenecks,
    records.actions,
    records.annotations,
    new Merged(content.merged),
  );
  const maker = new RowMaker(
    (code) => (code === null ? '' : (municipalityOf(code)?.name ?? code)),
    (id) => (id === null ? '' : nameOf(id)),
  );
  const kept = records.views.find(({ id }) => id === query['view']);
  const base = kept === undefined ? USUAL_WORDS : wordsOfView(kept);
  const words = wordsAt({ get: (name) => query[name] ?? null }, base);
  const thisYear = Number(toDay(Date.parse(at)).slice(0, 4));
  const rows = maker.make(records.projects, links);
  return { ...lookAtView(words, { rows, links, aside: asideOf(content, words), thisYear, nameOf }), links };
}

function asideOf(content: ExportContent, words: { readonly found?: string }): Aside {
  const { reader, records } = content;
  return {
    isMine: ({ organisation, municipality }) => owns(reader, { organisation, municipality, author: null }),
    differing: new Set(
      records.readings.filter(isOpenReading).flatMap(({ path }) => {
        const place = path === null ? null : parsePath(path);
        return place?.root === 'projects' ? [place.record] : [];
      }),
    ),
    // Comparing names is dear: only where somebody asks for it.
    found: words.found === '1' ? foundIn(content) : new Set(),
  };
}

function foundIn({ records, table, at }: ExportContent): ReadonlySet<string> {
  const options = { today: toDay(Date.parse(at)), municipalities: table.municipalities };
  const doubles = doublesOf(records.projects);
  return new Set(
    records.projects
      .filter(({ id }) => doubles.has(id))
      .map(({ id }) => id)
      .concat(
        records.projects.flatMap((project) => projectFindings(project, options).map((one) => one.project)),
      ),
  );
}
