import { figure, goalsOf, type Goal } from './goals.ts';
import {
  isNoisy,
  NOISY_PERCENT,
  type Conditions,
  type Measurements,
  type PartName,
  type Parts,
} from './measured.ts';
import { tableOf, TABLES, TITLES } from './report-tables.ts';

/** Between these the page is written by hand and kept as it is. */
const BY_HAND = '<!-- by hand: kept as it is when the page is written anew -->';
const BY_HAND_END = '<!-- end of what is by hand -->';

/** `docs/benchmarks.md` of what was measured. Of the page as it was only what was written by hand remains. */
export function pageOf(measured: Measurements, old: string): string {
  const goals = goalsOf(resultsOf(measured));
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench` (and `npm run bench -- web`) from `benchmarks.json`; what is between the marks is by hand.',
    '',
    aboutMachine(measured),
    '',
    '## Goals',
    '',
    verdict(goals),
    '',
    goalTable(goals),
    '',
    BY_HAND,
    handWritten(old),
    BY_HAND_END,
    '',
    ...PART_ORDER.flatMap((name) => section(name, measured)),
  ].join('\n');
}

/** What stands between the marks; without them a line that asks for it. */
export function handWritten(page: string): string {
  const start = page.indexOf(BY_HAND);
  const end = page.indexOf(BY_HAND_END);
  if (start < 0 || end < start) return '\n## Where a goal is missed\n\nNothing has been written yet.\n';
  return page.slice(start + BY_HAND.length, end).replace(/^\n|\n$/g, '');
}

const PART_ORDER = Object.keys(TABLES) as PartName[];

function resultsOf({ parts }: Measurements): Partial<Parts> {
  return Object.fromEntries(Object.entries(parts).map(([name, { result }]) => [name, result]));
}

function aboutMachine({ machine, versions }: Measurements): string {
  const { processor, cores, memoryGb, system } = machine;
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Machine: ${processor}, ${cores} cores, ${memoryGb} GB, ${system}. Versions: ${list.join(', ')}.`,
    '',
    'Every server runs in a process of its own and does the same work for the same clients, which speak the wire of',
    'y-websocket (or of Hocuspocus) and share one process. They take turns run by run; each figure is the median of the',
    'runs. Ours judges every update and has it on disk BEFORE anybody else gets it; the others keep later, or never.',
  ].join('\n');
}

function verdict(goals: readonly Goal[]): string {
  const met = goals.filter((goal) => goal.met).length;
  return `${met} of ${goals.length} met.`;
}

function goalTable(goals: readonly Goal[]): string {
  return table(
    ['', 'goal', 'measured', ''],
    goals.map((goal) => [goal.what, goal.goal, goal.measured, goal.met ? 'met' : '**NOT met**']),
  );
}

function section(name: PartName, { parts }: Measurements): string[] {
  const part = parts[name];
  if (part === undefined) return [];
  const { heads, rows, about } = tableOf(name, part.result);
  return [`## ${TITLES[name]}`, '', ...about, '', table(heads, rows), '', conditionsOf(part.conditions), ''];
}

function conditionsOf(conditions: Conditions): string {
  const { at, commit, quick, othersPercent } = conditions;
  const others =
    othersPercent === null ? '' : `; others used ${figure(othersPercent)} % of the machine meanwhile`;
  const noisy = isNoisy(conditions) ? ` **(noisy: over ${NOISY_PERCENT} %)**` : '';
  return `Measured ${at.slice(0, 16).replace('T', ' ')} UTC at ${commit}${quick ? ', one quick round' : ''}${others}${noisy}.`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = `|${heads.map((_, at) => (at === 0 ? '---' : '---:')).join('|')}|`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}
