import {
  type LEVELS,
  type SEVERITIES,
  type Bottleneck,
  type BottleneckCategory,
  type Certainty,
} from '@bouwberaad/shared/model/bottleneck.ts';
import { parseWhole } from '@bouwberaad/shared/model/cell-text.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { yearsWords } from '#lib/projects/years-words.ts';
import { formatEuroExact, formatNumber } from '#lib/ui/format.ts';
import { isAnswer, type BottleneckWords } from './bottleneck-edits.ts';
import { parseYears } from './years-text.ts';

type Severity = (typeof SEVERITIES)[number];
type Level = (typeof LEVELS)[number];

/** What stands in the form of a bottleneck, as it was typed. */
export class BottleneckDraft {
  category = $state<BottleneckCategory | ''>('');
  certainty = $state<Certainty>('vermoed');
  severity = $state<Severity | ''>('');
  level = $state<Level | ''>('');
  homes = $state('');
  years = $state('');
  amount = $state('');
  owner = $state<string | null>(null);
  projects = $state.raw<readonly string[]>([]);

  constructor(from: Bottleneck | null, projects: readonly string[]) {
    this.projects = from?.projects ?? projects;
    if (from === null) return;
    this.category = from.category ?? '';
    this.certainty = from.certainty ?? 'onbekend';
    this.severity = from.severity ?? '';
    this.level = from.level ?? '';
    this.homes = from.homes === null ? '' : formatNumber(from.homes);
    this.years = yearsWords(from.years) ?? '';
    this.amount = from.amount === null ? '' : formatEuroExact(from.amount);
    this.owner = from.owner;
  }

  /** Nothing more is asked of an answer like `geen`. */
  get answered(): boolean {
    return this.category !== '' && isAnswer(this.category);
  }

  /** What it says; or what is wrong first, in a sentence. */
  read(): { readonly said: BottleneckWords } | { readonly wrong: string } {
    const { category } = this;
    if (category === '') return { wrong: m.projects_bottleneck_needs_category() };
    if (this.projects.length === 0) return { wrong: m.bottlenecks_projects_needed() };
    const homes = whole(this.homes, 1_000_000);
    if (homes === undefined) return { wrong: m.projects_bottleneck_homes_wrong() };
    const years = parseYears(this.years);
    if (years === null) return { wrong: m.bottlenecks_years_wrong() };
    const amount = whole(this.amount, 1_000_000_000_000);
    if (amount === undefined) return { wrong: m.projects_bottleneck_amount_wrong() };
    return {
      said: {
        projects: this.projects,
        category,
        certainty: this.certainty,
        severity: this.severity === '' ? null : this.severity,
        homes,
        years,
        amount,
        owner: this.owner,
        level: this.level === '' ? null : this.level,
      },
    };
  }
}

/** Undefined for what is no whole number. */
function whole(text: string, most: number): number | null | undefined {
  const parsed = parseWhole(text.trim().replace(/^€\s*/u, ''), getLocale(), [0, most]);
  return parsed.ok ? parsed.value : undefined;
}
