import { getSchema } from '@tiptap/core';
import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { toHref } from './href.ts';
import { readNotes, type Run } from './read-notes.ts';
import { notesExtensions } from './schema.ts';

const schema = getSchema(notesExtensions());

function notesOf(content: object[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('notes');
  prosemirrorJSONToYXmlFragment(schema, { type: 'doc', content }, fragment);
  return fragment;
}

const run = (text: string, look: Partial<Run> = {}): Run => ({
  text,
  bold: false,
  italic: false,
  href: null,
  ...look,
});
const line = (...content: object[]): object => ({ type: 'paragraph', content });

describe('notes without an editor', () => {
  test('read as what the editor holds', () => {
    const notes = notesOf([
      { type: 'heading', attrs: { level: 4 }, content: [{ type: 'text', text: 'Grond' }] },
      line(
        { type: 'text', text: 'De ' },
        { type: 'text', text: 'prijs', marks: [{ type: 'bold' }, { type: 'italic' }] },
        { type: 'hardBreak' },
        { type: 'text', text: 'stuk', marks: [{ type: 'link', attrs: { href: 'https://a.example/b' } }] },
      ),
      {
        type: 'orderedList',
        content: [{ type: 'listItem', content: [line({ type: 'text', text: 'één' })] }],
      },
      { type: 'blockquote', content: [line({ type: 'text', text: 'nee' })] },
    ]);
    expect(readNotes(notes)).toEqual([
      { kind: 'heading', level: 4, inline: [run('Grond')] },
      {
        kind: 'paragraph',
        inline: [
          run('De '),
          run('prijs', { bold: true, italic: true }),
          'break',
          run('stuk', { href: 'https://a.example/b' }),
        ],
      },
      { kind: 'list', ordered: true, items: [[{ kind: 'paragraph', inline: [run('één')] }]] },
      { kind: 'quote', parts: [{ kind: 'paragraph', inline: [run('nee')] }] },
    ]);
  });

  test('what is not known keeps its words, and a link that runs something is none', () => {
    const fragment = new Y.Doc().getXmlFragment('notes');
    const widget = new Y.XmlElement('iframe');
    const text = new Y.XmlText();
    text.insert(0, 'klik', { link: { href: 'javascript:alert(1)' } });
    widget.insert(0, [text]);
    fragment.insert(0, [widget, new Y.XmlText('los')]);
    expect(readNotes(fragment)).toEqual([
      { kind: 'paragraph', inline: [run('klik')] },
      { kind: 'paragraph', inline: [run('los')] },
    ]);
  });

  test('nested without end is read as deep as anyone reads', () => {
    const fragment = new Y.Doc().getXmlFragment('notes');
    let parent: Y.XmlFragment = fragment;
    for (let depth = 0; depth < 60; depth++) {
      const child = new Y.XmlElement('blockquote');
      parent.insert(0, [new Y.XmlText(`diepte ${String(depth)}.`), child]);
      parent = child;
    }
    const read = JSON.stringify(readNotes(fragment));
    expect(read).toContain('diepte 5.');
    expect(read).not.toContain('diepte 20.');
  });
});

describe('a link', () => {
  test.each([
    ['https://a.example', 'https://a.example'],
    ['a.example/pad', 'https://a.example/pad'],
    ['iemand@a.example', 'mailto:iemand@a.example'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['geen adres', null],
    ['woord', null],
  ])('%j is %j', (typed, href) => {
    expect(toHref(typed)).toBe(href);
  });

  test('that is accepted is always safe', () => {
    const other = fc
      .tuple(fc.constantFrom('javascript:', 'JavaScript://', 'file://', 'ftp://'), fc.domain())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), other), (typed) => {
        const href = toHref(typed);
        return href === null || /^(?:https?:|mailto:)/iu.test(href);
      }),
    );
  });
});
