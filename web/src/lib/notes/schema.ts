import type { Extensions } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';

/** What notes consist of: words, short lists, headings, links. Undo comes from the shared text, so that it takes back only one's own. */
export function notesExtensions(): Extensions {
  return [
    StarterKit.configure({
      undoRedo: false,
      code: false,
      codeBlock: false,
      horizontalRule: false,
      strike: false,
      underline: false,
      dropcursor: false,
      // It would write an empty line in every text that is only opened.
      trailingNode: false,
      heading: { levels: [3, 4] },
      link: {
        openOnClick: false,
        defaultProtocol: 'https',
        HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
      },
    }),
  ];
}
