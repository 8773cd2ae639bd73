import { getSchema } from '@tiptap/core';
import { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { prosemirrorJSONToYXmlFragment, updateYFragment } from '@tiptap/y-tiptap';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import type { Actor } from '@bouwberaad/shared/policy/policy.ts';
import { notesExtensions } from '#lib/notes/schema.ts';
import { MemoryStore } from '../../../../server/test/memory-store.ts';
import { person, startSyncServer, type TestPerson } from '../../../../server/test/sync-server.ts';
import { plainText, richTextAt, textsChanged } from './rich-text.ts';
import { WorkspaceLink } from './workspace-link.ts';

const NOTES = 'projects/p1/notes';
const schema = getSchema(notesExtensions());

const project: Edit = {
  type: 'createRecord',
  root: 'projects',
  id: 'p1',
  fields: { name: 'Rivierpoort', organisation: 'org-a', by: 'a', at: '2026-11-24T10:00:00.000Z' },
};

const words = (text: string, ...marks: object[]): object => ({
  type: 'text',
  text,
  ...(marks.length > 0 ? { marks } : {}),
});
const line = (...content: object[]): object => ({ type: 'paragraph', content });
const page = (...content: object[]): { type: string; content: object[] } => ({ type: 'doc', content });

/** All that the notes may hold. */
const FULL = page(
  { type: 'heading', attrs: { level: 3 }, content: [words('Grond')] },
  line(
    words('De '),
    words('prijs', { type: 'bold' }),
    words(' is '),
    words('niet', { type: 'italic' }, { type: 'bold' }),
    words(' rond, zie '),
    words('het stuk', { type: 'link', attrs: { href: 'https://voorbeeld.example/stuk' } }),
    { type: 'hardBreak' },
    words('tweede regel'),
  ),
  {
    type: 'bulletList',
    content: [
      {
        type: 'listItem',
        content: [
          line(words('één')),
          { type: 'orderedList', content: [{ type: 'listItem', content: [line(words('twee'))] }] },
        ],
      },
    ],
  },
  { type: 'blockquote', content: [line(words('Kan dit in 2030?'))] },
);

/** As the editor does it: the difference between what stands there and another document, in one local transaction. */
function type(fragment: Y.XmlFragment, content: object): void {
  const { doc } = fragment;
  if (doc === null) throw new Error('a text outside of a document');
  const made = ProseMirrorNode.fromJSON(schema, content);
  doc.transact(() => {
    updateYFragment(doc, fragment, made, { mapping: new Map(), isOMark: new Map() });
  }, 'editor');
}

describe('rich text', () => {
  test('is read as lines', () => {
    const doc = new Y.Doc();
    applyEdit(doc, project);
    const text = richTextAt(doc, NOTES);
    if (text === null) throw new Error('no notes');
    prosemirrorJSONToYXmlFragment(schema, FULL, text);
    expect(plainText(text).split('\n')).toEqual([
      'Grond',
      'De prijs is niet rond, zie het stuk',
      'tweede regel',
      'één',
      'twee',
      'Kan dit in 2030?',
    ]);
  });

  test('that changed is named by its field, at any depth; nothing else is', () => {
    const doc = new Y.Doc();
    const changed: string[][] = [];
    doc.on('afterTransaction', (transaction) => changed.push(textsChanged(transaction)));
    applyEdit(doc, project);
    applyEdit(doc, { type: 'setField', path: 'projects/p1/likelihood', from: null, to: 60 });
    const text = richTextAt(doc, NOTES);
    if (text === null) throw new Error('no notes');
    type(text, page(line(words('een'))));
    type(text, page(line(words('een twee'))));
    expect(changed).toEqual([[], [], [NOTES], [NOTES]]);
    expect(richTextAt(doc, 'projects/p1/name')).toBeNull();
    expect(richTextAt(doc, 'projects/p2/notes')).toBeNull();
  });
});

const cleanup: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

async function serve(store: MemoryStore, people: TestPerson[]) {
  const server = await startSyncServer(store, people);
  cleanup.push(server.stop);
  await server.rooms.edit('west', project, 'a');
  return server;
}

async function open(url: string, token: string, actor: Actor): Promise<WorkspaceLink> {
  const made = new WorkspaceLink({
    url,
    table: 'west',
    token,
    clock: systemClock,
    rights: () => ({ actor, rules: { editing: 'own', observersAnnotate: false, audience: 'tafel' } }),
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    onChange: () => undefined,
    onDocument: () => undefined,
  });
  cleanup.push(() => {
    made.destroy();
  });
  await vi.waitFor(() => {
    expect(made.loaded).toBe(true);
  });
  return made;
}

function notesOf(link: WorkspaceLink): Y.XmlFragment {
  const text = richTextAt(link.doc, NOTES);
  if (text === null) throw new Error('no notes');
  return text;
}

describe('typing in notes', () => {
  test('passes the gate whatever the editor may hold, waits until it is saved, and reaches the others', async () => {
    const store = new MemoryStore();
    const [a, b] = [person('a'), person('b')];
    const server = await serve(store, [a, b]);
    const [one, other] = [await open(server.url, 'a', a), await open(server.url, 'b', b)];
    store.hold();
    type(notesOf(one), page(line(words('De prijs'))));
    type(notesOf(one), FULL);
    expect(one.waiting.map(({ edit }) => edit)).toEqual([{ type: 'typeText', path: NOTES }]);
    store.letGo();
    await vi.waitFor(() => {
      expect(one.waiting).toHaveLength(0);
      expect(plainText(notesOf(other))).toBe(plainText(notesOf(one)));
    });
    // Taking everything away again is honest too.
    type(notesOf(one), page(line()));
    await vi.waitFor(() => {
      expect(one.waiting).toHaveLength(0);
      expect(plainText(notesOf(other))).toBe('');
    });
    expect(one.refusals).toEqual([]);
  });

  test('goes on without a connection, merges with what others typed, and is not called saved before', async () => {
    const store = new MemoryStore();
    const [a, chair] = [person('a'), person('chair', { role: 'chair' })];
    const server = await serve(store, [a, chair]);
    const [one, other] = [await open(server.url, 'a', a), await open(server.url, 'chair', chair)];
    server.door.close();
    await vi.waitFor(() => {
      expect([one.online, other.online]).toEqual([false, false]);
    });
    type(notesOf(one), page(line(words('van a'))));
    type(notesOf(other), page(line(words('van de voorzitter'))));
    expect([one.waiting.length, other.waiting.length]).toEqual([1, 1]);
    await vi.waitFor(() => {
      expect([one.waiting.length, other.waiting.length]).toEqual([0, 0]);
      expect(plainText(notesOf(one)).split('\n').sort()).toEqual(['van a', 'van de voorzitter']);
      expect(plainText(notesOf(other))).toBe(plainText(notesOf(one)));
    }, 8000);
    expect([...one.refusals, ...other.refusals]).toEqual([]);
  });

  test('that is refused leaves a copy of the words, and the other edits survive', async () => {
    const [a, b] = [person('a'), person('b')];
    const server = await serve(new MemoryStore(), [a, b]);
    // The editor was open when the rights changed.
    const one = await open(server.url, 'b', { ...b, role: 'chair' });
    const before = one.doc;
    type(notesOf(one), page(line(words('dit mag niet'))));
    one.edit({
      type: 'createRecord',
      root: 'actions',
      id: 'a1',
      fields: { text: 'Bellen', state: 'open', by: 'b', at: '2026-11-24T10:00:00.000Z' },
    });
    await vi.waitFor(() => {
      expect(one.refusals).toHaveLength(1);
      expect(one.waiting).toHaveLength(0);
    }, 8000);
    expect(one.doc).not.toBe(before);
    expect(one.refusals[0]).toMatchObject({ code: 'notOwner', path: NOTES, text: 'dit mag niet' });
    expect(plainText(notesOf(one))).toBe('');
    expect(await server.rooms.read('west', (doc) => doc.getMap('actions').has('a1'))).toBe(true);
  });
});
