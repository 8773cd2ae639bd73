import * as Y from 'yjs';
import { valueAt } from '@bouwberaad/shared/edit/apply.ts';
import type { HistoryRow } from '../../src/store/store.ts';
import type { Trace } from './writer.ts';

/** Everything that was shown as saved, and what has to be found of it in any later document. */
export class Ledger {
  readonly #saved: Trace[] = [];
  readonly #places = new Map<string, Trace>();
  readonly #clocks = new Map<number, Trace>();

  get count(): number {
    return this.#saved.length;
  }

  add(traces: readonly Trace[]): void {
    for (const trace of traces) {
      this.#saved.push(trace);
      if (
        trace.kind !== 'shared' &&
        trace.kind !== 'paste' &&
        this.#after(this.#places.get(trace.path), trace)
      )
        this.#places.set(trace.path, trace);
      if (trace.clock > (this.#clocks.get(trace.client)?.clock ?? 0)) this.#clocks.set(trace.client, trace);
    }
  }

  /** What is missing in a document, in words. */
  missingIn(doc: Y.Doc): string[] {
    const missing: string[] = [];
    for (const [client, trace] of this.#clocks) {
      const held = Y.getState(doc.store, client);
      if (held < trace.clock)
        missing.push(`${trace.value} (${trace.kind}): ${held} of ${trace.clock} structs`);
    }
    for (const trace of this.#places.values()) {
      const wrong = wrongAt(doc, trace);
      if (wrong !== null) missing.push(wrong);
    }
    return missing;
  }

  /**
   * The history of every field that was written is one chain from nothing to what stands in the document: no row is
   * missing, none stands there twice, also when an edit was sent again because its acknowledgement was lost.
   * `history`: of the whole document, oldest first.
   */
  wrongInHistory(doc: Y.Doc, history: readonly HistoryRow[]): string[] {
    const rowsAt = Map.groupBy(history, ({ path }) => path);
    const paths = new Map(this.#saved.map(({ path, kind }) => [path, kind]));
    return [...paths].flatMap(([path, kind]) => {
      const rows = rowsAt.get(path) ?? [];
      if (kind === 'record') return rows.length === 1 ? [] : [`${path} was made ${rows.length} times`];
      // A text's rows say that it was changed, not how.
      if (kind === 'text' || kind === 'paste') return [];
      const [, record = '', field = ''] = /^(.+)\/(.+)$/.exec(path) ?? [];
      // What was written before the first connection came with the record itself.
      const made = rowsAt.get(record)?.[0]?.to as Readonly<Record<string, unknown>> | undefined;
      return wrongInChain(path, made?.[field] ?? null, rows, valueAt(doc, path));
    });
  }

  #after(known: Trace | undefined, trace: Trace): boolean {
    return known === undefined || trace.n > known.n;
  }
}

function wrongInChain(path: string, first: unknown, rows: readonly HistoryRow[], last: unknown): string[] {
  const wrong: string[] = [];
  let value = first;
  for (const { from, to } of rows) {
    if (from !== value) wrong.push(`${path}: from ${String(from)} after ${String(value)}`);
    value = to;
  }
  if (value !== last) wrong.push(`${path}: the history ends in ${String(value)} and not in ${String(last)}`);
  return wrong;
}

/** Nobody else writes there: it holds this value or one that the same writer put there later, and nothing else. */
function wrongAt(doc: Y.Doc, { kind, path, value, writer, n }: Trace): string | null {
  const text = kind === 'text' ? textAt(doc, path) : fieldAt(doc, path);
  if (text === value) return null;
  const [, by, later] = /^(.+)-(\d+)\.$/.exec(text ?? '') ?? [];
  if (kind !== 'record' && by === writer && Number(later) > n) return null;
  return `${path}: ${JSON.stringify(text)} instead of ${JSON.stringify(value)} or a later one`;
}

function fieldAt(doc: Y.Doc, path: string): string | null {
  const value = valueAt(doc, path);
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : null;
  const { text, name } = value as { text?: unknown; name?: unknown };
  const shown = text ?? name;
  return typeof shown === 'string' ? shown : null;
}

/** The words of the notes without their elements. */
function textAt(doc: Y.Doc, path: string): string | null {
  const notes = valueAt(doc, path);
  if (!(notes instanceof Y.XmlFragment)) return null;
  return notes.toJSON().replaceAll(/<[^>]*>/g, '');
}

/** What two documents do not agree about, in words; null when they are the same, deletions included. */
export function difference(one: Y.Doc, other: Y.Doc): string | null {
  const [a, b] = [Y.snapshot(one), Y.snapshot(other)];
  for (const client of new Set([...a.sv.keys(), ...b.sv.keys()])) {
    const [left, right] = [a.sv.get(client) ?? 0, b.sv.get(client) ?? 0];
    if (left !== right) return `client ${client}: ${left} and ${right} structs`;
  }
  if (!Y.equalSnapshots(a, b)) return 'other deletions';
  const [left, right] = [contentOf(one), contentOf(other)];
  return left === right ? null : 'the same structs read differently';
}

/** All that a person could see, in an order that does not depend on who came first. */
function contentOf(doc: Y.Doc): string {
  const roots = [...doc.share.keys()].filter((name) => doc.getMap(name).size > 0).sort();
  return JSON.stringify(
    roots.map((name) => [name, doc.getMap(name).toJSON()] as const),
    (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
        : value,
  );
}
