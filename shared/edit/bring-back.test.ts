import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import type { Edit } from './edit.ts';
import { readAll } from '../model/read.ts';
import { applyEdit } from './apply.ts';
import { bringBack, bringBackBatch } from './bring-back.ts';
import { inverseOf } from './inverse.ts';

const made = { by: 'me', at: '2026-11-24T10:00:00.000Z' };

function table(): Y.Doc {
  const doc = new Y.Doc();
  act(doc, {
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: { name: 'Rivierpoort', municipality: '0150', likelihood: 70, ...made },
    blocks: {
      a: { kind: 'build', year: 2028, homes: 120, segment: { 'dure huur': 120 }, ...made },
      b: { kind: 'build', year: 2029, homes: 60, ...made },
    },
  });
  return doc;
}

function act(doc: Y.Doc, edit: Edit): void {
  expect(applyEdit(doc, edit)).toEqual({ ok: true, value: undefined });
}

function only(doc: Y.Doc) {
  const [project] = readAll(doc, 'projects');
  if (project === undefined) throw new Error('no project');
  return project;
}

const set = (path: string, from: string | number | null, to: string | number | null): Edit => ({
  type: 'setField',
  path: `projects/p/${path}`,
  from,
  to,
});

describe('a project brought back as it was', () => {
  test('nothing changed: nothing to do', () => {
    const doc = table();
    expect(bringBack(doc, only(doc), made)).toEqual([]);
  });

  test('fields, a block that moved, one that came and one that went; the rest is left alone', () => {
    const doc = table();
    const frozen = only(doc);
    act(doc, set('likelihood', 70, 40));
    act(doc, set('blocks/a/year', 2028, 2030));
    act(doc, {
      type: 'addBlock',
      project: 'p',
      block: 'c',
      fields: { kind: 'build', year: 2031, homes: 9, ...made },
    });
    act(doc, { type: 'removeRecord', path: 'projects/p/blocks/b', removed: true });
    const edits = bringBack(doc, frozen, made);
    expect(edits).toEqual([
      set('likelihood', 40, 70),
      set('blocks/a/year', 2030, 2028),
      { type: 'removeRecord', path: 'projects/p/blocks/b', removed: false },
      { type: 'removeRecord', path: 'projects/p/blocks/c', removed: true },
    ]);
    act(doc, bringBackBatch(edits));
    expect(only(doc)).toEqual(frozen);
  });

  test('a retired project comes back; one that the document does not know is made anew', () => {
    const doc = table();
    const frozen = only(doc);
    act(doc, { type: 'removeRecord', path: 'projects/p', removed: true });
    act(doc, bringBackBatch(bringBack(doc, frozen, made)));
    expect(only(doc)).toEqual(frozen);
    const other = new Y.Doc();
    act(other, bringBackBatch(bringBack(other, frozen, made)));
    expect(only(other)).toEqual(frozen);
  });

  test('fields that the frozen plans do not know yet stay as they are', () => {
    const doc = table();
    const { likelihood: _later, ...older } = only(doc);
    act(doc, set('likelihood', 70, 30));
    expect(bringBack(doc, older as never, made)).toEqual([]);
  });

  test('whatever was done to it since: it is as it was, and one undo gives back what stood there', () => {
    const edits = fc.array(
      fc.oneof(
        fc.record({
          path: fc.constantFrom('likelihood', 'total', 'blocks/a/homes', 'blocks/b/year'),
          to: fc.integer({ min: 2000, max: 2050 }),
        }),
        fc.record({ removed: fc.boolean(), of: fc.constantFrom('', '/blocks/a', '/blocks/b') }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(edits, (steps) => {
        const doc = table();
        const frozen = only(doc);
        for (const step of steps) {
          if ('of' in step)
            applyEdit(doc, { type: 'removeRecord', path: `projects/p${step.of}`, removed: step.removed });
          else {
            const [holder, key] = step.path.split('/').length === 1 ? [null, step.path] : [step.path, ''];
            const block = frozen.blocks.find(({ id }) => holder?.includes(`/${id}/`));
            const now = doc.getMap('projects').get('p') as Y.Map<unknown>;
            const owner =
              block === undefined
                ? now
                : ((now.get('blocks') as Y.Map<unknown>).get(block.id) as Y.Map<unknown>);
            const field = key === '' ? (step.path.split('/').at(-1) ?? '') : key;
            const to = field === 'likelihood' ? 10 + (step.to % 90) : step.to;
            applyEdit(doc, set(step.path, (owner.get(field) ?? null) as never, to));
          }
        }
        const before = JSON.stringify(doc.getMap('projects').toJSON());
        const batch = bringBackBatch(bringBack(doc, frozen, made));
        act(doc, batch);
        expect(only(doc)).toEqual(frozen);
        const back = inverseOf(batch);
        if (back !== null) act(doc, back);
        const settled = (json: string): string =>
          json.replaceAll('"removed":false,', '').replaceAll(',"removed":false', '');
        expect(settled(JSON.stringify(doc.getMap('projects').toJSON()))).toBe(settled(before));
      }),
    );
  });
});
