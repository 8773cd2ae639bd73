import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTree } from './tree.ts';

const table = (id: string, parent: string | null, name = id) => ({ id, name, parent });

describe('asTree', () => {
  it('puts each table below its parent, siblings by name', () => {
    const tables = [
      table('zwolle', 'west'),
      table('twente', 'overijssel'),
      table('overijssel', null),
      table('west', 'overijssel'),
      table('deventer', 'west'),
    ];
    expect(asTree(tables).map(({ table: { id }, depth }) => `${'-'.repeat(depth)}${id}`)).toEqual([
      'overijssel',
      '-twente',
      '-west',
      '--deventer',
      '--zwolle',
    ]);
  });

  it('makes a root of a table whose parent I do not know', () => {
    expect(asTree([table('deventer', 'west')])).toEqual([{ table: table('deventer', 'west'), depth: 0 }]);
  });

  it('shows every table exactly once, whatever the parents are', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const tables = fc.uniqueArray(fc.record({ id, name: id, parent: fc.option(id) }), {
      selector: (t) => t.id,
    });
    fc.assert(
      fc.property(tables, (list) => {
        expect(
          asTree(list)
            .map((branch) => branch.table.id)
            .sort(),
        ).toEqual(list.map((t) => t.id).sort());
      }),
    );
  });
});
