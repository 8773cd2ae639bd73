import fc from 'fast-check';
import * as Y from 'yjs';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import { judge, type GateContext, type Verdict } from '../../src/sync/gate/gate.ts';
import { projectMap } from '../sync-server.ts';
import { cloneOf, compare, contentOf } from './oracle.ts';

/**
 * Three honest people at one table, with plain Yjs: fields, blocks, rich text as an editor writes it, undo and redo,
 * new sessions, work offline. Every update that they send is judged and compared with what Yjs does with it.
 */
const KINDS = [
  'field',
  'field',
  'clear',
  'blockField',
  'addBlock',
  'addProject',
  'type',
  'type',
  'type',
  'bold',
  'erase',
  'paragraph',
  'nest',
  'removeParagraph',
  'attribute',
  'undo',
  'undo',
  'redo',
  'send',
  'send',
  'send',
  'sendMerged',
  'sendState',
  'pull',
  'pull',
  'newSession',
] as const;

export interface Command {
  readonly who: number;
  readonly kind: (typeof KINDS)[number];
  readonly a: number;
  readonly b: number;
}

export const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.record({
    who: fc.nat(2),
    kind: fc.constantFrom(...KINDS),
    a: fc.nat(1000),
    b: fc.nat(1000),
  }),
  { minLength: 10, maxLength: 80, size: 'max' },
);

const FIELDS = ['name', 'place', 'developer', 'likelihood'] as const;
const WORDS = ['a', 'woning', ' aan de kade', '🏗', 'é', 'Stikstof? '];

interface Person {
  readonly actor: Actor;
  doc: Y.Doc;
  undo: Y.UndoManager;
  queue: Uint8Array[];
}

export class World {
  readonly server = new Y.Doc();
  readonly people: Person[] = [];
  readonly claims = new Map<number, string>();
  /** Updates judged so far. */
  judged = 0;
  /** Every update that was accepted, and the state of the server before it. */
  readonly onAccepted: (update: Uint8Array, before: Y.Doc) => void;
  #clients = 0;

  constructor(onAccepted: (update: Uint8Array, before: Y.Doc) => void = () => undefined) {
    this.onAccepted = onAccepted;
    this.server.clientID = this.#client();
    for (const id of ['p1', 'p2'])
      this.server.getMap('projects').set(id, projectMap('server', { organisation: 'o' }));
    this.claims.set(this.server.clientID, 'server');
    for (const person of ['anna', 'bram', 'chris']) {
      const actor: Actor = { person, organisation: 'o', kind: 'province', municipality: null, role: 'chair' };
      this.people.push({ actor, ...this.#session(cloneOf(this.server)), queue: [] });
    }
    for (const person of this.people) this.#listen(person);
  }

  context(who: number, fullState: boolean): GateContext {
    const { actor } = this.people[who]!;
    return {
      doc: this.server,
      actor,
      rules: { editing: 'open', observersAnnotate: true, audience: 'intern' },
      fullState,
      ownerOf: (client) => this.claims.get(client),
    };
  }

  /** Runs the commands and then brings all together; throws when the gate and Yjs disagree. */
  run(list: readonly Command[]): void {
    for (const command of list) this.#step(command);
    // Who receives a format tidies up after it and sends that: it takes a round or two until nobody has anything to say.
    for (let left = 5; left > 0; left--) {
      this.people.forEach((_, who) => this.#send(who));
      this.people.forEach((_, who) => this.#pull(who));
      if (this.people.every(({ queue }) => queue.length === 0)) break;
    }
    const expected = contentOf(this.server);
    for (const { actor, doc } of this.people)
      if (contentOf(doc) !== expected) throw new Error(`${actor.person} sees something else than the server`);
  }

  /** Judges an update of somebody honest and applies it. */
  receive(who: number, update: Uint8Array, fullState: boolean): Verdict {
    const verdict = judge(update, this.context(who, fullState));
    this.judged += 1;
    if (verdict.kind !== 'accepted') throw new Error(`an honest update: ${JSON.stringify(verdict)}`);
    const wrong = compare(this.server, verdict.update, verdict.touches);
    if (wrong !== null) throw new Error(wrong);
    for (const client of verdict.claims) this.claims.set(client, this.people[who]!.actor.person);
    this.onAccepted(update, this.server);
    Y.applyUpdate(this.server, verdict.update);
    return verdict;
  }

  #step({ who, kind, a, b }: Command): void {
    const person = this.people[who]!;
    const write = (change: () => void, tracked = true): void =>
      person.doc.transact(change, tracked ? 'mine' : 'made');
    const projects = person.doc.getMap<Y.Map<unknown>>('projects');
    const project = projects.get(pick([...projects.keys()].sort(), a)!)!;
    const blocks = project.get('blocks') as Y.Map<Y.Map<unknown>>;
    const notes = project.get('notes') as Y.XmlFragment;
    const field = pick(FIELDS, b)!;
    const value = field === 'likelihood' ? 10 + (a % 90) : `${pick(WORDS, a)} ${a}`;
    switch (kind) {
      case 'field':
        return write(() => project.set(field, value));
      case 'clear':
        // A plan without its name is refused, as it should be.
        return write(() => project.delete(field === 'name' ? 'place' : field));
      case 'blockField':
        return write(() => pick([...blocks.values()], b)?.set('homes', a));
      case 'addBlock': {
        const id = `b${this.#client()}`;
        const fields: [string, unknown][] = [
          ['kind', 'build'],
          ['year', 2030 + (b % 9)],
          ['homes', a],
          ['by', person.actor.person],
        ];
        return write(() => blocks.set(id, new Y.Map(fields)), false);
      }
      case 'addProject':
        return write(() => projects.set(`n${this.#client()}`, projectMap(person.actor.person)), false);
      case 'undo':
        return void person.undo.undo();
      case 'redo':
        return void person.undo.redo();
      case 'send':
      case 'sendMerged':
      case 'sendState':
        return this.#send(who, kind);
      case 'pull':
        return this.#pull(who);
      case 'newSession':
        Object.assign(person, this.#session(cloneOf(person.doc)));
        return this.#listen(person);
      default:
        return write(() => editText(notes, kind, a, b));
    }
  }

  #send(who: number, how = 'send'): void {
    const person = this.people[who]!;
    const { queue } = person;
    person.queue = [];
    if (how === 'sendState') {
      this.receive(who, Y.encodeStateAsUpdate(person.doc, Y.encodeStateVector(this.server)), true);
    } else if (how === 'sendMerged') {
      if (queue.length > 0) this.receive(who, Y.mergeUpdates(queue), false);
    } else for (const update of queue) this.receive(who, update, false);
  }

  #pull(who: number): void {
    const { doc } = this.people[who]!;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(doc)), 'server');
  }

