import type { Block } from '../model/block.ts';
import { isDay } from '../model/field.ts';
import { municipalityOf } from '../model/municipalities.ts';
import { PHASES, PLAN_STATUSES, type Project } from '../model/project.ts';
import { dayValue, DiwiCells, isDiwiHeading } from './diwi-cells.ts';
import { DIWI_TEMPLATE } from './diwi-template.ts';
import { capital } from './diwi-write-block.ts';
import { plain } from './grid.ts';
import { columnsOf, readLastImport } from './last-import.ts';
import type { OutValue } from './out.ts';
import { BLOCK_LABEL, type Source } from './sheet.ts';

const CUSTOM = 'Maatwerk project eigenschap';
const START = 'Startdatum';

/** The steps of a plan with the heading that dates them, in the order in which a plan walks through them. */
const PHASE_STEPS = stepsOf(PHASES, (phase, at) => `${at + 1} ${phase}`);
const STATUS_STEPS = stepsOf(PLAN_STATUSES.toReversed(), (status) => `${status.toLowerCase()} `);

interface StepColumn {
  readonly step: string;
  readonly heading: string;
}

function stepsOf(steps: readonly string[], start: (step: string, at: number) => string): StepColumn[] {
  const dated = DIWI_TEMPLATE.filter(({ section, sub }) => section === 'project' && sub === START);
  return steps.flatMap((step, at) => {
    const found = dated.find(
      ({ heading }) => plain(heading).startsWith(start(step, at)) && heading !== 'Start project',
    );
    return found === undefined ? [] : [{ step, heading: found.heading }];
  });
}

/** The project columns of every row of a project, and which of them only say a field in the layout's words. */
export interface ProjectCells {
  readonly cells: DiwiCells;
  /** Keys of `source`: what stands under them was made up for the layout, from a field. */
  readonly invented: ReadonlySet<string>;
}

/** `today` is the day as of which a phase or a status holds of which nobody knows since when. */
export function projectCells(project: Project, id: string, today: string): ProjectCells {
  const cells = sourceCells(columnsOf(project.source));
  const writer = new StepWriter(cells, today);
  cells.set('project', 'Identificatie nr', /^[1-9]\d{0,14}$/u.test(id) ? Number(id) : id);
  cells.set('project', 'Naam', project.name);
  writeChoice(cells, 'Vertrouwelijkheid', project.confidentiality, project.confidentiality === 'prive');
  writeChoice(cells, 'Plan soort', planTypeWords(project.planType));
  writeChoice(cells, 'Gemeente', municipalityOf(project.municipality)?.name ?? null);
  writeChoice(cells, 'Wijk', project.place);
  writer.writePhase(project.phase);
  writer.writeSteps(STATUS_STEPS, project.planStatus, 'reached');
  return { cells, invented: writer.invented };
}

/** A text that no choice of ours was found for stays as it was, as long as nobody chose one here. */
function writeChoice(cells: DiwiCells, heading: string, value: string | null, unread = false): void {
  if (value === null || (unread && cells.get('project', heading) !== null)) return;
  cells.set('project', heading, heading === 'Vertrouwelijkheid' ? capital(value) : value);
}

function planTypeWords(type: Project['planType']): string | null {
  if (type === null) return null;
  return type === 'pandtransformatie' ? 'Pand Transformatie' : capital(type);
}

function sourceCells(source: Source): DiwiCells {
  const cells = new DiwiCells();
  for (const [key, value] of Object.entries(source)) {
    if (value === null || key.startsWith(BLOCK_LABEL)) continue;
    const [, name = key, nth = '1'] = /^(.*?)(?: \((\d+)\))?$/su.exec(key) ?? [];
    const [heading = name, sub = ''] = name.split(/ \/ (.*)/su);
    if (!isDiwiHeading('project', heading)) cells.set('project', CUSTOM, value, key);
    else cells.set('project', heading, isDated(heading, sub) ? dated(value) : value, sub, Number(nth) - 1);
  }
  return cells;
}

function isDated(heading: string, sub: string): boolean {
  return sub === START || sub === 'Einddatum' || heading === 'Start project' || heading === 'Eind project';
}

function dated(value: string | number | boolean): OutValue {
  return typeof value === 'string' && isDay(value) ? dayValue(value) : value;
}

