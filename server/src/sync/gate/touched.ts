import * as Y from 'yjs';
import { misfit, fits, type Touch } from '@bouwberaad/shared/edit/touch.ts';
import { formatPath, isRootName, META, typeAt, type Place } from '@bouwberaad/shared/model/layout.ts';
import { isId } from '@bouwberaad/shared/lib/ids.ts';
import { ownerMap } from '@bouwberaad/shared/edit/apply.ts';
import type { Incoming } from './incoming.ts';
import { Locator, type Keys } from './locate.ts';

export type Touched =
  | { readonly kind: 'touched'; readonly touches: readonly Touch[] }
  /** The model has no place for it. */
  | { readonly kind: 'malformed'; readonly reason: string; readonly path: string }
  /** The server's own part of the document. */
  | { readonly kind: 'serverOnly'; readonly path: string };

/** Which parts of the workspace an update writes, deletions included, as one touch a part. */
export function touchedBy(doc: Y.Doc, incoming: Incoming): Touched {
  const collector = new Collector(doc);
  const locator = new Locator(doc, incoming);
  for (const item of incoming.items) {
    const keys = locator.locate(item);
    if (keys === 'dead') continue;
    const wrong =
      keys === 'wrong'
        ? { kind: 'malformed' as const, reason: 'place', path: '' }
        : collector.add(keys, item);
    if (wrong !== null) return wrong;
  }
  for (const item of incoming.deleted) {
    const keys = locator.locateLive(item);
    if (keys === 'dead' || keys === 'wrong') continue;
    const wrong = collector.remove(keys);
    if (wrong !== null) return wrong;
  }
  return collector.finish();
}

type Wrong = Exclude<Touched, { kind: 'touched' }>;

interface Made {
  readonly place: Place;
  readonly fields: Record<string, unknown>;
}

