/** The people of the demo region whom one may sign in as: how they are called, by the part of their address before the @. */
export const PEOPLE = {
  voorzitter: 'Marjan Wolters',
  secretaris: 'Tom Hagedoorn',
  gemeente: 'Ilse Jansink',
  corporatie: 'Lotte van Essen',
  markt: 'Bas Roelofs',
  provincie: 'Ruben Postma',
  toehoorder: 'Nienke Dijkhof',
  beheerder: 'Wouter Drost',
} as const;

export type PersonId = keyof typeof PEOPLE;

export const emailOf = (person: PersonId): string => `${person}@demo.example`;
