import * as Y from 'yjs';
import type { Touch } from '@bouwberaad/shared/edit/touch.ts';
import { formatPath } from '@bouwberaad/shared/model/layout.ts';
import { factsOf } from '@bouwberaad/shared/policy/facts.ts';
import { mayEdit } from '@bouwberaad/shared/policy/may-edit.ts';
import type { Actor, TableRules } from '@bouwberaad/shared/policy/policy.ts';
import { CLOSE, type CloseCode } from '@bouwberaad/shared/protocol/sync.ts';
import { limits } from '../limits.ts';
import { Incoming, sortByDependency } from './incoming.ts';
import { Lists } from './lists.ts';
import { scan, type Known, type Struct } from './scan.ts';
import { touchedBy } from './touched.ts';

/** May this update be applied? Scan, pending, claims, policy: the first finding decides, and the update is taken whole or not at all. */
export type Verdict =
  | {
      readonly kind: 'accepted';
      /** What may be applied: the update without what the document knows already. */
      readonly update: Uint8Array;
      readonly touches: readonly Touch[];
      /** Client ids that this person uses for the first time. */
      readonly claims: readonly number[];
      readonly reaches: ReadonlyMap<number, number>;
    }
  | {
      readonly kind: 'pending';
      readonly reaches: ReadonlyMap<number, number>;
      /** It deletes something: that all its structs are there later does not say that the deletions were done. */
      readonly deletes: boolean;
    }
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
  const { doc } = context;
  const scanned = scan(update, knownOf(doc));
  if (scanned.kind !== 'scanned')
    return refuse(scanned.kind === 'tooLarge' ? CLOSE.tooLarge : CLOSE.malformed, scanned.reason);
  const { reaches } = scanned;
  const pending: Verdict = { kind: 'pending', reaches, deletes: scanned.deletes.length > 0 };
  const incoming = new Incoming(doc, update, scanned);
  if (scanned.gap || incoming.deletesUnknown()) return pending;
  const structs = sortByDependency(incoming);
  if (structs === 'pending') return pending;
  if (structs === 'cycle') return refuse(CLOSE.malformed, 'cycle');
  const claims = claimsOf(incoming, context);
  if (claims === 'taken') return context.fullState ? pending : refuse(CLOSE.clientTaken, 'clientTaken');
  const touches = place(incoming, structs);
  if (!Array.isArray(touches)) return touches;
  return (
    permit(touches, context) ?? {
      kind: 'accepted',
      update: scanned.repeats ? withoutKnown(doc, update, reaches) : update,
      touches,
      claims,
      reaches,
    }
  );
}

/**
 * Yjs reads what it knows already once more: it looks for the neighbours that are named there, waits for those that it
 * can't find and splits the others, and nobody has judged them. So they are not handed on.
 */
function withoutKnown(doc: Y.Doc, update: Uint8Array, reaches: ReadonlyMap<number, number>): Uint8Array {
  const known = new Map<number, number>();
  for (const client of reaches.keys()) known.set(client, Y.getState(doc.store, client));
  return Y.diffUpdate(update, Y.encodeStateVector(known));
}

function knownOf(doc: Y.Doc): Known {
  return {
    clockOf: (client) => Y.getState(doc.store, client),
    clients: doc.store.clients.size,
    structs: () => [...doc.store.clients.values()].reduce((sum, structs) => sum + structs.length, 0),
  };
}

/** A client id belongs to the person who first used it; only that person's sessions can deliver its structs. */
function claimsOf(incoming: Incoming, context: GateContext): number[] | 'taken' {
  const claims: number[] = [];
  for (const client of incoming.blocks.keys()) {
    const owner = context.ownerOf(client);
    if (owner === undefined) claims.push(client);
    else if (owner !== context.actor.person) return 'taken';
  }
  return claims;
}

/** What the update touches, once everything in it has found its place; or why not. */
function place(incoming: Incoming, structs: readonly Struct[]): Touch[] | Verdict {
  const lists = new Lists(incoming, { steps: limits.orderSteps });
  let moves = 0;
  for (const struct of structs) {
    const placing = lists.place(struct);
    if (placing !== 'ok') return refuse(CLOSE.malformed, placing);
    moves += incoming.splits(struct);
  }
  for (const { item, split } of incoming.deletions()) {
    lists.remove(item);
    if (split) moves += incoming.sizeOf(item.id.client);
  }
  if (moves > limits.splitMoves) return refuse(CLOSE.malformed, 'tangled');
  const touched = touchedBy(incoming, lists);
  if (touched.kind === 'malformed') return refuse(CLOSE.malformed, touched.reason, touched.path);
  if (touched.kind === 'serverOnly') return refuse(CLOSE.notAllowed, 'serverOnly', touched.path);
  return [...touched.touches];
}

/** The first touch that this person may not make. */
function permit(touches: readonly Touch[], { doc, actor, rules }: GateContext): Verdict | null {
  const made = new Map<string, Touch>();
  for (const touch of touches) {
    const { root, record, block } = touch.place;
    if (touch.kind === 'create' && block === undefined) made.set(`${root}/${record}`, touch);
  }
  for (const touch of touches) {
    const { root, record, block } = touch.place;
    // A block that comes with its project is judged by the project's own new values.
    const project =
      touch.kind === 'create' && block !== undefined ? made.get(`${root}/${record}`) : undefined;
    const permission = mayEdit(touch, actor, factsOf(doc, project ?? touch), rules);
    if (!permission.ok) return refuse(CLOSE.notAllowed, permission.code, formatPath(touch.place));
  }
  return null;
}

function refuse(close: CloseCode, code: string, path = ''): Verdict {
  return { kind: 'refused', close, code, path };
}
