import { z } from 'zod';
import { blockType } from '@bouwberaad/shared/model/block.ts';
import type { Field } from '@bouwberaad/shared/model/field.ts';
import { roots, type RootName } from '@bouwberaad/shared/model/layout.ts';
import type { RecordIn } from '@bouwberaad/shared/model/read.ts';
import type { RecordType } from '@bouwberaad/shared/model/record.ts';

/** What a record of the workspace looks like over HTTP, from the model's own fields: a new field needs nothing here. */
function recordSchema<R extends RootName>(root: R, id: string): z.ZodType<RecordIn<R>> {
  const shape = shapeOf(roots[root]);
  if (root === 'projects')
    shape['blocks'] = z.array(z.strictObject(shapeOf(blockType as RecordType)).meta({ id: 'Block' }));
  // The shape is made from the same fields that `RecordIn` is derived from; TypeScript can't follow the loop.
  return z.strictObject(shape).meta({ id }) as unknown as z.ZodType<RecordIn<R>>;
}

function shapeOf(type: RecordType): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {};
  for (const [key, field] of Object.entries(type.fields)) {
    const schema = fieldSchema(field);
    if (schema !== null) shape[key] = schema;
  }
  return { ...shape, id: z.string() };
}

/** Null for what is not read as a value: nested records and rich text. */
function fieldSchema(field: Field<unknown>): z.ZodType | null {
  const [min, max] = field.range ?? [-Infinity, Infinity];
  switch (field.kind) {
    case 'text':
    case 'reference':
    case 'instant':
      return z.string().nullable();
    case 'day':
      return z.iso.date().nullable();
    case 'choice':
      return z.enum([...(field.choices ?? [])] as [string, ...string[]]).nullable();
    case 'integer':
      return z.int().min(min).max(max).nullable();
    case 'number':
      return z.number().min(min).max(max).nullable();
    case 'flag':
      return z.boolean();
    case 'references':
      return z.array(z.string());
    case 'split':
      return z
        .record(z.string(), z.int())
        .meta({ description: `Homes by ${(field.choices ?? []).join(', ')}` });
    case 'json':
      return z.unknown();
    case 'richText':
    case 'records':
      return null;
  }
}

export const project = recordSchema('projects', 'Project');
export const action = recordSchema('actions', 'Action');
export const bottleneck = recordSchema('bottlenecks', 'Bottleneck');
export const target = recordSchema('targets', 'Target');