/**
 * The layout has no column for the phase and the status that a plan has: it has the day on which each of them began, and
 * the latest one reached holds. Where the days that came with the file say what the plan says they stay as they are; else
 * the step gets its day, and those beyond it are taken away.
 */
class StepWriter {
  readonly invented = new Set<string>();
  readonly #cells: DiwiCells;
  readonly #today: string;

  constructor(cells: DiwiCells, today: string) {
    this.#cells = cells;
    this.#today = today;
  }

  writePhase(phase: Project['phase']): void {
    const ends = phase === 'afgerond' || phase === 'vervallen';
    const status = this.#cells.get('project', 'Project status');
    const word = typeof status === 'string' ? plain(status) : '';
    const wanted = phase === 'afgerond' ? 'Afgerond' : phase === 'vervallen' ? 'Afgebroken' : 'Actief';
    const fits = ends ? word === plain(wanted) : word !== 'afgerond' && word !== 'afgebroken';
    // A plan without a phase says nothing of its status either, and a word that we do not know stays.
    if (!fits || (word === '' && phase !== null)) this.#set('Project status', '', wanted);
    if (!ends) this.writeSteps(PHASE_STEPS, phase, 'planned');
  }

  /** `planned`: where no step has been reached the first one that is planned counts. */
  writeSteps(columns: readonly StepColumn[], step: string | null, counts: 'reached' | 'planned'): void {
    const days = columns.map(({ heading }) => this.#dayOf(heading));
    if (this.#read(columns, days, counts) === step) return;
    const at = columns.findIndex((column) => column.step === step);
    const own = days[at] ?? null;
    const since = own !== null && own <= this.#today ? own : this.#today;
    columns.forEach(({ heading }, index) => {
      const day = days[index] ?? null;
      if (index === at) {
        if (day !== since) this.#set(heading, START, dayValue(since));
      } else if (
        day !== null &&
        (at < 0 ? counts === 'planned' || day <= this.#today : beats(day, since, index > at, this.#today))
      )
        this.#set(heading, START, null);
    });
  }

  #read(columns: readonly StepColumn[], days: readonly (string | null)[], counts: string): string | null {
    let best = -1;
    let first = -1;
    days.forEach((day, index) => {
      if (day === null) return;
      if (day <= this.#today && (best < 0 || day >= (days[best] ?? ''))) best = index;
      if (first < 0 || day < (days[first] ?? '')) first = index;
    });
    return columns[best < 0 && counts === 'planned' ? first : best]?.step ?? null;
  }

  #dayOf(heading: string): string | null {
    const value = this.#cells.get('project', heading, START);
    if (typeof value === 'object' && value !== null && 'day' in value) return value.day;
    return typeof value === 'string' && isDay(value) ? value : null;
  }

  #set(heading: string, sub: string, value: OutValue): void {
    this.#cells.set('project', heading, value, sub);
    this.invented.add(sub === '' ? heading : `${heading} / ${sub}`);
  }
}

/** Whether a step of this day would count as further than one that was reached on `since`. */
function beats(day: string, since: string, further: boolean, today: string): boolean {
  return day <= today && (day > since || (day === since && further));
}

/** What the row of each block held in the file that it came from, by the block's id. */
export function restsOf(project: Project): Map<string, [label: string, value: unknown][]> {
  const rests = new Map<string, [string, unknown][]>();
  const ids = Object.keys(readLastImport(project.source)?.blocks ?? {});
  for (const [key, value] of Object.entries(columnsOf(project.source))) {
    const found = /^blok (\d+): (.*)$/su.exec(key);
    const id = found === null ? undefined : ids[Number(found[1]) - 1];
    if (found === null || id === undefined) continue;
    rests.set(id, [...(rests.get(id) ?? []), [found[2] ?? '', value]]);
  }
  return rests;
}

/** In the order of the file of the last import, so that its cells keep their numbers; those made here behind them. */
export function inFileOrder(project: Project): readonly Block[] {
  const ids = Object.keys(readLastImport(project.source)?.blocks ?? {});
  const place = (id: string): number => {
    const at = ids.indexOf(id);
    return at < 0 ? ids.length : at;
  };
  return [...project.blocks].sort((a, b) => place(a.id) - place(b.id));
}
