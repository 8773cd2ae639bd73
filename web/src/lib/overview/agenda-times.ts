import type { AgendaItem } from '@bouwberaad/shared/model/agenda.ts';

/** When each item begins, counted from the meeting's start: `13.40`; null without a start. */
export function startTimes(
  items: readonly AgendaItem[],
  start: string | null,
): { readonly item: AgendaItem; readonly at: string | null }[] {
  const match = /^(\d{1,2})[:.](\d{2})$/.exec(start ?? '');
  let minutes = match === null ? null : Number(match[1]) * 60 + Number(match[2]);
  return items.map((item) => {
    const at = minutes === null ? null : clock(minutes);
    if (minutes !== null) minutes += item.duration ?? 0;
    return { item, at };
  });
}

function clock(minutes: number): string {
  const hours = Math.floor(minutes / 60) % 24;
  return `${String(hours).padStart(2, '0')}.${String(minutes % 60).padStart(2, '0')}`;
}
