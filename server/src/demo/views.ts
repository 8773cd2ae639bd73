import type { Json } from '@bouwberaad/shared/lib/json.ts';
import type { Calendar } from './calendar.ts';
import type { DemoRecord } from './demo-region.ts';
import { DEVENTER } from './municipalities.ts';
import { SECRETARY } from './people.ts';
import type { Random } from './random.ts';

/** The two views that every table with plans looks through. */
export function tableViews(table: string, calendar: Calendar, random: Random): DemoRecord[] {
  const { year, signal } = calendar;
  const soon = Array.from({ length: signal - year }, (_, offset) => String(year + offset)).join(',');
  const view = viewMaker(calendar, random);
  return [
    view(`Kansrijk vóór ${String(signal)}`, table, SECRETARY, {
      filters: { likelihood: '70-', year: soon },
      sort: ['-likelihood', '-total'],
    }),
    view('Wacht op geld', table, SECRETARY, { filters: { bottleneck: 'onrendabele top' }, sort: ['-total'] }),
  ];
}

/** One of somebody's own: what a municipality looks at first at a table of many. */
export function ownView(calendar: Calendar, random: Random): DemoRecord {
  return viewMaker(calendar, random)('Mijn gemeente', 'gemeente', 'gemeente', {
    filters: { municipality: DEVENTER.code },
    sort: [],
    group: 'phase',
  });
}

interface Looks {
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: readonly string[];
  readonly group?: string;
}

type MakeView = (name: string, owner: string, by: string, looks: Looks) => DemoRecord;

/** Each a minute after the one before it, so that their tabs stand in this order. */
function viewMaker(calendar: Calendar, random: Random): MakeView {
  let made = 0;
  return (name, owner, by, { filters, sort, group = 'municipality' }) => {
    const fields: Record<string, Json> = { name, owner, columns: [], filters, sort: [...sort], group };
    const at = calendar.ago(34, `10:${String((made += 1)).padStart(2, '0')}`);
    return { root: 'views', id: random.id(), fields: { ...fields, by, at } };
  };
}
