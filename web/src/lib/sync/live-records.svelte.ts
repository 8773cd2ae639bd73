import * as Y from 'yjs';
import { ROOT_NAMES, type RootName } from '@bouwberaad/shared/model/layout.ts';
import { readRecord, rootMap, type RecordIn } from '@bouwberaad/shared/model/read.ts';

type AnyRecord = RecordIn<RootName>;

/**
 * Where Yjs meets Svelte: the workspace as typed records that a screen may simply read. A record keeps its identity
 * until it changes, so that a derived list of 5,000 projects redoes only what an edit touched.
 */
export class LiveRecords {
  #doc: Y.Doc;
  readonly #versions = $state(
    Object.fromEntries(ROOT_NAMES.map((root) => [root, 0])) as Record<RootName, number>,
  );
  readonly #records = new Map<RootName, Map<string, AnyRecord>>();
  readonly #lists = new Map<RootName, readonly AnyRecord[]>();
  #detach: () => void = () => undefined;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.attach(doc);
  }

  /** Follows another document; after a refusal there is a fresh one. */
  attach(doc: Y.Doc): void {
    this.#detach();
    this.#doc = doc;
    this.#records.clear();
    const stops = ROOT_NAMES.map((root) => this.#follow(doc, root));
    this.#detach = () => {
      for (const stop of stops) stop();
    };
  }

  destroy(): void {
    this.#detach();
  }

  /** All records of a root that are not removed, in no particular order. */
  all<R extends RootName>(root: R): readonly RecordIn<R>[] {
    void this.#versions[root];
    let list = this.#lists.get(root);
    if (list === undefined) {
      list = [...this.#read(root).values()].filter((record) => !record.removed);
      this.#lists.set(root, list);
    }
    return list as unknown as readonly RecordIn<R>[];
  }

  /** Those that are removed, in no particular order. */
  removed<R extends RootName>(root: R): readonly RecordIn<R>[] {
    void this.#versions[root];
    const records = [...this.#read(root).values()] as unknown as readonly RecordIn<R>[];
    return records.filter((record) => record.removed);
  }

  /** One record, removed or not; null when there is none. */
  get<R extends RootName>(root: R, id: string): RecordIn<R> | null {
    void this.#versions[root];
    return (this.#read(root).get(id) ?? null) as RecordIn<R> | null;
  }

  #read(root: RootName): Map<string, AnyRecord> {
    const known = this.#records.get(root);
    if (known !== undefined) return known;
    const all = new Map<string, AnyRecord>();
    for (const [id, map] of rootMap(this.#doc, root)) {
      if (map instanceof Y.Map) all.set(id, readRecord(root, id, map as Y.Map<unknown>));
    }
    this.#records.set(root, all);
    return all;
  }

  #follow(doc: Y.Doc, root: RootName): () => void {
    const map = rootMap(doc, root);
    const onEvents = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      const records = this.#records.get(root);
      for (const id of changedIds(map, events)) {
        const record = map.get(id);
        if (record instanceof Y.Map) records?.set(id, readRecord(root, id, record as Y.Map<unknown>));
        else records?.delete(id);
      }
      this.#changed(root);
    };
    map.observeDeep(onEvents);
    this.#changed(root);
    return () => {
      map.unobserveDeep(onEvents);
    };
  }

  #changed(root: RootName): void {
    this.#lists.delete(root);
    this.#versions[root] += 1;
  }
}

function changedIds(map: Y.Map<unknown>, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
  const ids = new Set<string>();
  for (const event of events) {
    const id = event.path[0];
    if (typeof id === 'string') ids.add(id);
    else if (event.target === (map as unknown as Y.AbstractType<unknown>))
      for (const key of event.changes.keys.keys()) ids.add(key);
  }
  return ids;
}
