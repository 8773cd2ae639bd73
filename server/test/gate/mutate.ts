import fc from 'fast-check';
import * as Y from 'yjs';
import { TYPE, type Id } from '../../src/sync/gate/scan.ts';
import { content, forge, type Forged, type ForgedBlock } from './forge.ts';

/** A change of an update's bytes. */
export interface Mutation {
  readonly kind: 'flip' | 'set' | 'insert' | 'remove' | 'splice' | 'cut';
  readonly at: number;
  readonly value: number;
}

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...(['flip', 'flip', 'set', 'set', 'insert', 'remove', 'splice', 'cut'] as const)),
    at: fc.nat(),
    value: fc.oneof(fc.nat(255), fc.nat(12), fc.constantFrom(0, 1, 127, 128, 255)),
  }),
  { minLength: 1, maxLength: 3 },
);

/** `other` is an update whose bytes a splice takes a piece of. */
export function mutate(update: Uint8Array, other: Uint8Array, list: readonly Mutation[]): Uint8Array {
  let bytes = [...update];
  for (const { kind, at, value } of list) {
    const place = at % Math.max(bytes.length, 1);
    if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ (1 << (value & 7));
    if (kind === 'set') bytes[place] = value & 0xff;
    if (kind === 'insert') bytes.splice(place, 0, value & 0xff);
    if (kind === 'remove') bytes.splice(place, 1 + (value & 3));
    if (kind === 'cut') bytes = bytes.slice(0, place);
    if (kind === 'splice') {
      const from = value % Math.max(other.length, 1);
      bytes.splice(place, value & 7, ...other.slice(from, from + (at & 31)));
    }
  }
  return Uint8Array.from(bytes);
}

/** Random structs that are well formed one by one, and otherwise refer to anything at all. */
export interface Forgery {
  readonly blocks: readonly { readonly structs: readonly Draft[] }[];
  readonly deletes: readonly number[];
}

interface Draft {
  readonly left: number;
  readonly right: number;
  readonly parent: number;
  readonly key: number;
  readonly content: number;
  /** Whether it names a left and a right neighbour. */
  readonly beside: 'none' | 'left' | 'right' | 'both' | 'near';
}

const draft: fc.Arbitrary<Draft> = fc.record({
  left: fc.nat(),
  right: fc.nat(),
  parent: fc.nat(),
  key: fc.nat(),
  content: fc.nat(),
  beside: fc.constantFrom('none', 'left', 'right', 'both', 'near', 'near'),
});

