import { integer } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

/** The table's ambition for one municipality and year; its id is `<municipality>:<year>`. In homes. */
export const targetType = recordType('target', {
  target: integer(0, 1_000_000),
  realised: integer(0, 1_000_000),
  need: integer(0, 1_000_000),
});

export type Target = RecordOf<typeof targetType>;

export function targetId(municipality: string, year: number): string {
  return `${municipality}:${year}`;
}

export function parseTargetId(id: string): { municipality: string; year: number } | null {
  const match = /^(\d{4}):(\d{4})$/.exec(id);
  return match?.[1] !== undefined && match[2] !== undefined
    ? { municipality: match[1], year: Number(match[2]) }
    : null;
}
