import { fits, misfit, type Touch } from '@bouwberaad/shared/edit/touch.ts';
import { ownerMap } from '@bouwberaad/shared/edit/apply.ts';
import { formatPath, typeAt, type Place } from '@bouwberaad/shared/model/layout.ts';
import { readValue } from './content.ts';
import { isTidying } from './formats.ts';
import type { Incoming } from './incoming.ts';
import type { List, Lists } from './lists.ts';
import { CONTENT, TYPE, type Struct } from './scan.ts';

export type Touched =
  | { readonly kind: 'touched'; readonly touches: readonly Touch[] }
  /** The model has no place for it. */
  | { readonly kind: 'malformed'; readonly reason: string; readonly path: string }
  /** The server's own part of the document. */
  | { readonly kind: 'serverOnly'; readonly path: string };

/** Which parts of the workspace an update writes, deletions included, as one touch a part. */
export function touchedBy(incoming: Incoming, lists: Lists): Touched {
  const collector = new Collector(incoming);
  for (const list of lists.touched) {
    const wrong = collector.add(list);
    if (wrong !== null) return wrong;
  }
  return collector.finish();
}

type Wrong = Exclude<Touched, { kind: 'touched' }>;

/** A record that the update makes, by the struct that brings it. */
interface Made {
  readonly place: Place;
  readonly fields: Record<string, unknown>;
}

class Collector {
  readonly #incoming: Incoming;
  readonly #made = new Map<Struct, Made>();
  /** Types of rich text that come with a record that is made: part of making it. */
  readonly #madeTexts = new Set<Struct>();
  readonly #touches = new Map<string, Touch>();

  constructor(incoming: Incoming) {
    this.#incoming = incoming;
  }

  /** Lists come in the order in which they were placed, so that a record is known before its fields. */
  add(list: List): Wrong | null {
    const { spot } = list;
    if (spot.kind === 'malformed' || spot.kind === 'serverOnly') return spot;
    switch (spot.kind) {
      case 'record':
        return this.#addRecord(list, spot.place);
      case 'field':
        return isNested(spot.place) ? this.#addNested(list, spot.place) : this.#addField(list, spot.place);
      default:
        return this.#addText(list, spot.place, spot.kind === 'textList');
    }
  }

  finish(): Touched {
    for (const { place, fields } of this.#made.values()) {
      const wrong = misfit(place, fields);
      if (wrong !== null) return { kind: 'malformed', reason: 'unfit', path: wrong };
      const path = formatPath(place);
      if (!this.#touches.has(path)) this.#touches.set(path, { place, kind: 'create', value: fields });
    }
    return { kind: 'touched', touches: [...this.#touches.values()] };
  }

  /** New structs that stay: what the update brings and deletes itself is as good as deleted. */
  #staying(list: List): Struct[] {
    return list.structs.filter(
      (struct) => struct.content !== CONTENT.deleted && !this.#incoming.isDeleted(struct),
    );
  }

  #addRecord(list: List, place: Place): Wrong | null {
    const path = formatPath(place);
    const staying = this.#staying(list);
    const [struct] = staying;
    if (struct !== undefined && (struct.content !== CONTENT.type || struct.type !== TYPE.map))
      return malformed('content', path);
    if (list.gone) return null;
    // Making a record where one stands, or writing that none stands there, throws the old one away.
    if (ownerMap(this.#incoming.doc, place) !== null) this.#touch({ place, kind: 'delete' });
    else if (struct !== undefined) {
      // Of two records under one key one would vanish with all that is in it.
      if (staying.length > 1 || list.order.winner !== struct) return malformed('twice', path);
      this.#made.set(struct, { place, fields: {} });
    }
    return null;
  }

  #addField(list: List, place: Place): Wrong | null {
    const path = formatPath(place);
    const values = new Map<Struct, unknown>();
    for (const struct of this.#staying(list)) {
      if (!isValue(struct)) return malformed('content', path);
      const value = readValue(this.#incoming.bytes, struct.at);
      if (!fits(place, value)) return malformed('unfit', path);
      values.set(struct, value);
    }
    if (list.gone) return null;
    const { winner } = list.order;
    const made = list.owner === null ? undefined : this.#made.get(list.owner);
    if (list.owner !== null) {
      if (made !== undefined && winner !== null && values.has(winner))
        made.fields[place.field ?? ''] = values.get(winner);
      return null;
    }
    // A value that loses against a live one changes nothing, and is judged as if it did; unless that one is deleted.
    const lost = list.deleted.length > 0 ? null : [...values.values()].at(-1);
    const value = winner === null ? lost : values.get(winner);
    this.#touch({ place, kind: 'set', value: value ?? null });
    return null;
  }

  /** A nested type comes with its record, or from the server; a lazy creator would lose somebody's text. */
  #addNested(list: List, place: Place): Wrong | null {
    const path = formatPath(place);
    if (list.gone) return null;
    if (list.owner === null) {
      if (list.structs.length > 0) return malformed('nested', path);
      this.#touch({ place, kind: 'delete' });
      return null;
    }
    const [struct, ...more] = list.structs;
    const type = typeAt(place).fields[place.field ?? '']?.kind === 'records' ? TYPE.map : TYPE.fragment;
    const right =
      struct !== undefined &&
      more.length === 0 &&
      struct.content === CONTENT.type &&
      struct.type === type &&
      !this.#incoming.isDeleted(struct);
    if (!right) return malformed('nested', path);
    if (type === TYPE.fragment) this.#madeTexts.add(struct);
    return null;
  }

  #addText(list: List, place: Place, children: boolean): Wrong | null {
    for (const struct of this.#staying(list)) {
      if (!isTextContent(struct, list.type, children)) return malformed('content', formatPath(place));
      if (list.owner !== null && this.#madeTexts.has(list.owner)) this.#madeTexts.add(struct);
    }
    const made = list.owner !== null && this.#madeTexts.has(list.owner);
    if (made || list.gone || (list.structs.length === 0 && isTidying(list.deleted))) return null;
    this.#touch({ place, kind: 'text' });
    return null;
  }

  #touch(touch: Touch): void {
    this.#touches.set(formatPath(touch.place), touch);
  }
}

function isNested(place: Place): boolean {
  const kind = typeAt(place).fields[place.field ?? '']?.kind;
  return kind === 'richText' || kind === 'records';
}

/** One value of a key. */
function isValue(struct: Struct): boolean {
  return struct.content === CONTENT.any && struct.length === 1;
}

/** What rich text consists of: elements and texts in elements, characters and formats in texts, plain attributes. */
function isTextContent(struct: Struct, parent: number, children: boolean): boolean {
  if (!children) return isValue(struct);
  if (parent === TYPE.text) return struct.content === CONTENT.string || struct.content === CONTENT.format;
  return struct.content === CONTENT.type && (struct.type === TYPE.element || struct.type === TYPE.text);
}

function malformed(reason: string, path: string): Wrong {
  return { kind: 'malformed', reason, path };
}
