import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit, valueAt } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { inverseOf } from '@bouwberaad/shared/edit/inverse.ts';
import { touchesOf } from '@bouwberaad/shared/edit/touch.ts';
import { problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import type { RootName } from '@bouwberaad/shared/model/layout.ts';
import { readAll, readRecord, recordMap, type RecordIn } from '@bouwberaad/shared/model/read.ts';
import { mayApply } from '@bouwberaad/shared/policy/may-apply.ts';
import type { Actor, Permission } from '@bouwberaad/shared/policy/policy.ts';
import { answersOf, suggestionAnswers } from './answers.ts';
import { accept, adopt, expectElse, keepOwn, suggest, withdraw } from './reading-edits.ts';

const at = '2026-11-24T10:00:00.000Z';
const YEAR = 'projects/p/blocks/b/year';
const rules = { editing: 'own', observersAnnotate: false, audience: 'tafel' } as const;

const owner: Actor = {
  person: 'ilse',
  organisation: 'deventer',
  kind: 'municipality',
  municipality: '0150',
  role: 'member',
};
const developer: Actor = {
  person: 'bas',
  organisation: 'noorderkade',
  kind: 'developer',
  municipality: null,
  role: 'member',
};
const observer: Actor = { ...developer, person: 'nienke', role: 'observer' };

/** A table as one person sees it: what they do is judged as the server judges it. */
class Seat {
  readonly doc: Y.Doc;
  readonly #actor: Actor;

  constructor(doc: Y.Doc, actor: Actor) {
    this.doc = doc;
    this.#actor = actor;
  }

  get stamp(): { by: string; at: string } {
    return { by: this.#actor.person, at };
  }

  may(edit: Edit): Permission {
    return mayApply(this.doc, edit, this.#actor, rules);
  }

  edit(edit: Edit): Result<undefined> {
    const permission = this.may(edit);
    return permission.ok ? applyEdit(this.doc, edit) : problem(permission.code, permission.code);
  }

  get<R extends RootName>(root: R, id: string): RecordIn<R> | null {
    const map = recordMap(this.doc, root, id);
    return map === null ? null : readRecord(root, id, map);
  }
}

function start(): { doc: Y.Doc; ilse: Seat; bas: Seat; nienke: Seat } {
  const doc = new Y.Doc();
  applyEdit(doc, {
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: { name: 'Rivierpoort', organisation: 'deventer', municipality: '0150', by: 'ilse', at },
    blocks: { b: { kind: 'build', year: 2028, homes: 120 } },
  });
  return { doc, ilse: new Seat(doc, owner), bas: new Seat(doc, developer), nienke: new Seat(doc, observer) };
}

function said<R extends 'readings' | 'suggestions'>(doc: Y.Doc, root: R): RecordIn<R> {
  const [record] = readAll(doc, root);
  if (record === undefined) throw new Error(`no ${root}`);
  return record;
}

function expect2030({ bas }: { bas: Seat }): void {
  const edit = expectElse(
    { path: YEAR, value: 2030, reason: ' Grondprijs niet rond. ', organisation: 'noorderkade' },
    bas.stamp,
  );
  expect(bas.edit(edit)).toMatchObject({ ok: true });
}

function suggest80({ bas }: { bas: Seat }): void {
  const edit = suggest(
    { path: 'projects/p/blocks/b/homes', from: 120, to: 80, reason: 'Parkeren.', thread: null },
    bas.stamp,
  );
  expect(bas.edit(edit)).toMatchObject({ ok: true });
}

describe('another expectation', () => {
  test('stands beside the field; the field is not touched', () => {
    const table = start();
    expect2030(table);
    expect(said(table.doc, 'readings')).toMatchObject({
      path: YEAR,
      value: 2030,
      reason: 'Grondprijs niet rond.',
      state: 'open',
    });
    expect(valueAt(table.doc, YEAR)).toBe(2028);
  });

  test('is taken over by the owner, field and answer as one, and taken back as one', () => {
    const table = start();
    expect2030(table);
    const reading = said(table.doc, 'readings');
    expect(answersOf(table.ilse, reading).takeOver()).toMatchObject({ ok: true });
    expect(valueAt(table.doc, YEAR)).toBe(2030);
    expect(said(table.doc, 'readings').state).toBe('adopted');
    const back = inverseOf(adopt(reading, 2028));
    expect(back !== null && table.ilse.edit(back).ok).toBe(true);
    expect(valueAt(table.doc, YEAR)).toBe(2028);
    expect(said(table.doc, 'readings').state).toBe('open');
  });

  test('is held off with a reason, and the field stays', () => {
    const table = start();
    expect2030(table);
    expect(answersOf(table.ilse, said(table.doc, 'readings')).refuse('Akkoord is er.')).toMatchObject({
      ok: true,
    });
    expect(said(table.doc, 'readings')).toMatchObject({ state: 'kept', answer: 'Akkoord is er.' });
    expect(valueAt(table.doc, YEAR)).toBe(2028);
  });

  test('is answered by nobody but the owner, and taken back by nobody but its author', () => {
    const table = start();
    expect2030(table);
    const reading = said(table.doc, 'readings');
    expect(answersOf(table.bas, reading).permission).toMatchObject({ ok: false, code: 'notOwner' });
    expect(answersOf(table.bas, reading).takeOver()).toMatchObject({ code: 'notOwner' });
    expect(table.bas.edit(keepOwn(reading, 'Nee.'))).toMatchObject({ code: 'notOwner' });
    expect(table.ilse.edit(withdraw('readings', reading.id))).toMatchObject({ code: 'notAuthor' });
    expect(
      table.nienke.edit(
        expectElse({ path: YEAR, value: 2031, reason: 'x', organisation: 'x' }, table.nienke.stamp),
      ),
    ).toMatchObject({ code: 'observer' });
    expect(table.bas.edit(withdraw('readings', reading.id))).toMatchObject({ ok: true });
    expect(valueAt(table.doc, YEAR)).toBe(2028);
  });
});

describe('a suggestion', () => {
  test('changes nothing until its owner takes it over', () => {
    const table = start();
    suggest80(table);
    expect(valueAt(table.doc, 'projects/p/blocks/b/homes')).toBe(120);
    const suggestion = said(table.doc, 'suggestions');
    expect(suggestionAnswers(table.bas, suggestion).takeOver()).toMatchObject({ code: 'notOwner' });
    expect(valueAt(table.doc, 'projects/p/blocks/b/homes')).toBe(120);
    expect(suggestionAnswers(table.ilse, suggestion).takeOver()).toMatchObject({ ok: true });
    expect(valueAt(table.doc, 'projects/p/blocks/b/homes')).toBe(80);
    expect(said(table.doc, 'suggestions')).toMatchObject({ state: 'accepted', answer: null });
  });

  test('on a value that has changed since replaces the one that the owner sees, never one unseen', () => {
    const table = start();
    suggest80(table);
    table.ilse.edit({ type: 'setField', path: 'projects/p/blocks/b/homes', from: 120, to: 100 });
    const suggestion = said(table.doc, 'suggestions');
    expect(table.ilse.edit(accept(suggestion, 120, ''))).toMatchObject({ code: 'stale' });
    expect(valueAt(table.doc, 'projects/p/blocks/b/homes')).toBe(100);
    expect(suggestionAnswers(table.ilse, suggestion).takeOver()).toMatchObject({ ok: true });
    expect(valueAt(table.doc, 'projects/p/blocks/b/homes')).toBe(80);
  });

  test('of a block that is gone can’t be taken over', () => {
    const table = start();
    suggest80(table);
    table.ilse.edit({ type: 'removeRecord', path: 'projects/p/blocks/b', removed: true });
    expect(suggestionAnswers(table.ilse, said(table.doc, 'suggestions')).takeOver()).toMatchObject({
      code: 'missing',
    });
  });

  test('declined keeps the field and says why', () => {
    const table = start();
    suggest80(table);
    expect(
      suggestionAnswers(table.ilse, said(table.doc, 'suggestions')).refuse('Parkeren kan.'),
    ).toMatchObject({ ok: true });
    expect(said(table.doc, 'suggestions')).toMatchObject({ state: 'declined', answer: 'Parkeren kan.' });
    expect(valueAt(table.doc, 'projects/p/blocks/b/homes')).toBe(120);
  });
});

test('saying something beside a plan writes no field of it, whatever is said', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(YEAR, 'projects/p/likelihood', 'projects/p/name'),
      fc.jsonValue(),
      fc.string(),
      (path, value, reason) => {
        const edits = [
          expectElse({ path, value: value as never, reason, organisation: 'o' }, { by: 'bas', at }),
          suggest({ path, from: null, to: value as never, reason, thread: null }, { by: 'bas', at }),
        ];
        return edits.flatMap(touchesOf).every(({ place }) => place.root !== 'projects');
      },
    ),
  );
});
