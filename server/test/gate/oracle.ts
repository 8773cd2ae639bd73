import * as Y from 'yjs';
import type { Touch } from '@bouwberaad/shared/edit/touch.ts';
import { formatPath, ROOT_NAMES, typeAt, type Place } from '@bouwberaad/shared/model/layout.ts';

/** A document of its own with the same state. */
export function cloneOf(doc: Y.Doc): Y.Doc {
  const clone = new Y.Doc();
  for (const root of ROOT_NAMES) clone.getMap(root);
  Y.applyUpdate(clone, Y.encodeStateAsUpdate(doc));
  return clone;
}

/** What Yjs itself says was touched when the update is applied, as paths of the model. */
export function observe(clone: Y.Doc, update: Uint8Array): Set<string> {
  const observed = new Set<string>();
  for (const root of ROOT_NAMES) {
    clone.getMap(root).observeDeep((events) => {
      for (const event of events) {
        const path = [root, ...event.path];
        const place = placeOf(path);
        if (place.field !== undefined && typeAt(place).fields[place.field]?.kind === 'richText')
          observed.add(formatPath(place));
        else for (const key of keysOf(event)) observed.add(formatPath(placeOf([...path, key])));
      }
    });
  }
  Y.applyUpdate(clone, update);
  return observed;
}

function keysOf(event: object): Iterable<string> {
  return (event as { keysChanged?: Set<string> }).keysChanged ?? [];
}

function placeOf(path: readonly (string | number)[]): Place {
  const [root, record, third, block, field] = path as [Place['root'], string, string?, string?, string?];
  if (third === undefined) return { root, record };
  if (root !== 'projects' || third !== 'blocks' || block === undefined) return { root, record, field: third };
  return field === undefined ? { root, record, block } : { root, record, block, field };
}

/** What is wrong with the gate's answer, by applying the update to a copy; null when nothing is. */
export function compare(
  before: Y.Doc,
  update: Uint8Array,
  touches: readonly Touch[],
  writer: 'honest' | 'forged' = 'honest',
): string | null {
  const after = cloneOf(before);
  const observed = observe(after, update);
  const touched = new Set(touches.map((touch) => formatPath(touch.place)));
  const made = new Set(touches.filter(({ kind }) => kind === 'create').map(({ place }) => formatPath(place)));
  // Blocks that come with their project are judged one by one; Yjs sees only the project.
  for (const { place } of touches)
    if (place.block !== undefined && made.has(`${place.root}/${place.record}`))
      touched.delete(formatPath(place));
  for (const path of observed)
    if (!touched.has(path) && seenAt(before, path) !== seenAt(after, path))
      return `unsound: ${path} changed and was not judged`;
  if (writer === 'honest')
    for (const path of touched)
      if (!observed.has(path)) return `overreach: ${path} was judged and did not change`;
  return soundness(after) ?? values(before, after, touches);
}

/** What people see at a path: what is written and taken away again, or tidied up, is not seen. */
function seenAt(doc: Y.Doc, path: string): string {
  const [root = '', ...keys] = path.split('/');
  let value: unknown = doc.getMap(root);
  for (const key of keys) value = value instanceof Y.Map ? value.get(key) : undefined;
  return JSON.stringify([value instanceof Y.AbstractType ? value.toJSON() : value]);
}

/** Whether a document is whole: nothing pending, and its bytes load as what it is. */
export function soundness(doc: Y.Doc): string | null {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    return 'pending after it was accepted';
  const state = Y.encodeStateAsUpdate(doc);
  const loaded = new Y.Doc();
  for (const root of ROOT_NAMES) loaded.getMap(root);
  Y.applyUpdate(loaded, state);
  if (loaded.store.pendingStructs !== null || loaded.store.pendingDs !== null) return 'pending when loaded';
  if (contentOf(loaded) !== contentOf(doc)) return 'loads differently';
  return null;
}

/** All that people see, and where every character and value stands. */
export function contentOf(doc: Y.Doc): string {
  const share = [...doc.share.keys()].sort();
  const roots = share.map((root) => [root, layoutOf(doc.share.get(root))]);
  return JSON.stringify(roots.filter(([, layout]) => JSON.stringify(layout) !== '[[],[]]'));
}

function layoutOf(type: unknown): unknown {
  if (!(type instanceof Y.AbstractType)) return type;
  const list: unknown[] = [];
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentString)
      for (let at = 0; at < item.length; at++)
        list.push(`${item.id.client}:${item.id.clock + at}:${content.str[at] ?? ''}`);
    else list.push([item.id.client, item.id.clock, content.getContent().map(layoutOf)]);
  }
  const map = [...type._map.entries()]
    .filter(([, item]) => !item.deleted)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, item.content.getContent().map(layoutOf)]);
  return [list, map];
}

function values(before: Y.Doc, after: Y.Doc, touches: readonly Touch[]): string | null {
  for (const { kind, place, value } of touches) {
    const path = formatPath(place);
    if (kind === 'set') {
      const now = at(after, place) ?? null;
      const stays = JSON.stringify(now) === JSON.stringify(at(before, place) ?? null);
      if (JSON.stringify(now) !== JSON.stringify(value) && !stays) return `judged another value of ${path}`;
    }
    if (kind === 'create') {
      for (const [key, field] of Object.entries(value as Record<string, unknown>))
        if (JSON.stringify(at(after, { ...place, field: key })) !== JSON.stringify(field))
          return `judged another value of ${path}/${key}`;
    }
  }
  return null;
}

function at(doc: Y.Doc, { root, record, block, field }: Place): unknown {
  let map: unknown = doc.getMap(root).get(record);
  if (block !== undefined && map instanceof Y.Map) map = (map.get('blocks') as Y.Map<unknown>).get(block);
  return map instanceof Y.Map && field !== undefined ? map.get(field) : undefined;
}