  #session(doc: Y.Doc): Pick<Person, 'doc' | 'undo'> {
    doc.clientID = this.#client();
    const undo = new Y.UndoManager(doc.getMap('projects'), {
      trackedOrigins: new Set(['mine']),
      captureTimeout: 0,
    });
    return { doc, undo };
  }

  #listen(person: Person): void {
    person.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') person.queue.push(update);
    });
  }

  /** Client ids in no order, the same in every run. */
  #client(): number {
    this.#clients += 1;
    return Math.imul(this.#clients, 2_654_435_761) >>> 0;
  }
}

function pick<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(from.length, 1)];
}

/** As an editor writes: paragraphs and items that hold texts and, nested, other paragraphs. */
function editText(notes: Y.XmlFragment, kind: Command['kind'], a: number, b: number): void {
  const elements = elementsIn(notes);
  const element = pick(elements, a);
  const text = element?.get(0);
  if (kind === 'paragraph')
    return notes.insert(a % (notes.length + 1), [paragraph(WORDS[b % WORDS.length]!)]);
  if (element === undefined) return;
  if (kind === 'nest' && elements.length < 12)
    return element.insert(element.length, [paragraph(WORDS[b % WORDS.length]!)]);
  if (kind === 'attribute') return element.setAttribute('level', String(b));
  if (kind === 'removeParagraph' && element.parent === notes && notes.length > 1) {
    const at = notes.toArray().indexOf(element);
    return notes.delete(at, Math.min(1 + (b % 2), notes.length - at));
  }
  if (!(text instanceof Y.XmlText)) return;
  const from = whole(text, b % (text.length + 1));
  const length = whole(text, Math.min(from + 1 + (a % 5), text.length)) - from;
  if (kind === 'type') text.insert(from, pick(WORDS, a + b)!);
  if (kind === 'bold' && length > 0) text.format(from, length, { bold: a % 2 === 0 ? true : null });
  if (kind === 'erase' && length > 0) text.delete(from, length);
}

function elementsIn(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlElement ? [child, ...elementsIn(child)] : []));
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

/** A position that is not within a pair of surrogates: an editor's cursor never is. */
function whole(text: Y.XmlText, at: number): number {
  const code = (text.toDelta() as { insert: string }[])
    .map(({ insert }) => insert)
    .join('')
    .charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
