import { m } from '#lib/paraglide/messages.js';
import type { TableSummary } from '../api-types.ts';

const KIND: Readonly<Record<TableSummary['kind'], () => string>> = {
  local: m.shell_kind_local,
  regional: m.shell_kind_regional,
  administrative: m.shell_kind_administrative,
  provincial: m.shell_kind_provincial,
};

/** `Lokaal platform`. */
export function kindName(kind: TableSummary['kind']): string {
  return KIND[kind]();
}
