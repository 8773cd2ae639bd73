import { expect, test } from 'vitest';
import { whoMayWords } from './who-may.ts';

const people = [
  { id: 'sanne', name: 'Sanne Kuiper', organisation: 'zwolle', role: 'member' },
  { id: 'joost', name: 'Joost Bakker', organisation: 'zwolle', role: 'observer' },
  { id: 'frans', name: 'Frans Aalders', organisation: 'provincie', role: 'chair' },
  { id: 'tom', name: 'Tom Hagedoorn', organisation: 'provincie', role: 'secretary' },
] as const;
const records: Readonly<Record<string, unknown>> = {
  spoorkade: { name: 'Spoorkade Noord', organisation: 'zwolle' },
  wilgenborg: { name: 'Wilgenborg', organisation: 'hanzewaard' },
  net: { project: 'spoorkade', by: 'sanne' },
};
const session = {
  people,
  get: (_root: string, id: string) => records[id] ?? null,
  organisation: (id: string | null) => (id === null ? null : { id, name: `gemeente ${id}` }),
  nameOf: (id: string | null) => people.find((one) => one.id === id)?.name ?? String(id),
} as never;
const words = (code: string, path: string): string =>
  whoMayWords(session, { code, path }).replaceAll('\u00a0', ' ');

test('of another’s plan: its owner, and who of them sits here; not who only reads', () => {
  expect(words('notOwner', 'projects/spoorkade/likelihood')).toBe(
    'Dit plan is van gemeente zwolle. Alleen gemeente zwolle, de voorzitter en de secretaris wijzigen het. Sanne Kuiper kan het wel.',
  );
});

test('where nobody of the owner sits here, chair and secretary', () => {
  expect(words('notOwner', 'projects/wilgenborg/total')).toMatch(
    /Frans Aalders of Tom Hagedoorn kan het wel\.$/,
  );
  expect(words('notOfficer', 'meetings/m')).toMatch(/Frans Aalders of Tom Hagedoorn kan het wel\.$/);
});

test('what is about a plan is its owner’s; what somebody wrote is theirs', () => {
  expect(words('notOwner', 'bottlenecks/net/state')).toMatch(/^Dit plan is van gemeente zwolle\./);
  expect(words('notAuthor', 'annotations/net/text')).toMatch(/Sanne Kuiper kan het wel\.$/);
});

test('what nobody is in the way of names nobody', () => {
  expect(words('stale', 'projects/spoorkade/total')).toBe('Iemand anders heeft dit intussen gewijzigd.');
  expect(words('missing', 'projects/gone/total')).toBe('Dit staat er niet meer.');
});
