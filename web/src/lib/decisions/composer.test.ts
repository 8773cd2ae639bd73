import { expect, test } from 'vitest';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import { changeablesOf, toChange, type Changeable } from './composer.ts';

const project = {
  id: 'p1',
  name: 'Kade',
  likelihood: 70,
  phase: 'ontwerp',
  planStatus: '2A',
  blocks: [{ id: 'b1', year: 2028, homes: 120 }],
} as unknown as Project;
const what = (key: string): Changeable => {
  const found = changeablesOf(project).find((one) => one.key === key);
  if (found === undefined) throw new Error(key);
  return found;
};

test.each([
  ['b1/homes', '40', { path: 'projects/p1/blocks/b1/homes', from: 120, to: 40 }],
  ['b1/homes', '1.240', { path: 'projects/p1/blocks/b1/homes', from: 120, to: 1240 }],
  ['b1/year', '2030', { path: 'projects/p1/blocks/b1/year', from: 2028, to: 2030 }],
  ['likelihood', '80 %', { path: 'projects/p1/likelihood', from: 70, to: 80 }],
  ['phase', 'voorbereiding', { path: 'projects/p1/phase', from: 'ontwerp', to: 'voorbereiding' }],
  ['removed', '', { path: 'projects/p1/removed', from: false, to: true }],
])('%s becomes %j', (key, text, change) => {
  expect(toChange(what(key), text)).toEqual(change);
});

test.each([
  ['b1/homes', 'veel'],
  ['b1/homes', '-3'],
  ['b1/homes', '120'],
  ['b1/year', '28'],
  ['likelihood', '101'],
  ['phase', 'bijna klaar'],
])('%s: %j is no change', (key, text) => {
  expect(toChange(what(key), text)).toBeNull();
});
