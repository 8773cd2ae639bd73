import type { Json } from '@bouwberaad/shared/lib/json.ts';
import { addDays } from '@bouwberaad/shared/lib/clock.ts';
import type { ActionState } from '@bouwberaad/shared/model/action.ts';
import type { Calendar } from './calendar.ts';
import type { DemoRecord } from './demo-region.ts';
import type { Random } from './random.ts';

/** Who does what before when: days from today, negative is past. */
export interface ActionLine {
  readonly text: string;
  readonly assignee: string;
  readonly due: number;
  readonly state: ActionState;
  /** A workspace path, or `decision:<id>`. */
  readonly source: string;
  readonly reason?: string;
  readonly evidence?: string;
  readonly by: string;
  readonly at: string;
}

export function actionRecord(
  { due, reason, evidence, ...line }: ActionLine,
  calendar: Calendar,
  random: Random,
): DemoRecord {
  const fields = {
    ...line,
    due: addDays(calendar.today, due),
    reason: reason ?? null,
    evidence: evidence ?? null,
  };
  return { root: 'actions', id: random.id(), fields };
}

export interface Remark {
  readonly by: string;
  readonly text: string;
  readonly mentions?: readonly string[];
  /** Days before today, and the time. */
  readonly ago: number;
  readonly time: string;
}

/** A thread on one part of the workspace; the first remark opens it. */
export function thread(
  anchor: string,
  remarks: readonly Remark[],
  calendar: Calendar,
  random: Random,
  resolved = false,
): DemoRecord[] {
  let first: string | null = null;
  return remarks.map(({ by, text, mentions = [], ago, time }) => {
    const id = random.id();
    const fields: Record<string, Json> = { anchor, thread: first, text, mentions: [...mentions] };
    first ??= id;
    return { root: 'annotations', id, fields: { ...fields, resolved, by, at: calendar.ago(ago, time) } };
  });
}
