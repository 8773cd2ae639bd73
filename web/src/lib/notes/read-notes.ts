import * as Y from 'yjs';
import { isSafeHref } from './href.ts';

/** A run of words with one look. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** Only what may be followed; an address of another kind is left out, its words stay. */
  readonly href: string | null;
}

export type Inline = Run | 'break';

/** A part of the notes as it is read. What the reader does not know is a paragraph of its words: nothing vanishes. */
export type NotePart =
  | { readonly kind: 'heading'; readonly level: 3 | 4; readonly inline: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly NotePart[])[] }
  | { readonly kind: 'quote'; readonly parts: readonly NotePart[] };

/** Deeper than anyone reads; what somebody nests further is left out rather than drawn for ever. */
const DEEPEST = 12;

/** Notes without an editor: one that is only read would delete what it does not know. */
export function readNotes(text: Y.XmlFragment): NotePart[] {
  return partsOf(text, 0);
}

function partsOf(node: Y.XmlFragment, depth: number): NotePart[] {
  if (depth > DEEPEST) return [];
  return node.toArray().flatMap((child): NotePart[] => {
    if (child instanceof Y.XmlElement) return [partOf(child, depth + 1)];
    return child instanceof Y.XmlText ? [{ kind: 'paragraph', inline: runsOf(child) }] : [];
  });
}

function partOf(element: Y.XmlElement, depth: number): NotePart {
  switch (element.nodeName) {
    case 'heading':
      return {
        kind: 'heading',
        level: (element.getAttribute('level') as unknown) === 4 ? 4 : 3,
        inline: inlineOf(element, depth),
      };
    case 'bulletList':
    case 'orderedList':
      return {
        kind: 'list',
        ordered: element.nodeName === 'orderedList',
        items: element
          .toArray()
          .filter((item) => item instanceof Y.XmlElement)
          .map((item) => partsOf(item, depth + 1)),
      };
    case 'blockquote':
      return { kind: 'quote', parts: partsOf(element, depth) };
    default:
      return { kind: 'paragraph', inline: inlineOf(element, depth) };
  }
}

function inlineOf(element: Y.XmlElement, depth: number): Inline[] {
  if (depth > DEEPEST) return [];
  return element.toArray().flatMap((child): Inline[] => {
    if (child instanceof Y.XmlText) return runsOf(child);
    if (!(child instanceof Y.XmlElement)) return [];
    return child.nodeName === 'hardBreak' ? ['break'] : inlineOf(child, depth + 1);
  });
}

interface Delta {
  readonly insert?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

function runsOf(text: Y.XmlText): Run[] {
  return (text.toDelta() as Delta[]).flatMap(({ insert, attributes = {} }): Run[] => {
    if (typeof insert !== 'string') return [];
    const marks = new Map(Object.entries(attributes).map(([name, value]) => [markName(name), value]));
    return [
      { text: insert, bold: marks.has('bold'), italic: marks.has('italic'), href: hrefOf(marks.get('link')) },
    ];
  });
}

/** Marks of one kind that overlap are told apart by what follows `--`. */
function markName(name: string): string {
  return name.split('--')[0] ?? name;
}

function hrefOf(link: unknown): string | null {
  const href = typeof link === 'object' && link !== null && 'href' in link ? link.href : null;
  return typeof href === 'string' && isSafeHref(href) ? href : null;
}
