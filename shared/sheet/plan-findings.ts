import type { Project } from '../model/project.ts';
import type { Finding, SheetProject } from './sheet.ts';

/** Outside the table's municipalities is worth saying, and no reason to refuse. */
export function territoryFinding(file: SheetProject, municipalities: readonly string[]): Finding[] {
  const code = file.fields.municipality ?? null;
  if (code === null || municipalities.length === 0 || municipalities.includes(code)) return [];
  return [
    {
      code: 'outsideTable',
      rows: file.rows,
      project: file.externalId,
      message: `${file.fields.name} ligt buiten de gemeenten van deze tafel.`,
      kept: 'het project, met deze melding',
    },
  ];
}

export function doubleFinding(file: SheetProject, count: number, name: string | null): Finding[] {
  if (count < 2) return [];
  return [
    {
      code: 'doubleHere',
      rows: file.rows,
      project: file.externalId,
      message: `Dit identificatienummer staat ${count} keer aan deze tafel.`,
      kept: `vergeleken met ${name ?? 'het eerste'}`,
    },
  ];
}

export function removedFinding({ rows, externalId }: SheetProject): Finding {
  return {
    code: 'removedHere',
    rows,
    project: externalId,
    message: 'Dit project is aan deze tafel weggehaald.',
    kept: 'weggehaald; het werkboek haalt het niet terug',
  };
}

export function mergedFinding(
  { rows, externalId, fields }: SheetProject,
  into: Project,
  kept: string,
): Finding {
  const name = into.name ?? into.id;
  return {
    code: 'mergedHere',
    rows,
    project: externalId,
    message: `${fields.name} is aan deze tafel samengevoegd met ${name}.`,
    kept: `${name}; ${kept}`,
  };
}

export function sameNameFinding({ rows, fields }: SheetProject, count: number): Finding {
  return {
    code: 'sameName',
    rows,
    project: fields.name,
    message: `${fields.name} staat ${count} keer aan deze tafel, en dit bestand geeft geen nummer.`,
    kept: 'niets van deze rij; geef de plannen een nummer of een eigen naam',
  };
}

export function otherNumberFinding({ rows, externalId, fields }: SheetProject, here: string): Finding {
  return {
    code: 'otherNumber',
    rows,
    project: externalId,
    message: `${fields.name} heeft hier nummer ${here}; herkend aan naam en gemeente.`,
    kept: `nummer ${here}`,
  };
}

export function noSuchProjectFinding({ rows, externalId, fields }: SheetProject): Finding {
  const name = fields.name === '' ? externalId : fields.name;
  return {
    code: 'noSuchProject',
    rows,
    project: name,
    message: `${name} staat niet aan deze tafel. Een plek alleen maakt geen project.`,
    kept: 'niets; voer eerst de plannen in',
  };
}
