import type {
  Organisation,
  OrganisationKind,
  Person,
  Role,
  Seat,
} from '@bouwberaad/shared/model/organisation.ts';
import type { SignIn } from './demo-region.ts';
import { organisationOf, REGION, TWENTE, WEST } from './municipalities.ts';

function organisation(
  id: string,
  name: string,
  kind: OrganisationKind,
  municipality: string | null = null,
): Organisation {
  return { id, name, kind, municipality };
}

export const HANZEWAARD = 'hanzewaard';
export const SALLAND_THUIS = 'salland-thuis';
export const NOORDERKADE = 'noorderkade';
export const VECHTBOUW = 'vechtbouw';
export const WEEFWONEN = 'weefwonen';
export const REGGEHOF = 'reggehof';
export const TEXTIELKWARTIER = 'textielkwartier';
export const PROVINCE = 'provincie-overijssel';
export const SECRETARIAT = 'secretariaat';

export const organisations: readonly Organisation[] = [
  ...REGION.map(({ code, name }) =>
    organisation(organisationOf(code), `Gemeente ${name}`, 'municipality', code),
  ),
  organisation(PROVINCE, 'Provincie Overijssel', 'province'),
  organisation('rijk', 'Rijk, gebiedsteam Oost', 'state'),
  organisation(HANZEWAARD, 'Corporatie Hanzewaard', 'corporation'),
  organisation(SALLAND_THUIS, 'Corporatie Salland Thuis', 'corporation'),
  organisation(WEEFWONEN, 'Corporatie Weefwonen', 'corporation'),
  organisation(REGGEHOF, 'Corporatie Reggehof', 'corporation'),
  organisation(NOORDERKADE, 'Bouwer Noorderkade', 'developer'),
  organisation(VECHTBOUW, 'Bouwer Vechtbouw', 'developer'),
  organisation(TEXTIELKWARTIER, 'Ontwikkelaar Textielkwartier', 'developer'),
  organisation(SECRETARIAT, 'Secretariaat bouwberaden', 'other'),
  organisation('woonbelang', 'Huurdersvereniging Woonbelang', 'other'),
  organisation('beheer', 'Beheer Bouwberaad', 'other'),
];

function visitor(id: string, name: string, of: string, admin = false): Person {
  return { id, name, email: `${id}@demo.example`, organisation: of, admin };
}

/** Someone in the history, who can't sign in. */
function extra(name: string, of: string): Person {
  return { id: personId(name), name, email: null, organisation: of, admin: false };
}

function personId(name: string): string {
  return name.toLowerCase().replaceAll(' ', '.');
}

const visitors: readonly Person[] = [
  visitor('voorzitter', 'Marjan Wolters', SECRETARIAT),
  visitor('secretaris', 'Tom Hagedoorn', SECRETARIAT),
  visitor('gemeente', 'Ilse Jansink', 'gemeente-deventer'),
  visitor('corporatie', 'Lotte van Essen', HANZEWAARD),
  visitor('markt', 'Bas Roelofs', NOORDERKADE),
  visitor('provincie', 'Ruben Postma', PROVINCE),
  visitor('toehoorder', 'Nienke Dijkhof', 'woonbelang'),
  visitor('beheerder', 'Wouter Drost', 'beheer', true),
];

const extras: readonly Person[] = [
  ...REGION.filter(({ code }) => code !== '0150').map(({ code, official }) =>
    extra(official, organisationOf(code)),
  ),
  extra('Noor ten Hove', SALLAND_THUIS),
  extra('Koen Vechtman', VECHTBOUW),
  extra('Marieke Leferink', WEEFWONEN),
  extra('Hans Bruggeman', REGGEHOF),
  extra('Tariq Wessels', TEXTIELKWARTIER),
  extra('Roelien Haarman', PROVINCE),
  extra('Paul Scholten', SECRETARIAT),
  extra('Dirk Veenstra', 'rijk'),
  extra('Esra Yildiz', 'gemeente-deventer'),
];

export const people: readonly Person[] = [...visitors, ...extras];

export const signIn: readonly SignIn[] = [
  { person: 'voorzitter', role: 'voorzitter', does: 'leidt de vergadering, opent rondes' },
  { person: 'secretaris', role: 'secretaris', does: 'maakt de agenda, voert plannen in' },
  { person: 'gemeente', role: 'gemeente Deventer', does: 'werkt plannen bij, geeft het standpunt' },
  {
    person: 'corporatie',
    role: 'corporatie Hanzewaard',
    does: 'werkt de eigen plannen bij, denkt mee over andere',
  },
  { person: 'markt', role: 'bouwer Noorderkade', does: 'zegt wat hij zelf verwacht, brengt knelpunten in' },
  {
    person: 'provincie',
    role: 'provincie Overijssel',
    does: 'leidt de Brede Bouwcoalitie, beantwoordt opschalingen',
  },
  { person: 'toehoorder', role: 'toehoorder', does: 'leest mee, wijzigt niets' },
  { person: 'beheerder', role: 'beheerder', does: 'regelt tafels en mensen, ziet geen plannen' },
];

/** Who speaks for a municipality. */
export function officialOf(code: string): string {
  const one = REGION.find((municipality) => municipality.code === code);
  if (one === undefined) throw new Error(`no municipality ${code}`);
  return code === '0150' ? 'gemeente' : personId(one.official);
}

/** Who speaks for an organisation. */
export function speakerOf(organisationId: string): string {
  const person = people.find((one) => one.organisation === organisationId);
  if (person === undefined) throw new Error(`nobody speaks for ${organisationId}`);
  return person.id;
}

export const CHAIR = 'voorzitter';
export const SECRETARY = 'secretaris';
export const TWENTE_CHAIR = personId('Paul Scholten');

function seats(table: string, role: Role, persons: readonly string[]): Seat[] {
  return persons.map((person) => ({ table, person, role }));
}

const members = (ids: readonly { code: string }[]): string[] => ids.map(({ code }) => officialOf(code));

export const allSeats: readonly Seat[] = [
  ...seats('overijssel', 'chair', ['provincie']),
  ...seats('overijssel', 'secretary', [personId('Roelien Haarman')]),
  ...seats('overijssel', 'member', [
    TWENTE_CHAIR,
    personId('Dirk Veenstra'),
    officialOf('0193'),
    officialOf('0153'),
  ]),
  ...seats('west-overijssel', 'chair', [CHAIR]),
  ...seats('west-overijssel', 'secretary', [SECRETARY]),
  ...seats('west-overijssel', 'member', [...members(WEST), 'corporatie', 'markt', 'provincie']),
  ...seats('west-overijssel', 'member', [speakerOf(SALLAND_THUIS), speakerOf(VECHTBOUW)]),
  ...seats('west-overijssel', 'observer', ['toehoorder']),
  ...seats('twente', 'chair', [TWENTE_CHAIR]),
  ...seats('twente', 'secretary', [SECRETARY]),
  ...seats('twente', 'member', [...members(TWENTE), 'provincie']),
  ...seats('twente', 'member', [speakerOf(WEEFWONEN), speakerOf(REGGEHOF), speakerOf(TEXTIELKWARTIER)]),
  ...seats('deventer', 'chair', [CHAIR]),
  ...seats('deventer', 'secretary', [SECRETARY]),
  ...seats('deventer', 'member', ['gemeente', 'corporatie', 'markt', 'provincie', personId('Esra Yildiz')]),
  ...seats('deventer', 'observer', ['toehoorder']),
];
