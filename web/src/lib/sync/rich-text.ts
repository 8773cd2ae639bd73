import * as Y from 'yjs';
import { formatPath, isRootName, parsePath } from '@bouwberaad/shared/model/layout.ts';
import { recordMap } from '@bouwberaad/shared/model/read.ts';

/** The co-edited text at a path; null where there is none. */
export function richTextAt(doc: Y.Doc, path: string): Y.XmlFragment | null {
  const place = parsePath(path);
  if (place?.field === undefined || place.block !== undefined) return null;
  const text = recordMap(doc, place.root, place.record)?.get(place.field);
  return text instanceof Y.XmlFragment ? text : null;
}

/** The words of rich text, a line a paragraph: to read and to copy where no editor is. */
export function plainText(text: Y.XmlFragment): string {
  const lines: string[] = [];
  const walk = (node: unknown): void => {
    if (node instanceof Y.XmlText) lines[lines.length - 1] = (lines.at(-1) ?? '') + wordsOf(node);
    else if (node instanceof Y.XmlElement && node.nodeName === 'hardBreak') lines.push('');
    else if (node instanceof Y.XmlFragment) {
      const children = node.toArray();
      // What holds text is a line of its own; what holds paragraphs is not.
      if (children.every((child) => !(child instanceof Y.XmlElement) || child.nodeName === 'hardBreak'))
        lines.push('');
      for (const child of children) walk(child);
    }
  };
  for (const child of text.toArray()) walk(child);
  return lines.join('\n').trim();
}

function wordsOf(text: Y.XmlText): string {
  const parts = text.toDelta() as { insert?: unknown }[];
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

/** Paths of the rich text that a transaction changed. */
export function textsChanged(transaction: Y.Transaction): string[] {
  const paths = new Set<string>();
  for (const type of transaction.changed.keys()) {
    const path = textPathOf(type as Y.AbstractType<unknown>);
    if (path !== null) paths.add(path);
  }
  return [...paths];
}

/** From inside a text up to its field; null for what is not rich text of a record. */
function textPathOf(type: Y.AbstractType<unknown>): string | null {
  let at = type;
  while (at._item?.parentSub === null && at._item.parent instanceof Y.AbstractType) at = at._item.parent;
  const field = at._item?.parentSub ?? null;
  const record = at._item?.parent;
  if (!(at instanceof Y.XmlFragment) || field === null || !(record instanceof Y.Map)) return null;
  const id = record._item?.parentSub ?? null;
  const root = record._item?.parent;
  if (id === null || !(root instanceof Y.Map) || root._item !== null) return null;
  const name = Y.findRootTypeKey(root);
  return isRootName(name) ? formatPath({ root: name, record: id, field }) : null;
}
