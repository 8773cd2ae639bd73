import { fold } from '@bouwberaad/shared/lib/letters.ts';
import type { OrganisationInfo, Participant } from '#lib/sync/table-info.ts';

/** Somebody who can be asked: a person or an organisation. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  /** A person's organisation; what kind of organisation it is the screen says. */
  readonly detail: string;
}

/** Everybody at a table: people first, then the organisations, each by name. */
export function partiesOf(
  people: readonly Participant[],
  organisations: readonly OrganisationInfo[],
): Party[] {
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const byName = (a: Party, b: Party): number => a.name.localeCompare(b.name, 'nl');
  return [
    ...people
      .map(({ id, name, organisation }): Party => ({
        id,
        name,
        kind: 'person',
        detail: names.get(organisation) ?? '',
      }))
      .sort(byName),
    ...organisations
      .map(({ id, name }): Party => ({ id, name, kind: 'organisation', detail: '' }))
      .sort(byName),
  ];
}

/** Those whose name has a word that begins with what was typed; then those whose organisation does. */
export function findParties(parties: readonly Party[], query: string, most = 6): Party[] {
  const typed = fold(query.trim());
  if (typed === '') return parties.slice(0, most);
  const begins = (text: string): boolean =>
    fold(text).startsWith(typed) ||
    fold(text)
      .split(/[\s-]+/u)
      .some((word) => word.startsWith(typed));
  const named = parties.filter(({ name }) => begins(name));
  const theirs = parties.filter((party) => !named.includes(party) && begins(party.detail));
  return [...named, ...theirs].slice(0, most);
}
