import { Editor } from '@tiptap/core';
import Collaboration from '@tiptap/extension-collaboration';
import CollaborationCaret from '@tiptap/extension-collaboration-caret';
import type { XmlFragment } from 'yjs';
import type { Carets } from '#lib/sync/carets.ts';
import { presenceColor } from '#lib/ui/presence.ts';
import { notesExtensions } from './schema.ts';

export interface NotesEditorOptions {
  readonly element: HTMLElement;
  readonly text: XmlFragment;
  readonly carets: Carets;
  /** Read out as the name of the field. */
  readonly label: string;
  /** The buttons may look different now. */
  readonly onchange: () => void;
}

interface Person {
  readonly id?: unknown;
  readonly name?: unknown;
}

/** An editor on co-edited notes. It is loaded when somebody begins to write: most only read. */
export function createNotesEditor(options: NotesEditorOptions): Editor {
  return new Editor({
    element: options.element,
    injectCSS: false,
    extensions: [
      ...notesExtensions(),
      Collaboration.configure({ fragment: options.text }),
      CollaborationCaret.configure({
        provider: { awareness: options.carets },
        render: caretOf,
        selectionRender: (user: Person) => ({ class: 'caret-range', style: `--person: ${colorOf(user)}` }),
      }),
    ],
    editorProps: {
      attributes: { class: 'notes', role: 'textbox', 'aria-multiline': 'true', 'aria-label': options.label },
    },
    onTransaction: options.onchange,
    onFocus: options.onchange,
    onBlur: options.onchange,
  });
}

function caretOf(user: Person): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.style.setProperty('--person', colorOf(user));
  const name = document.createElement('span');
  name.className = 'caret-name';
  name.textContent = typeof user.name === 'string' ? (user.name.split(' ')[0] ?? '') : '';
  caret.append(name);
  return caret;
}

function colorOf(user: Person): string {
  return presenceColor(typeof user.id === 'string' ? user.id : '');
}
