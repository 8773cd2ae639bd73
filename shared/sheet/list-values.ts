import { fold } from '../lib/letters.ts';
import {
  CONFIDENTIALITIES,
  PHASES,
  PLAN_STATUSES,
  PLAN_TYPES,
  type Confidentiality,
  type Phase,
  type PlanStatus,
} from '../model/project.ts';
import { dayOf, homesOf, plain, textOf, type Cell } from './grid.ts';
import { isYear } from './targets.ts';

/** A choice, and whether the file has our own word for it; if not, how it was read is said. */
export interface Named<C extends string> {
  readonly choice: C;
  readonly exact: boolean;
}

const PHASE_WORDS: readonly (readonly [Phase, RegExp])[] = [
  ['vervallen', /vervallen|geschrapt|ingetrokken|gestopt|afgebroken|cancelled/],
  ['afgerond', /opgeleverd|gereed|afgerond|voltooid|completed/],
  ['nazorg', /nazorg/],
  ['realisatie', /aanbouw|uitvoering|in bouw|bouwfase|realisatie|under construction/],
  ['voorbereiding', /voorbereiding|vergunning/],
  ['ontwerp', /ontwerp|design/],
  ['definitie', /definitie|haalbaarheid|feasibility/],
  ['initiatief', /initiatief/],
  ['concept', /concept|idee|verkenning|idea/],
];

/**
 * Planological status by the words of the national inventory of plan capacity: 1 irrevocable, 2 adopted, 3 in
 * preparation, 4A in a vision, 4B not yet; B and C with a duty to elaborate or a power to amend.
 */
const STATUS_WORDS: readonly (readonly [PlanStatus, RegExp])[] = [
  ['1B', /onherroepelijk.*uitwerk/],
  ['1C', /onherroepelijk.*wijzig/],
  ['1A', /onherroepelijk|irrevocable/],
  ['2B', /vastgesteld.*uitwerk/],
  ['2C', /vastgesteld.*wijzig/],
  ['4B', /niet (opgenomen|in).*visie/],
  ['2A', /vastgesteld|adopted/],
  ['3', /in voorbereiding|in procedure|voorontwerp|ontwerp ?(plan|bestemmingsplan)|in preparation/],
  ['4A', /visie|vision/],
  ['4B', /idee|initiatief|verkenning|zoeklocatie|potenti[eë]|idea/],
];

export function phaseNamed(text: string): Named<Phase> | null {
  const words = plain(text).replace(/^\d[.:)]?\s+/, '');
  const exact = PHASES.find((phase) => phase === words);
  if (exact !== undefined) return { choice: exact, exact: true };
  const found = PHASE_WORDS.find(([, rule]) => rule.test(words))?.[0];
  return found === undefined ? null : { choice: found, exact: false };
}

export function planStatusNamed(text: string): Named<PlanStatus> | null {
  const words = plain(text);
  const code = /^([1-4][abc]?)(?:[\s.:-]|$)/.exec(words)?.[1]?.toUpperCase();
  const exact = PLAN_STATUSES.find((status) => status === code);
  if (exact !== undefined) return { choice: exact, exact: true };
  const found = STATUS_WORDS.find(([, rule]) => rule.test(words))?.[0];
  return found === undefined ? null : { choice: found, exact: false };
}

export function planTypeNamed(text: string): (typeof PLAN_TYPES)[number] | null {
  return PLAN_TYPES.find((type) => squeeze(type) === squeeze(text)) ?? null;
}

export function confidentialityNamed(text: string): Confidentiality | null {
  return CONFIDENTIALITIES.find((level) => squeeze(level) === squeeze(text)) ?? null;
}

/** `Pand Transformatie`, `Privé`: without case, spaces, hyphens and accents. */
function squeeze(text: string): string {
  return fold(text).replaceAll(/[\s-]+/g, '');
}

/** Homes as lists write them: `1.240`, `1 240`, `ca. 40`, `40 woningen`, `-` and nothing for none. */
export function listHomes(cell: Cell | undefined): number | 'unfit' {
  if (cell === undefined || typeof cell.value === 'number') return homesOf(cell);
  const text = textOf(cell)
    .toLowerCase()
    .replace(/^(ca\.?|circa|±|~|plm\.?)\s*/, '')
    .replace(/\s*(woningen|won\.?|homes|stuks|st\.?)$/, '')
    .replaceAll(/(?<=\d)[\s\u00a0](?=\d{3}(\D|$))/g, '')
    .replace(/,0+$/, '');
  return homesOf(text === '' ? undefined : { value: text, text });
}

/** A decimal number, also `52,51` and `1.240,5`; null for none. */
export function numberIn(cell: Cell | undefined): number | null {
  if (typeof cell?.value === 'number') return cell.value;
  const text = textOf(cell).replaceAll(/[\s\u00a0]/g, '');
  if (!/^[+-]?[\d.,]+$/.test(text)) return null;
  const dutch = text.includes(',') ? text.replaceAll('.', '').replace(',', '.') : text;
  const value = Number(dutch);
  return Number.isFinite(value) ? value : null;
}

/** Per cent: `90 %`, `90`, `0,9` and a cell of 0.9 that is shown as 90%; null where nothing fits 10 to 100. */
export function percentIn(cell: Cell | undefined): number | null {
  const text = textOf(cell).replace(/\s*%$/, '');
  const value = typeof cell?.value === 'number' ? cell.value : numberIn({ value: text, text });
  if (value === null) return null;
  const percent = Math.round(value > 0 && value <= 1 ? value * 100 : value);
  return percent >= 10 && percent <= 100 ? percent : null;
}

/** A year of delivery: a year, a date, `Q3 2028`, `medio 2028`, `2028/2029` (the later one); null when there is none. */
export function yearIn(cell: Cell | undefined, date1904: boolean): number | null {
  if (typeof cell?.value === 'number' && isYear(cell.value)) return cell.value;
  const day = dayOf(cell, date1904);
  if (day !== null) return Number(day.slice(0, 4));
  const years = [...textOf(cell).matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map(([year]) => Number(year));
  const last = years.at(-1);
  return last !== undefined && isYear(last) ? last : null;
}

export function yesNo(text: string): boolean | null {
  if (/^(ja|j|x|yes|y|true|waar|1|✓)$/i.test(text)) return true;
  return /^(nee|n|no|false|onwaar|0)$/i.test(text) ? false : null;
}

/** Words for "nobody yet". */
export function meansNobody(text: string): boolean {
  return [
    'n.n.b.',
    'nnb',
    'onbekend',
    'n.v.t.',
    'nvt',
    '?',
    '-',
    'nog niet bekend',
    'unknown',
    'tbd',
  ].includes(plain(text));
}
