import { describe, expect, test } from 'vitest';
import { COLUMNS, gridColumns, YEARS_SHOWN } from './columns.ts';
import { projectType } from './project.ts';

const columns = gridColumns(2026, true);

describe('the columns', () => {
  test('show six years from the first, and the municipality only without grouping', () => {
    const years = columns.filter((candidate) => candidate.type === 'homes').map(({ year }) => year);
    expect(years).toEqual([2026, 2027, 2028, 2029, 2030, 2031]);
    expect(years).toHaveLength(YEARS_SHOWN);
    expect(columns.map(({ key }) => key)).not.toContain('municipality');
    expect(gridColumns(2026, false)[1]?.key).toBe('municipality');
  });

  test('that are fields of a project exist there, with the same choices, bounds and lengths', () => {
    for (const column of COLUMNS.values()) {
      if (column.type === 'homes' || column.type === 'summary') continue;
      const field = projectType.fields[column.key];
      if (column.type === 'choice') expect(column.choices).toBe(field.choices);
      else if (column.type === 'integer' || column.type === 'percent') expect(column.range).toBe(field.range);
      else if (column.type === 'text') {
        expect(field.accepts('x'.repeat(column.max))).toBe(true);
        expect(field.accepts('x'.repeat(column.max + 1))).toBe(false);
      } else expect(field.accepts(column.type === 'flag' ? true : '0150')).toBe(true);
    }
  });
});
