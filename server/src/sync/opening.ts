import type { Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Store } from '../store/store.ts';
import { hasGaps } from './gaps.ts';
import { build, DocumentDamaged, readStored, type Damage, type Loaded, type Stored } from './load.ts';
import { renew } from './renew.ts';

export interface OpeningOptions {
  readonly store: Pick<Store, 'updates' | 'checkpoints'>;
  readonly clock: Clock;
  /** Gets what is stored before the document is made of it, when all of it is as it was written. */
  readonly onStored?: ((stored: Stored) => Promise<void>) | undefined;
}

export interface Opened extends Loaded {
  /** Something is lost that was saved: the document was made anew of the rest, as a new generation, and has to be kept. */
  readonly lost: boolean;
}

/**
 * The document as it is stored, or as much of it as is sound. Throws `DocumentDamaged` when what is left cannot stand for
 * it: it is never begun anew.
 */
export async function openDocument(doc: string, options: OpeningOptions): Promise<Opened> {
  const stored = await readStored(options.store, doc);
  const { fatal } = stored.damage;
  if (fatal !== null) throw new DocumentDamaged(doc, fatal);
  const loses = losesNow(stored.damage);
  if (!loses && stored.parts.length > 0) await options.onStored?.(stored);
  const loaded = tryBuild(doc, stored);
  if (!loses && !hasGaps(loaded.ydoc)) return { ...loaded, lost: false };
  return { ...(await renewed(doc, stored, options)), lost: true };
}

/** Rows are damaged that the document was not yet made without. */
function losesNow({ rows, given }: Damage): boolean {
  return rows.length > given.length;
}

function tryBuild(doc: string, stored: Stored): Loaded {
  try {
    return build(stored);
  } catch (error) {
    throw new DocumentDamaged(doc, `it cannot be loaded (${String(error)})`);
  }
}

async function renewed(doc: string, stored: Stored, { store, clock }: OpeningOptions): Promise<Loaded> {
  const made = renew(stored.parts, clock.now());
  if (!made.ok) throw new DocumentDamaged(doc, made.message);
  const { state, claim } = made.value;
  await store.updates.append({ doc, updates: [], history: [], claims: [claim] });
  return build({ ...stored, parts: [state], claims: [...stored.claims, claim] });
}
