import type { RootName } from '@bouwberaad/shared/model/layout.ts';
import type { RecordIn } from '@bouwberaad/shared/model/read.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatNumber } from '#lib/ui/format.ts';
import type { Hanging } from './merge-plan.ts';

interface Records {
  all<R extends RootName>(root: R): readonly RecordIn<R>[];
}

/** What hangs on a project and goes along when it is merged; `words`: how much, null when nothing does. */
export function hangingOf(session: Records, project: string): Hanging & { readonly words: string | null } {
  const path = `projects/${project}`;
  const below = (at: string | null): boolean => at === path || at?.startsWith(`${path}/`) === true;
  const bottlenecks = session.all('bottlenecks').filter(({ projects }) => projects.includes(project));
  const actions = session.all('actions').filter(({ source }) => below(source));
  const annotations = session.all('annotations').filter(({ anchor }) => below(anchor));
  const readings = session.all('readings').filter(({ path: about }) => below(about));
  const counted = [
    [m.merge_bottlenecks, bottlenecks.length],
    [m.merge_actions, actions.length],
    [m.merge_annotations, annotations.length],
    [m.merge_readings, readings.length],
  ] as const;
  const words = counted
    .filter(([, count]) => count > 0)
    .map(([say, count]) => say({ count, shown: formatNumber(count) }));
  return { bottlenecks, actions, words: words.length === 0 ? null : words.join(', ') };
}
