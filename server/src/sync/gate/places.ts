import { isId } from '@bouwberaad/shared/lib/ids.ts';
import { isRootName, META, typeAt, type Place } from '@bouwberaad/shared/model/layout.ts';
import { isName } from './content.ts';
import { limits } from '../limits.ts';
import { TYPE } from './scan.ts';

/** What stands at one key, or in the list, of a type, as the model sees it. */
export type Spot =
  /** A record or block, a field of one, or the children (`list`) or an attribute of a type of rich text. */
  | {
      readonly kind: 'record' | 'field' | 'textList' | 'textAttribute';
      readonly place: Place;
      readonly depth: number;
    }
  /** The model has no place for it. */
  | { readonly kind: 'malformed'; readonly reason: string; readonly path: string }
  /** The server's own part of the document. */
  | { readonly kind: 'serverOnly'; readonly path: string };

/** The spot under a root. */
export function spotInRoot(root: string, key: string | null): Spot {
  if (root === META) return { kind: 'serverOnly', path: `${root}/${key ?? '*'}` };
  if (!isRootName(root)) return malformed('unknownRoot', root);
  if (!isId(key)) return malformed('recordId', `${root}/*`);
  return { kind: 'record', place: { root, record: key }, depth: 0 };
}

/** The spot in a type (by Yjs' number) that itself stands at `spot`. */
export function spotIn(spot: Spot, type: number, key: string | null): Spot {
  if (spot.kind === 'malformed' || spot.kind === 'serverOnly') return spot;
  const { place, depth } = spot;
  if (spot.kind === 'record') {
    if (key === null || !Object.hasOwn(typeAt(place).fields, key))
      return malformed('unknownField', nameOf(place, key));
    return { kind: 'field', place: { ...place, field: key }, depth: 0 };
  }
  const kind = spot.kind === 'field' ? typeAt(place).fields[place.field ?? '']?.kind : 'richText';
  if (kind === 'records' && place.block === undefined) {
    if (!isId(key)) return malformed('recordId', nameOf(place, key));
    return { kind: 'record', place: { root: place.root, record: place.record, block: key }, depth: 0 };
  }
  if (kind !== 'richText') return malformed('place', nameOf(place, key));
  if (key === null) {
    return depth >= limits.textDepth
      ? malformed('depth', nameOf(place, key))
      : { kind: 'textList', place, depth: depth + 1 };
  }
  // A fragment has no attributes.
  return type === TYPE.map || type === TYPE.fragment || !isName(key)
    ? malformed('place', nameOf(place, key))
    : { kind: 'textAttribute', place, depth };
}

function nameOf({ root, record, block, field }: Place, key: string | null): string {
  return [root, record, block, field, key ?? '*'].filter((part) => part !== undefined).join('/');
}

function malformed(reason: string, path: string): Spot {
  return { kind: 'malformed', reason, path };
}
