import type * as Y from 'yjs';
import type { Touch } from '@bouwberaad/shared/edit/touch.ts';
import { formatPath } from '@bouwberaad/shared/model/layout.ts';
import { factsOf } from '@bouwberaad/shared/policy/facts.ts';
import { mayEdit } from '@bouwberaad/shared/policy/may-edit.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import { CLOSE, type CloseCode } from '@bouwberaad/shared/protocol/sync.ts';
import { sortIncoming, type Incoming } from './incoming.ts';
import { touchedBy } from './touched.ts';

/** May this update be applied? Scan, pending, claims, policy: the first finding decides, and the update is taken whole or not at all. */
export type Verdict =
  | {
      readonly kind: 'accepted';
      readonly touches: readonly Touch[];
      /** Client ids that this person uses for the first time. */
      readonly claims: readonly number[];
      readonly reaches: ReadonlyMap<number, number>;
    }
  | { readonly kind: 'pending'; readonly reaches: ReadonlyMap<number, number> }
  | { readonly kind: 'refused'; readonly close: CloseCode; readonly code: string; readonly path: string };

export interface GateContext {
  readonly doc: Y.Doc;
  readonly actor: Actor;
  readonly rules: TableRules;
  /** The person who owns a client id, or undefined when nobody has used it yet. */
  ownerOf(client: number): string | undefined;
  /** A full-state push (step 2) may carry others' structs; an update of one's own may not. */
  readonly fullState: boolean;
}

export function judge(update: Uint8Array, context: GateContext): Verdict {
  const sorted = sortIncoming(context.doc, update);
  if (sorted.kind === 'malformed') return refuse(CLOSE.malformed, sorted.reason, '');
  if (sorted.kind === 'pending') return { kind: 'pending', reaches: sorted.reaches };
  const { incoming } = sorted;
  const claimed = checkClaims(incoming, context);
  if (claimed.kind !== 'claims') return claimed;
  const touched = touchedBy(context.doc, incoming);
  if (touched.kind === 'malformed') return refuse(CLOSE.malformed, touched.reason, touched.path);
  if (touched.kind === 'serverOnly') return refuse(CLOSE.notAllowed, 'serverOnly', touched.path);
  for (const touch of touched.touches) {
    const permission = mayEdit(
      touch,
      context.actor,
      factsFor(context.doc, touch, touched.touches),
      context.rules,
    );
    if (!permission.ok) return refuse(CLOSE.notAllowed, permission.code, formatPath(touch.place));
  }
  return { kind: 'accepted', touches: touched.touches, claims: claimed.claims, reaches: incoming.reaches };
}

/** A client id belongs to the person who first used it; only that person's sessions can deliver its structs. */
function checkClaims(
  incoming: Incoming,
  context: GateContext,
): { kind: 'claims'; claims: number[] } | Verdict {
  const claims: number[] = [];
  for (const client of incoming.ends.keys()) {
    const owner = context.ownerOf(client);
    if (owner === undefined) claims.push(client);
    else if (owner !== context.actor.person) {
      return context.fullState
        ? { kind: 'pending', reaches: incoming.reaches }
        : refuse(CLOSE.clientTaken, 'clientTaken', '');
    }
  }
  return { kind: 'claims', claims };
}

/** The live document's facts; for a block made together with its project, the project's own new values. */
function factsFor(doc: Y.Doc, touch: Touch, all: readonly Touch[]): ReturnType<typeof factsOf> {
  if (touch.place.block === undefined || touch.kind !== 'create') return factsOf(doc, touch);
  const project = all.find(
    (other) =>
      other.kind === 'create' &&
      other.place.block === undefined &&
      other.place.root === 'projects' &&
      other.place.record === touch.place.record,
  );
  return factsOf(doc, project ?? touch);
}

function refuse(close: CloseCode, code: string, path: string): Verdict {
  return { kind: 'refused', close, code, path };
}
