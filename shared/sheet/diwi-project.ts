import { toDayInWords } from '../lib/clock.ts';
import { toSafeText } from '../lib/json.ts';
import { municipalityNamed } from '../model/municipalities.ts';
import { PHASES, PLAN_STATUSES, type Phase, type PlanStatus } from '../model/project.ts';
import type { Column } from './diwi-columns.ts';
import { dayOf, plain, textOf, type Cell, type GridRow } from './grid.ts';
import { confidentialityNamed, planTypeNamed } from './list-values.ts';
import type { Finding, SheetFields, Source } from './sheet.ts';

/** What reading the rows of one project needs to know. */
export interface ProjectContext {
  readonly columns: readonly Column[];
  readonly date1904: boolean;
  /** `YYYY-MM-DD`: what is dated later has not been reached yet. */
  readonly today: string;
  readonly report: (finding: Finding) => void;
}

/** Columns that a field of ours holds word for word; all others are kept in `source`. */
const HELD = new Set(['identificatie nr', 'naam', 'vertrouwelijkheid', 'plan soort', 'gemeente', 'wijk']);
const NAME_LENGTH = 200;
const PLACE_LENGTH = 100;

export interface ReadProject {
  readonly fields: SheetFields;
  readonly source: Source;
}

/** The project columns of all rows with one identification; the first row's value stands. */
export function readProject(id: string, rows: readonly GridRow[], context: ProjectContext): ReadProject {
  const reader = new ProjectReader(id, rows, context);
  reader.checkAgreement();
  const fields: SheetFields = {
    name: reader.name(),
    ...reader.speaking('vertrouwelijkheid', 'confidentiality', reader.confidentiality()),
    ...reader.speaking(
      'plan soort',
      'planType',
      reader.choice('plan soort', (text) => planTypeNamed(text) ?? undefined),
    ),
    ...reader.speaking('gemeente', 'municipality', reader.municipality()),
    ...reader.speaking('wijk', 'place', reader.clip(reader.text('wijk'), PLACE_LENGTH, 'Wijk')),
    ...reader.speaking('project status', 'phase', reader.phase()),
    ...reader.speaking('1a onherroepelijk', 'planStatus', reader.planStatus()),
  };
  return { fields, source: reader.source };
}

class ProjectReader {
  readonly source: Record<string, string | number | boolean> = {};
  readonly #id: string;
  readonly #rows: readonly GridRow[];
  readonly #context: ProjectContext;

  constructor(id: string, rows: readonly GridRow[], context: ProjectContext) {
    this.#id = id;
    this.#rows = rows;
    this.#context = context;
    for (const column of context.columns) {
      const value = HELD.has(column.heading) ? null : this.#value(column, rows[0]);
      if (value !== null && value !== '') this.source[freeKey(this.source, column.label)] = value;
    }
  }

  checkAgreement(): void {
    const [first, ...others] = this.#rows;
    for (const column of this.#context.columns) {
      const value = this.#value(column, first);
      const differing = others.filter((row) => this.#value(column, row) !== value);
      if (differing.length === 0) continue;
      const other = String(this.#value(column, differing[0]) ?? '');
      this.#report(
        'disagreeing',
        `${column.label} is niet in alle rijen gelijk: "${String(value ?? '')}" en "${other}".`,
        `"${String(value ?? '')}", uit de eerste rij`,
        differing,
      );
    }
  }

  /** The field, unless the file has no such column at all: then it says nothing of it, also not that it is empty. */
  speaking<K extends keyof SheetFields>(
    heading: string,
    key: K,
    value: SheetFields[K],
  ): Partial<Pick<SheetFields, K>> {
    return this.#column(heading) === undefined ? {} : ({ [key]: value } as Partial<Pick<SheetFields, K>>);
  }

  text(heading: string): string {
    return textOf(this.#cell(heading));
  }

  name(): string {
    const name = this.clip(this.text('naam'), NAME_LENGTH, 'Naam');
    if (name !== null) return name;
    this.#report('noName', 'De naam ontbreekt.', `"${this.#id}", het identificatienummer, als naam`);
    return this.#id;
  }

  /** A level that we can't read is treated as the strictest: never shown by mistake. None counts as openbaar. */
  confidentiality(): SheetFields['confidentiality'] {
    const text = this.text('vertrouwelijkheid');
    if (text === '') {
      this.#report('noConfidentiality', 'De vertrouwelijkheid ontbreekt.', 'geen; telt als openbaar');
      return null;
    }
    const level = confidentialityNamed(text);
    if (level !== null) return level;
    this.#keep('Vertrouwelijkheid', text);
    this.#report(
      'unknownValue',
      `Vertrouwelijkheid "${text}" is niet bekend.`,
      'prive, het strengste niveau',
    );
    return 'prive';
  }

  choice<C extends string>(heading: string, find: (text: string) => C | undefined): C | null {
    const text = this.text(heading);
    const found = text === '' ? undefined : find(text);
    if (text !== '' && found === undefined) {
      const label = this.#column(heading)?.label ?? heading;
      this.#keep(label, text);
      this.#report(
        'unknownValue',
        `${label} "${text}" is niet bekend.`,
        'onbekend; de tekst blijft bij het project bewaard',
      );
    }
    return found ?? null;
  }

