import { problem } from '@bouwberaad/shared/lib/result.ts';
import type { RootName } from '@bouwberaad/shared/model/layout.ts';
import type { Plans, RecordIn } from '@bouwberaad/shared/model/read.ts';
import type { Denial } from '@bouwberaad/shared/policy/policy.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { Undo } from '#lib/sync/undo.svelte.ts';

type Frozen = Pick<
  TableSession,
  | 'me'
  | 'actor'
  | 'loaded'
  | 'all'
  | 'get'
  | 'removed'
  | 'plans'
  | 'richText'
  | 'edit'
  | 'may'
  | 'mayWrite'
  | 'undo'
  | 'peers'
  | 'setCell'
  | 'unsavedPaths'
>;

const DENIED: Denial = { ok: false, code: 'frozen', who: [] };

/**
 * The open table as it was on a reference date, for the same screens that show it as it is: its people and names are
 * those of now, its plans are the frozen ones, and nobody changes anything. What was not frozen (actions, annotations,
 * rich text) is not there.
 */
export function frozenSession(live: TableSession, plans: Plans): TableSession {
  const frozen = asItWas(live, plans);
  return new Proxy(live, {
    get(target, key) {
      if (Object.hasOwn(frozen, key)) return Reflect.get(frozen, key) as unknown;
      const value = Reflect.get(target, key, target) as unknown;
      // A method of the class reaches its own fields, which only the session itself has.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function asItWas(live: TableSession, plans: Plans): Frozen {
  const lists = new Map<RootName, readonly RecordIn<RootName>[]>([
    ['projects', plans.projects],
    ['bottlenecks', plans.bottlenecks],
    ['targets', plans.targets],
  ]);
  const byId = new Map(
    [...lists].map(([root, records]) => [root, new Map(records.map((record) => [record.id, record]))]),
  );
  return {
    get me() {
      return { ...live.me, role: 'observer' as const };
    },
    get actor() {
      return { ...live.actor, role: 'observer' as const };
    },
    loaded: true,
    plans,
    // What is listed of a root is of that root; a map of several can't say so.
    all: <R extends RootName>(root: R) => (lists.get(root) ?? []) as unknown as readonly RecordIn<R>[],
    get: <R extends RootName>(root: R, id: string) => (byId.get(root)?.get(id) ?? null) as RecordIn<R> | null,
    removed: () => [],
    richText: () => null,
    edit: () => problem('frozen', ''),
    may: () => DENIED,
    mayWrite: () => DENIED,
    undo: new Undo(
      () => problem('frozen', ''),
      () => null,
    ),
    peers: [],
    setCell: () => undefined,
    unsavedPaths: new Set(),
  };
}