class Collector {
  readonly #doc: Y.Doc;
  readonly #made = new Map<string, Made>();
  readonly #touches = new Map<string, Touch>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  add(keys: Keys, item: Y.Item): Wrong | null {
    const parsed = this.#parse(keys);
    if ('kind' in parsed) return parsed;
    const { place, inText } = parsed;
    if (inText) return this.#addText(place, item);
    if (place.field !== undefined) return this.#addField(place, item);
    return this.#addRecord(place, item);
  }

  remove(keys: Keys): Wrong | null {
    const parsed = this.#parse(keys);
    if ('kind' in parsed) return parsed;
    const { place, inText } = parsed;
    const path = formatPath(place);
    if (inText) this.#touches.set(path, { place, kind: 'text' });
    else if (place.field === undefined || isNested(place)) this.#touches.set(path, { place, kind: 'delete' });
    // A field whose old value goes because a new one comes is one touch, not two.
    else if (!this.#touches.has(path)) this.#touches.set(path, { place, kind: 'set', value: null });
    return null;
  }

  finish(): Touched {
    for (const [path, { place, fields }] of this.#made) {
      const wrong = misfit(place, fields);
      if (wrong !== null) return { kind: 'malformed', reason: 'unfit', path: wrong };
      if (!this.#touches.has(path)) this.#touches.set(path, { place, kind: 'create', value: fields });
    }
    return { kind: 'touched', touches: [...this.#touches.values()] };
  }

  /** The place that keys name, and whether they go on into rich text. */
  #parse(keys: Keys): { place: Place; inText: boolean } | Wrong {
    const path = keys.map((key) => key ?? '*').join('/');
    const [root, record, third, block, field] = keys;
    if (root === META) return { kind: 'serverOnly', path };
    if (typeof root !== 'string' || !isRootName(root)) return malformed('unknownRoot', path);
    if (typeof record !== 'string' || !isId(record)) return malformed('recordId', path);
    if (keys.length === 2) return { place: { root, record }, inText: false };
    if (typeof third !== 'string') return malformed('place', path);
    const kind = typeAt({ root }).fields[third]?.kind;
    if (kind === undefined) return malformed('unknownField', path);
    if (keys.length === 3) return { place: { root, record, field: third }, inText: false };
    if (kind === 'richText') return { place: { root, record, field: third }, inText: true };
    if (kind !== 'records' || typeof block !== 'string' || !isId(block)) return malformed('place', path);
    if (keys.length === 4) return { place: { root, record, block }, inText: false };
    if (keys.length !== 5 || typeof field !== 'string') return malformed('place', path);
    if (!Object.hasOwn(typeAt({ root, block }).fields, field)) return malformed('unknownField', path);
    return { place: { root, record, block, field }, inText: false };
  }

  #addText(place: Place, item: Y.Item): Wrong | null {
    const path = formatPath(place);
    if (!isRichContent(item.content)) return malformed('content', path);
    if (!this.#made.has(formatPath(ownerOf(place)))) this.#touches.set(path, { place, kind: 'text' });
    return null;
  }

  #addRecord(place: Place, item: Y.Item): Wrong | null {
    const path = formatPath(place);
    const live = ownerMap(this.#doc, place);
    if (item.content instanceof Y.ContentDeleted) {
      if (live !== null) this.#touches.set(path, { place, kind: 'delete' });
      return null;
    }
    if (!(item.content instanceof Y.ContentType) || !isPlainMap(item.content.type))
      return malformed('content', path);
    // Making a record where one stands would throw the old one away.
    if (live !== null) this.#touches.set(path, { place, kind: 'delete' });
    this.#made.set(path, { place, fields: {} });
    return null;
  }

  #addField(place: Place, item: Y.Item): Wrong | null {
    const path = formatPath(place);
    const made = this.#made.get(formatPath(ownerOf(place)));
    const field = place.field ?? '';
    if (isNested(place)) return this.#addNested(place, item, made !== undefined);
    if (item.content instanceof Y.ContentDeleted) {
      // Written and overwritten before it was sent: what counts is the last one, which comes after it.
      if (made === undefined && !this.#touches.has(path))
        this.#touches.set(path, { place, kind: 'set', value: null });
      return null;
    }
    if (!(item.content instanceof Y.ContentAny) || item.content.arr.length !== 1)
      return malformed('content', path);
    const value: unknown = item.content.arr[0];
    if (!fits(place, value)) return malformed('unfit', path);
    if (made !== undefined) made.fields[field] = value;
    else this.#touches.set(path, { place, kind: 'set', value });
    return null;
  }

  /** A nested type comes with its record, or from the server; a lazy creator would lose somebody's text. */
  #addNested(place: Place, item: Y.Item, made: boolean): Wrong | null {
    const path = formatPath(place);
    const kind = typeAt(place).fields[place.field ?? '']?.kind;
    const type = item.content instanceof Y.ContentType ? item.content.type : null;
    const right =
      kind === 'records'
        ? isPlainMap(type)
        : type instanceof Y.XmlFragment && !(type instanceof Y.XmlElement);
    return made && right ? null : malformed('nested', path);
  }
}

function ownerOf(place: Place): Place {
  const { root, record, block } = place;
  return block === undefined ? { root, record } : { root, record, block };
}

function isNested(place: Place): boolean {
  const kind = typeAt(place).fields[place.field ?? '']?.kind;
  return kind === 'richText' || kind === 'records';
}

/** A Y.XmlHook is a Y.Map too, and the model uses none. */
function isPlainMap(type: unknown): boolean {
  return type instanceof Y.Map && !(type instanceof Y.XmlHook);
}

/** What rich text consists of; no sub-documents, no binaries. */
function isRichContent(content: Y.Item['content']): boolean {
  if (content instanceof Y.ContentType) {
    const type: unknown = content.type;
    return type instanceof Y.XmlElement || type instanceof Y.XmlText;
  }
  return (
    content instanceof Y.ContentString ||
    content instanceof Y.ContentFormat ||
    content instanceof Y.ContentEmbed ||
    content instanceof Y.ContentAny ||
    content instanceof Y.ContentDeleted
  );
}

function malformed(reason: string, path: string): Wrong {
  return { kind: 'malformed', reason, path };
}