  municipality(): string | null {
    const name = this.text('gemeente');
    const found = municipalityNamed(name);
    if (found !== null) return found.code;
    this.#keep('Gemeente', name);
    this.#report(
      'unknownMunicipality',
      name === ''
        ? 'De gemeente ontbreekt.'
        : `Gemeente "${name}" ligt niet in Overijssel of is anders geschreven.`,
      'geen gemeente',
    );
    return null;
  }

  clip(text: string, length: number, label: string): string | null {
    if (text === '') return null;
    if (text.length <= length) return text;
    const kept = toSafeText(text.slice(0, length - 1));
    this.#report('tooMuch', `${label} is langer dan ${length} tekens.`, `"${kept.slice(0, 40)}…", afgekapt`);
    return kept;
  }

  /** Status Afgerond and Afgebroken end the walk; else the furthest phase that has been reached. */
  phase(): Phase | null {
    const status = this.choice('project status', (text) => STATUSES.find((known) => known === plain(text)));
    if (status === 'afgerond') return 'afgerond';
    if (status === 'afgebroken') return 'vervallen';
    const steps = this.#steps(PHASES, phaseOf);
    const reached = latest(steps, this.#context.today);
    const next = reached ?? earliest(steps);
    if (reached === null && next !== null) {
      this.#report(
        'notYetReached',
        `Fase ${next.step} begint pas op ${dutchDay(next.day)}.`,
        `${next.step}, de eerste fase die gepland is`,
      );
    }
    return next?.step ?? null;
  }

  /** Only what has been reached makes a plan harder: a decision that is still to come does not count. */
  planStatus(): PlanStatus | null {
    const steps = this.#steps(PLAN_STATUSES.toReversed(), planStatusOf);
    const reached = latest(steps, this.#context.today);
    if (reached === null && steps.length > 0) {
      const next = earliest(steps);
      this.#report(
        'notYetReached',
        `Planstatus ${next?.step ?? ''} geldt pas vanaf ${dutchDay(next?.day ?? '')}.`,
        'geen planstatus; telt als zachte capaciteit',
      );
    }
    return reached?.step ?? null;
  }

  /** Dated steps in the order in which a plan walks through them, wherever their columns stand. */
  #steps<S extends string>(order: readonly S[], stepOf: (heading: string) => S | undefined): Step<S>[] {
    const steps: Step<S>[] = [];
    for (const column of this.#context.columns) {
      const step = stepOf(column.heading);
      const cell = step === undefined ? undefined : this.#rows[0]?.cells.get(column.index);
      if (step === undefined || cell === undefined) continue;
      const day = dayOf(cell, this.#context.date1904);
      if (day !== null) steps.push({ step, day });
      else
        this.#report(
          'notADate',
          `${column.label}: "${textOf(cell)}" is geen datum.`,
          'geen datum; de tekst blijft bij het project bewaard',
        );
    }
    return steps.sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step));
  }

  #column(heading: string): Column | undefined {
    return this.#context.columns.find((column) => column.heading === heading);
  }

  #cell(heading: string): Cell | undefined {
    const column = this.#column(heading);
    return column === undefined ? undefined : this.#rows[0]?.cells.get(column.index);
  }

  /** Dates as a day whether the cell holds a date or a bare serial number. */
  #value(column: Column, row: GridRow | undefined): string | number | boolean | null {
    const cell = row?.cells.get(column.index);
    if (cell === undefined) return null;
    if (isDated(column)) return dayOf(cell, this.#context.date1904) ?? textOf(cell);
    return typeof cell.value === 'string' ? textOf(cell) : cell.value;
  }

  #keep(label: string, value: string): void {
    if (value !== '') this.source[label] = value;
  }

  #report(code: Finding['code'], message: string, kept: string, rows: readonly GridRow[] = this.#rows): void {
    this.#context.report({ code, rows: rows.map(({ number }) => number), project: this.#id, message, kept });
  }
}

const STATUSES = ['nieuw', 'actief', 'afgerond', 'afgebroken'] as const;

function isDated({ sub, heading }: Column): boolean {
  return (
    sub === 'startdatum' || sub === 'einddatum' || heading === 'start project' || heading === 'eind project'
  );
}

interface Step<S extends string> {
  readonly step: S;
  readonly day: string;
}

/** `1 Concept` .. `7 Nazorg` */
function phaseOf(heading: string): Phase | undefined {
  return PHASES.find((phase, index) => heading === `${index + 1} ${phase}`);
}

/** `4a Opgenomen in de visie`; `3 Definitie` is a phase, `3 In voorbereiding` a plan status. */
function planStatusOf(heading: string): PlanStatus | undefined {
  return phaseOf(heading) === undefined
    ? PLAN_STATUSES.find((status) => heading.startsWith(`${status.toLowerCase()} `))
    : undefined;
}

/** The step with the latest day that is not after today; of two on one day the one further on. */
function latest<S extends string>(steps: readonly Step<S>[], today: string): Step<S> | null {
  return steps
    .filter(({ day }) => day <= today)
    .reduce<Step<S> | null>((best, step) => (best === null || step.day >= best.day ? step : best), null);
}

function earliest<S extends string>(steps: readonly Step<S>[]): Step<S> | null {
  return steps.reduce<Step<S> | null>(
    (best, step) => (best === null || step.day < best.day ? step : best),
    null,
  );
}

export function dutchDay(day: string): string {
  return day === '' ? '' : toDayInWords(Date.parse(`${day}T12:00:00Z`));
}

/** Headings repeat (`Rol type` three times): the second of a name gets a number. */
export function freeKey(taken: Readonly<Record<string, unknown>>, label: string): string {
  let key = label;
  for (let n = 2; Object.hasOwn(taken, key); n += 1) key = `${label} (${n})`;
  return key;
}
