import type { Finding, FindingKind } from '@bouwberaad/shared/insight/findings.ts';
import { m } from '#lib/paraglide/messages.js';
import { splitTitle } from '#lib/projects/split-words.ts';
import { formatHomes, formatNumber } from '#lib/ui/format.ts';
import { municipalityName } from '#lib/ui/municipality.ts';

export const KIND_WORDS: Readonly<Record<FindingKind, () => string>> = {
  double: m.findings_kind_double,
  total: m.findings_kind_total,
  split: m.findings_kind_split,
  implausibleYear: m.findings_kind_implausibleYear,
  missingYear: m.findings_kind_missingYear,
  outsideTable: m.findings_kind_outsideTable,
  noLikelihood: m.findings_kind_noLikelihood,
};

/** What was found, in a few words. `nameOf` names a project. */
export function findingWords(finding: Finding, nameOf: (project: string) => string): string {
  switch (finding.kind) {
    case 'double':
      return m.findings_double({ name: finding.others.map(nameOf).join(', ') });
    case 'total':
      return m.findings_total({
        blocks: formatNumber(finding.blocks),
        total: formatNumber(finding.total),
      });
    case 'split':
      return m.findings_split({
        split: splitTitle(finding.split),
        counted: formatNumber(finding.counted),
        homes: formatNumber(finding.homes),
      });
    case 'implausibleYear':
      return yearWords(finding);
    case 'missingYear':
      return finding.homes === null
        ? m.findings_missing_unknown()
        : m.findings_missing({ homes: formatHomes(finding.homes) });
    case 'outsideTable':
      return m.findings_outside({ municipality: municipalityName(finding.municipality) });
    case 'noLikelihood':
      return m.findings_no_likelihood();
  }
}

function yearWords(finding: Extract<Finding, { kind: 'implausibleYear' }>): string {
  const year = String(finding.year);
  if (finding.reason === 'early') return m.findings_early({ year, earliest: finding.earliest.slice(0, 4) });
  return finding.reason === 'passed' ? m.findings_passed({ year }) : m.findings_finished({ year });
}

/** The columns of the grid in which a finding can be seen, the nearest first. */
export function columnsOf(finding: Finding): string[] {
  const field = finding.path.split('/').at(-1) ?? '';
  const year = finding.at === null ? [] : [`year:${String(finding.at)}`];
  return [...year, field, 'total', 'name'];
}
