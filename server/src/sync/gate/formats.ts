import * as Y from 'yjs';

/**
 * Whether taking these formats out of a text changes nothing that anybody sees. Every Yjs client, an observer's too,
 * tidies a text up when somebody else's change left formats without effect in it, and sends that as an edit.
 */
export function isTidying(removed: readonly Y.Item[]): boolean {
  const formats = new Set(removed);
  if (![...formats].every((item) => item.content instanceof Y.ContentFormat)) return false;
  const parent: unknown = removed[0]?.parent;
  if (!(parent instanceof Y.AbstractType)) return false;
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  for (let item: Y.Item | null = parent._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      set(before, item.content);
      if (!formats.has(item)) set(after, item.content);
    } else if (!isSame(before, after)) return false;
  }
  return true;
}

/** A format of null ends the one before it. */
function set(formats: Map<string, string>, { key, value }: { key: string; value: unknown }): void {
  if (value === null) formats.delete(key);
  else formats.set(key, JSON.stringify(value));
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
