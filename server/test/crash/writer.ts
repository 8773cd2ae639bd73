import * as Y from 'yjs';
import { applyEdit, valueAt } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Json } from '@bouwberaad/shared/lib/json.ts';
import type { Random } from '../../src/demo/random.ts';

/** One edit of a writer, and how to find it again. */
export interface Trace {
  readonly writer: string;
  readonly n: number;
  readonly kind: 'record' | 'own' | 'shared' | 'text' | 'paste';
  readonly path: string;
  /** Unique in the run. */
  readonly value: string;
  /** Whose structs it made, and up to where: they are in every document that holds the edit. */
  readonly client: number;
  clock: number;
}

/** The plan that everybody writes in at once. */
export const SHARED = 'crash-shared';

/** Makes edits of every kind that the wire carries: new records, fields, fields that others write too, text with deletions. */
export class Writer {
  readonly name: string;
  readonly doc: Y.Doc;
  readonly #person: string;
  readonly #random: Random;
  readonly #edit: (trace: Trace, change: () => void) => void;
  #n = 0;

  /** `edit` is to run the change in one transaction of the document and to keep the trace until it is saved. */
  constructor(
    name: string,
    person: string,
    doc: Y.Doc,
    random: Random,
    edit: (trace: Trace, change: () => void) => void,
  ) {
    this.name = name;
    this.doc = doc;
    this.#person = person;
    this.#random = random;
    this.#edit = edit;
  }

  get made(): number {
    return this.#n;
  }

  /** Its own plan; before this there is nothing to write in. */
  begin(): void {
    const id = this.#plan;
    this.#do('record', `projects/${id}`, (name) => {
      this.#apply({ type: 'createRecord', root: 'projects', id, fields: this.#fields({ name }) });
    });
  }

  /** The plan that all of them share; one of them makes it. */
  beginShared(): void {
    this.#do('record', `projects/${SHARED}`, (name) => {
      this.#apply({ type: 'createRecord', root: 'projects', id: SHARED, fields: this.#fields({ name }) });
    });
  }

  write(): void {
    const chance = this.#random.next();
    if (chance < 0.2) this.#annotate();
    else if (chance < 0.5) this.#set('own', `projects/${this.#plan}/place`);
    else if (chance < 0.7 && valueAt(this.doc, `projects/${SHARED}`) !== undefined)
      this.#set('shared', `projects/${SHARED}/developer`);
    else this.#type();
  }

  /** A long text at once, behind what is there. */
  paste(text: string): void {
    this.#do('paste', `projects/${this.#plan}/notes`, () => {
      const paragraph = new Y.XmlElement('paragraph');
      const content = new Y.XmlText(text);
      this.#notes().push([paragraph]);
      paragraph.insert(0, [content]);
    });
  }

  get #plan(): string {
    return `crash-${this.name}`;
  }

  #annotate(): void {
    const id = `crash-${this.name}-${this.#n}`;
    this.#do('record', `annotations/${id}`, (text) => {
      const fields = this.#fields({ anchor: `projects/${this.#plan}`, text });
      this.#apply({ type: 'createRecord', root: 'annotations', id, fields });
    });
  }

  #set(kind: 'own' | 'shared', path: string): void {
    this.#do(kind, path, (to) => {
      this.#apply({ type: 'setField', path, from: (valueAt(this.doc, path) ?? null) as Json, to });
    });
  }

  /** Puts its word where the last one stood: what is deleted is saved or lost like what is written. */
  #type(): void {
    this.#do('text', `projects/${this.#plan}/notes`, (word) => {
      const notes = this.#notes();
      let text = (notes.get(0) as Y.XmlElement | undefined)?.get(0);
      if (!(text instanceof Y.XmlText)) {
        const paragraph = new Y.XmlElement('paragraph');
        text = new Y.XmlText();
        notes.insert(0, [paragraph]);
        paragraph.insert(0, [text]);
      }
      const { length } = text;
      text.insert(length, word);
      text.delete(0, length);
    });
  }

  #notes(): Y.XmlFragment {
    const notes = (this.doc.getMap('projects').get(this.#plan) as Y.Map<unknown>).get('notes');
    if (!(notes instanceof Y.XmlFragment)) throw new Error('the plan has no notes');
    return notes;
  }

  #fields(fields: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
    return { ...fields, by: this.#person, at: '2026-11-24T10:00:00.000Z' };
  }

  #apply(edit: Edit): void {
    const applied = applyEdit(this.doc, edit, 'edit');
    if (!applied.ok) throw new Error(`${this.name}: ${applied.code} at ${applied.at ?? '?'}`);
  }

  #do(kind: Trace['kind'], path: string, change: (value: string) => void): void {
    const n = ++this.#n;
    const { name: writer, doc } = this;
    const value = `${writer}-${n}.`;
    const trace: Trace = { writer, n, kind, path, value, client: doc.clientID, clock: Infinity };
    this.#edit(trace, () => {
      change(value);
    });
    trace.clock = Y.getState(doc.store, doc.clientID);
  }
}
