import { z } from 'zod';
import { municipalityOf } from '@bouwberaad/shared/model/municipalities.ts';
import { ORGANISATION_KINDS, TABLE_KINDS } from '@bouwberaad/shared/model/organisation.ts';
import { id, instant, person, role, settings } from './directory.ts';

/** What people type as a name: one line, and something on it. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u);

/** As browsers check it in a form, so that both say the same. */
const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email({ pattern: z.regexes.html5Email }));

/** Of a table, made once and kept for good: it stands in addresses, in the register and in backups. */
export const TABLE_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const TABLE_ID_LENGTH = 48;

const municipality = z
  .string()
  .refine((code) => municipalityOf(code) !== null)
  .meta({ description: 'CBS code of a municipality of Overijssel' });

const organisationFields = {
  name,
  kind: z.enum(ORGANISATION_KINDS),
  municipality: municipality
    .nullable()
    .meta({ description: 'Whose territory it is; of a municipality only' }),
};

export const newOrganisation = z
  .strictObject({ ...organisationFields, municipality: organisationFields.municipality.default(null) })
  .meta({ id: 'NewOrganisation' });

export const organisationChange = z
  .strictObject(organisationFields)
  .partial()
  .meta({ id: 'OrganisationChange' });

const personFields = { name, email, organisation: id, admin: z.boolean() };

export const newPerson = z
  .strictObject({ ...personFields, admin: personFields.admin.default(false) })
  .meta({ id: 'NewPerson' });

export const personChange = z.strictObject(personFields).partial().meta({ id: 'PersonChange' });

export const knownPerson = person
  .extend({
    seats: z.array(z.strictObject({ table: id, role })),
    signedIn: z.boolean().meta({ description: 'Has a session that still counts' }),
  })
  .meta({ id: 'KnownPerson' });

const tableFields = {
  name,
  kind: z.enum(TABLE_KINDS),
  parent: id.nullable(),
  municipalities: z.array(municipality).max(400),
  settings: settings.partial(),
};

export const newTable = z
  .strictObject({
    ...tableFields,
    id: z
      .string()
      .regex(TABLE_ID)
      .max(TABLE_ID_LENGTH)
      .optional()
      .meta({ description: 'Left out: made of the name' }),
    parent: tableFields.parent.default(null),
    municipalities: tableFields.municipalities.default([]),
    settings: tableFields.settings.default({}),
  })
  .meta({ id: 'NewTable' });

export const tableChange = z.strictObject(tableFields).partial().meta({ id: 'TableChange' });

export const tableRecord = z
  .strictObject({
    id,
    name: z.string(),
    kind: z.enum(TABLE_KINDS),
    parent: id.nullable(),
    municipalities: z.array(z.string()).readonly(),
    settings,
  })
  .meta({ id: 'TableRecord' });

export const seatChange = z.strictObject({ role }).meta({ id: 'SeatChange' });
export const seat = z.strictObject({ table: id, person: id, role }).meta({ id: 'Seat' });

export const heldMail = z
  .strictObject({
    id: z.string(),
    kind: z
      .string()
      .meta({ description: '`signIn`: asked for by themselves; `invitation`: by an administrator' }),
    to: z.string(),
    person: z.strictObject({ id, name: z.string() }).nullable(),
    subject: z.string(),
    link: z.string().nullable().meta({ description: 'The link in it, to pass on by hand' }),
    at: instant,
    expires: instant.nullable().meta({ description: 'Until when the link works' }),
  })
  .meta({ id: 'HeldMail' });

export const invited = z
  .strictObject({ to: z.string(), expires: instant.meta({ description: 'Until when the link works' }) })
  .meta({ id: 'Invited' });

export const health = z
  .strictObject({
    at: instant,
    store: z.strictObject({
      ready: z.boolean(),
      reason: z.string().nullable().meta({ description: 'Why not; in English, for whoever runs the server' }),
      millis: z.int().meta({ description: 'How long it took to answer' }),
    }),
    damaged: z
      .array(z.strictObject({ table: id, reason: z.string() }))
      .meta({ description: 'Tables of which something stored was found damaged when they were opened' }),
  })
  .meta({ id: 'Health' });
