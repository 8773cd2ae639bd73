import { flag, reference, references, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

/** A comment on a part of the workspace. */
export const annotationType = recordType(
  'annotation',
  {
    /** The path of what it is about: `projects/<id>`, `projects/<id>/likelihood`, `projects/<id>/blocks/<id>`, `bottlenecks/<id>`. */
    anchor: text(400),
    /** The first annotation of its thread; null for that first one itself. */
    thread: reference(),
    text: text(4000),
    /** Ids of persons and organisations. */
    mentions: references(),
    resolved: flag(),
  },
  ['anchor', 'text'],
);

export type Annotation = RecordOf<typeof annotationType>;
