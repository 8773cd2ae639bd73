import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { blockType } from '@bouwberaad/shared/model/block.ts';
import { roots, ROOT_NAMES, type RootName } from '@bouwberaad/shared/model/layout.ts';
import { readRecord, recordMap } from '@bouwberaad/shared/model/read.ts';
import { fieldWords } from './field-words.ts';
import { rowWords } from './row-words.ts';
import { subjectWords } from './subject-words.ts';
import type { Known } from './value-words.ts';

const doc = new Y.Doc();
const stamp = { by: 'ilse', at: '2026-11-24T10:00:00.000Z' };
const edits: readonly Edit[] = [
  {
    type: 'createRecord',
    root: 'projects',
    id: 'p',
    fields: { name: 'Rivierpoort', ...stamp },
    blocks: {
      b: { kind: 'build', year: 2028, homes: 120 },
      s: { kind: 'demolition', year: 2027, homes: 8 },
      n: { kind: 'build', homes: 40 },
      w: { kind: 'build', year: 2031, homes: 1 },
    },
  },
  { type: 'removeRecord', path: 'projects/p/blocks/w', removed: true },
  {
    type: 'createRecord',
    root: 'bottlenecks',
    id: 'k',
    fields: { category: 'stikstof', projects: ['p'], ...stamp },
  },
  {
    type: 'createRecord',
    root: 'annotations',
    id: 'a',
    fields: { anchor: 'projects/p/likelihood', text: 'Klopt dit', ...stamp },
  },
  {
    type: 'createRecord',
    root: 'actions',
    id: 'x',
    fields: { text: 'Grondprijs doorrekenen', source: 'bottlenecks/k', ...stamp },
  },
];
for (const edit of edits) if (!applyEdit(doc, edit).ok) throw new Error(edit.type);

const known = {
  get: (root: RootName, id: string) => {
    const map = recordMap(doc, root, id);
    return map === null ? null : readRecord(root, id, map);
  },
  read: (look) => look(doc),
  partyName: (id: string | null) => (id === 'hanzewaard' ? 'Hanzewaard' : (id ?? '')),
} as Known;

function said(path: string, from: unknown, to: unknown): string {
  const { what, from: was, to: is } = rowWords(known, { path, from, to });
  const words = is === null ? what : `${what}: ${was === null ? '' : `${was} → `}${is}`;
  return words.replaceAll('\u00a0', ' ');
}

describe('a change in words', () => {
  it.each([
    ['projects/p/blocks/b/homes', 80, 120, 'Woningen 2028: 80 → 120'],
    ['projects/p/blocks/s/homes', null, 8, 'Sloop 2027: · → 8'],
    ['projects/p/blocks/n/homes', 1240, 40, 'Woningen zonder jaar: 1.240 → 40'],
    ['projects/p/blocks/b/year', 2027, 2028, 'Jaar van 120 woningen: 2027 → 2028'],
    [
      'projects/p/blocks/b/segment',
      {},
      { 'dure huur': 120 },
      'Prijsklasse (120 woningen in 2028): · → dure huur 120',
    ],
    ['projects/p/likelihood', 70, 90, 'Realisatiekans: 70 % → 90 %'],
    ['projects/p/phase', 'concept', 'ontwerp', 'Fase: Concept → Ontwerp'],
    ['projects/p/municipality', '0150', '0193', 'Gemeente: Deventer → Zwolle'],
    ['projects/p/organisation', null, 'hanzewaard', 'Eigenaar: · → Hanzewaard'],
    ['projects/p/keyProject', false, true, 'Sleutelproject: nee → ja'],
    ['projects/p/removed', false, true, 'Vervallen'],
    ['projects/p/removed', true, false, 'Teruggehaald'],
    ['projects/p/notes', null, null, 'Notities bijgewerkt'],
    ['projects/p', null, { name: 'Rivierpoort' }, 'Project toegevoegd'],
    ['projects/p/blocks/b', null, { year: 2028, homes: 60 }, 'Woningblok toegevoegd: 60 woningen in 2028'],
    ['projects/p/blocks/w/removed', null, true, 'Woningblok vervallen: 1 woning in 2031'],
    ['annotations/a', null, { text: 'Klopt dit' }, 'Toegevoegd: Klopt dit'],
    ['bottlenecks/k/state', 'open', 'escalated', 'Stand: open → opgeschaald'],
    ['bottlenecks/k/amount', null, 1_200_000, 'Bedrag: · → € 1.200.000'],
    ['bottlenecks/k/projects', [], ['p'], 'Projecten: · → Rivierpoort'],
  ])('%s from %j to %j', (path, from, to, words) => {
    expect(said(path, from, to)).toBe(words);
  });

  it('has a name for every field of every record: nobody reads a code', () => {
    for (const type of [...ROOT_NAMES.map((root) => roots[root]), blockType])
      for (const field of Object.keys(type.fields)) {
        if (['id', 'by', 'at', 'removed', 'blocks'].includes(field)) continue;
        if (['anchor', 'thread', 'path', 'meeting', 'item', 'agenda'].includes(field)) continue;
        if (['columns', 'filters', 'sort', 'group'].includes(field)) continue;
        expect(fieldWords(type.name, field), `${type.name}.${field}`).not.toBe('Iets anders');
      }
  });

  it('says of what it is, with the plan that it belongs to', () => {
    expect(subjectWords(known, 'projects/p/name')).toEqual({ name: 'Rivierpoort', project: 'p' });
    expect(subjectWords(known, 'bottlenecks/k/state')).toEqual({
      name: 'Knelpunt stikstof, Rivierpoort',
      project: 'p',
    });
    expect(subjectWords(known, 'annotations/a').name).toBe('Aantekening, Rivierpoort');
    expect(subjectWords(known, 'actions/x')).toEqual({
      name: 'Actie: Grondprijs doorrekenen',
      project: null,
    });
  });
});
