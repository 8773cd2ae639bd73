import type { Json } from '../lib/json.ts';
import { choice, json, text } from './field.ts';
import { recordType, type RecordOf } from './record.ts';

export const PROPOSAL_KINDS = ['doorpakken', 'uitstellen', 'schrappen', 'ruilen', 'herprogrammeren'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export const PROPOSAL_STATES = ['draft', 'at table', 'decided', 'withdrawn'] as const;

/** One change to the plans: a field's old and new value; for a new block `from` is null and `to` its fields. */
export interface Change {
  readonly path: string;
  readonly from: Json;
  readonly to: Json;
}

export function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const change = value as Partial<Change>;
  return typeof change.path === 'string' && change.path.length <= 400 && 'from' in change && 'to' in change;
}

/** A choice put to the table; it changes nothing until the table agrees. */
export const proposalType = recordType(
  'proposal',
  {
    kind: choice(PROPOSAL_KINDS),
    title: text(200),
    reason: text(4000),
    changes: json<readonly Change[]>([], (v) => Array.isArray(v) && v.length <= 2000 && v.every(isChange)),
    state: choice(PROPOSAL_STATES),
  },
  ['title'],
);

export type Proposal = RecordOf<typeof proposalType>;