export const forgeries: fc.Arbitrary<Forgery> = fc.record({
  blocks: fc.array(fc.record({ structs: fc.array(draft, { minLength: 1, maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  deletes: fc.array(fc.nat(), { maxLength: 2 }),
});

const KEYS = ['name', 'place', 'likelihood', 'by', 'blocks', 'notes', 'kind', 'p1', 'x', 'level'];
const CONTENTS = [
  content.string('x🏗'),
  content.string('abc'),
  content.any('x'),
  content.any(50),
  content.deleted(2),
  content.gc(1),
  content.map(),
  content.type(TYPE.fragment),
  content.type(TYPE.text),
  content.type(TYPE.element, 'paragraph'),
  content.format('bold', 'true'),
];

/**
 * Writes a forgery against a document. The structs of most go beside things of one list with content that fits there,
 * so that it is their order that is tried; those of the others go anywhere.
 */
export function forgeAgainst(doc: Y.Doc, forgery: Forgery, clients: readonly number[]): Uint8Array {
  const lists = listsOf(doc).filter(({ kind, key }) => kind !== 'other' || key === null);
  const types = typesOf(doc);
  const own: Id[] = [];
  const near = (forgery.blocks[0]?.structs[0]?.left ?? 0) % 4 !== 0;
  const blocks = forgery.blocks.slice(0, clients.length).map(({ structs }, index): ForgedBlock => {
    const client = clients[index] ?? 1;
    const start = Y.getState(doc.store, client);
    let clock = start;
    const made = structs.map((draft): Forged => {
      const list = pick(lists, near ? (structs[0]?.parent ?? 0) : draft.parent);
      const forged =
        list !== undefined && near
          ? beside(list, draft)
          : anywhere([...(list?.ids ?? []), ...own], types, draft);
      own.push({ client, clock });
      if (near) list?.ids.splice((draft.left % (list.ids.length + 1)) + 1, 0, { client, clock });
      clock += lengthOf(forged);
      return forged;
    });
    return { client, clock: start, structs: made };
  });
  return forge(blocks, deletesOf(doc, near ? forgery.deletes.filter((at) => at % 4 === 0) : forgery.deletes));
}

function beside({ ids, key, kind, parent }: List, draft: Draft): Forged {
  const body =
    kind === 'text' ? content.string('x🏗') : kind === 'value' ? content.any('x') : content.deleted(1);
  // -1: before all of them.
  const at = (draft.left % (ids.length + 1)) - 1;
  const right = key === null ? (ids[at + 1 + (draft.beside === 'near' ? 0 : draft.right % 4)] ?? null) : null;
  return { ...body, origin: ids[at] ?? null, right, key, parent };
}

function anywhere(ids: readonly Id[], types: readonly Id[], draft: Draft): Forged {
  const { beside: how } = draft;
  const left = pick(ids, draft.left) ?? null;
  return {
    ...(pick(CONTENTS, draft.content) ?? content.deleted(1)),
    origin: how === 'none' || how === 'right' ? null : left,
    right: how === 'none' || how === 'left' ? null : (pick(ids, draft.right) ?? null),
    parent:
      draft.parent % 5 === 0
        ? 'projects'
        : (pick(draft.parent % 5 === 1 ? ids : types, draft.key) ?? 'projects'),
    key: draft.key % 3 === 0 ? null : (pick(KEYS, draft.key) ?? null),
  };
}

function pick<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(from.length, 1)];
}

function deletesOf(doc: Y.Doc, deletes: readonly number[]): [number, [number, number][]][] {
  const clients = [...doc.store.clients.keys()];
  return deletes.slice(0, 1).map((at) => {
    const client = pick(clients, at) ?? 0;
    const clock = at % Math.max(Y.getState(doc.store, client), 1);
    return [client, [[clock, 1 + (at % 3)]]];
  });
}

function lengthOf(body: Pick<Forged, 'content' | 'body'>): number {
  const [struct] = Y.decodeUpdate(
    forge([{ client: 1, clock: 0, structs: [{ ...body, parent: 'x' }] }]),
  ).structs;
  return struct?.length ?? 1;
}

interface List {
  /** Of everything that stands or stood in it, in order. */
  readonly ids: Id[];
  readonly key: string | null;
  readonly parent: string | Id;
  readonly kind: 'text' | 'value' | 'other';
}

function listsOf(doc: Y.Doc): List[] {
  const lists: List[] = [];
  const walk = (type: Y.AbstractType<unknown>): void => {
    if (type._start !== null)
      lists.push(listFrom(type, type._start, null, type instanceof Y.XmlText ? 'text' : 'other'));
    for (let item = type._start; item !== null; item = item.right) within(item);
    for (const [key, last] of type._map) {
      let first = last;
      while (first.left !== null) first = first.left;
      lists.push(listFrom(type, first, key, last.content instanceof Y.ContentAny ? 'value' : 'other'));
      within(last);
    }
  };
  const within = (item: Y.Item): void => {
    if (item.content instanceof Y.ContentType) walk(item.content.type as Y.AbstractType<unknown>);
  };
  for (const type of doc.share.values()) walk(type as Y.AbstractType<unknown>);
  return lists;
}

function listFrom(
  type: Y.AbstractType<unknown>,
  first: Y.Item,
  key: string | null,
  kind: List['kind'],
): List {
  const ids: Id[] = [];
  for (let item: Y.Item | null = first; item !== null; item = item.right)
    for (let at = 0; at < item.length; at++) ids.push({ client: item.id.client, clock: item.id.clock + at });
  return { ids, key, kind, parent: type._item?.id ?? Y.findRootTypeKey(type) };
}

function typesOf(doc: Y.Doc): Id[] {
  const items = [...doc.store.clients.values()].flat();
  return items.flatMap((item) =>
    item instanceof Y.Item && item.content instanceof Y.ContentType ? [item.id] : [],
  );
}
