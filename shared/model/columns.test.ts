import { describe, expect, test } from 'vitest';
import { COLUMNS } from './columns.ts';
import { projectType } from './project.ts';

describe('the columns', () => {
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
