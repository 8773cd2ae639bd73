import type { CreateRecord } from '@bouwberaad/shared/edit/edit.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { byOrder, orderBetween } from '@bouwberaad/shared/lib/order.ts';
import type { AgendaItem } from '@bouwberaad/shared/model/agenda.ts';

/** The item of a meeting that says this already; null when it is not on its agenda. */
export function itemCalled(agenda: readonly AgendaItem[], meeting: string, title: string): AgendaItem | null {
  return agenda.find((item) => item.meeting === meeting && item.title === title) ?? null;
}

/** As long as a subject gets until the secretary says otherwise. In minutes. */
const USUAL_MINUTES = 15;

/** A new item at the end of a meeting's agenda. */
export function putOnAgenda(
  agenda: readonly AgendaItem[],
  item: { readonly meeting: string; readonly title: string; readonly projects: readonly string[] },
  stamp: { readonly by: string; readonly at: string },
): CreateRecord {
  const last = agenda
    .filter(({ meeting, order }) => meeting === item.meeting && order !== null)
    .toSorted(byOrder)
    .at(-1);
  return {
    type: 'createRecord',
    root: 'agenda',
    id: newId(),
    fields: {
      meeting: item.meeting,
      order: orderBetween(last?.order ?? null, null),
      title: item.title.slice(0, 200),
      kind: 'bespreking',
      duration: USUAL_MINUTES,
      owner: stamp.by,
      projects: [...item.projects],
      ...stamp,
    },
  };
}
