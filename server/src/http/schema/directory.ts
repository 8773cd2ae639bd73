import { z } from 'zod';
import { isId } from '@bouwberaad/shared/lib/ids.ts';
import { AUDIENCES, ORGANISATION_KINDS, ROLES, TABLE_KINDS } from '@bouwberaad/shared/model/organisation.ts';
import { isMunicipalityCode } from '@bouwberaad/shared/model/project.ts';

export const id = z.string().refine(isId);
export const instant = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });
export const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'sha256, hex' });
export const day = z.iso.date();

export const organisation = z
  .strictObject({
    id,
    name: z.string(),
    kind: z.enum(ORGANISATION_KINDS),
    municipality: z.string().nullable(),
  })
  .meta({ id: 'Organisation' });

export const person = z
  .strictObject({
    id,
    name: z.string(),
    email: z.string().nullable(),
    organisation: z.strictObject({ id, name: z.string(), kind: z.enum(ORGANISATION_KINDS) }),
    admin: z.boolean(),
  })
  .meta({ id: 'Person' });

export const role = z.enum(ROLES);

export const settings = z
  .strictObject({
    audience: z.enum(AUDIENCES),
    editing: z.enum(['own', 'open']),
    observersAnnotate: z.boolean(),
  })
  .meta({ id: 'TableSettings' });

const table = {
  id,
  name: z.string(),
  kind: z.enum(TABLE_KINDS),
  municipalities: z.array(z.string()).readonly(),
  settings,
};

export const tableSummary = z
  .strictObject({
    ...table,
    parent: id.nullable(),
    role: role
      .nullable()
      .meta({ description: 'Null: no seat; an administrator sees that the table is there' }),
    live: z.boolean().meta({ description: 'A meeting is open' }),
    projects: z.int().nullable().meta({ description: 'Null: what is stored of the plans cannot be read' }),
  })
  .meta({ id: 'TableSummary' });

export const tableDetail = z
  .strictObject({
    ...table,
    parent: z.strictObject({ id, name: z.string() }).nullable(),
    role: role.nullable(),
    live: z.boolean(),
    participants: z.array(z.strictObject({ id, name: z.string(), organisation: id, role })),
    organisations: z.array(organisation).readonly(),
    /** Where this installation has map tiles from; absent: from nowhere. */
    tiles: z.strictObject({ url: z.string(), attribution: z.string() }).optional(),
  })
  .meta({ id: 'Table' });

/** What chair or secretary may set; what is left out stays as it is. */
export const settingsChange = z
  .strictObject({
    ...settings.partial().shape,
    parent: id.nullable().optional(),
    municipalities: z.array(z.string().refine(isMunicipalityCode)).max(400).optional(),
  })
  .meta({ id: 'TableSettingsChange' });
export type SettingsChange = z.infer<typeof settingsChange>;

export const referenceDate = z
  .strictObject({ table: id, id, name: z.string(), at: instant, sha256: hash })
  .meta({ id: 'ReferenceDate' });
