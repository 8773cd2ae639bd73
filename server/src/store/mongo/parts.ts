import { type Collection, ObjectId } from 'mongodb';
import type { Kept, PartDocument, PartsRef } from './collections.ts';

/** A document may be 16 MiB; above this what is large in it stands apart, which leaves room for the rest. */
export const INLINE_BYTES = 12 * 1024 * 1024;

/** Bytes that are too many for one document, kept in several that are written before the one that names them. */
export class Parts {
  readonly #collection: Collection<PartDocument>;

  constructor(collection: Collection<PartDocument>) {
    this.#collection = collection;
  }

  /** As they are when they fit. */
  keep(bytes: Uint8Array): Promise<Kept> {
    return bytes.byteLength <= INLINE_BYTES ? Promise.resolve(bytes) : this.write([bytes]);
  }

  /**
   * All chunks behind one another. Durable when it resolves; when nobody ever names them (a crash in between) they are
   * waste, never wrong.
   */
  async write(chunks: readonly Uint8Array[]): Promise<PartsRef> {
    const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    const parts = new ObjectId().toHexString();
    for (let n = 0; n * INLINE_BYTES < bytes.byteLength; n++) {
      await this.#collection.insertOne({
        _id: `${parts}/${n}`,
        parts,
        n,
        bytes: bytes.subarray(n * INLINE_BYTES, (n + 1) * INLINE_BYTES),
      });
    }
    return { parts, size: bytes.byteLength };
  }

  /** Null when parts are missing. */
  async read(kept: Kept): Promise<Uint8Array | null> {
    if (kept instanceof Uint8Array) return kept;
    const found = await this.#collection.find({ parts: kept.parts }).sort({ n: 1 }).toArray();
    const bytes = Buffer.concat(found.map((part) => part.bytes));
    return bytes.byteLength === kept.size ? bytes : null;
  }

  /** For what nothing can do without. */
  async readWhole(kept: Kept): Promise<Uint8Array> {
    const bytes = await this.read(kept);
    if (bytes === null) throw new Error('the store has lost a part of a document');
    return bytes;
  }

  async remove(kept: Kept | null): Promise<void> {
    if (kept === null || kept instanceof Uint8Array) return;
    await this.#collection.deleteMany({ parts: kept.parts });
  }
}
