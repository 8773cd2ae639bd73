/** Kinds of a struct (Yjs' update format, version 1). */
const SKIP = 10;
const ANY = 8;
/** Kinds of a value (lib0's `writeAny`). */
const OBJECT = 118;
const TEXT = 119;
const INTEGER = 125;

/**
 * Reads which edits of the world an update brings, in place and without building anything: also from an update that was
 * merged of many. It knows only what the world's edits consist of, and says so when something else comes.
 */
export class EditReader {
  at: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /**
   * Calls `edit` with writer and clock of every struct; each edit is one struct of length 1. What is not by a writer is
   * the plans themselves, which come to who is there already when they are made; nothing in such an update is counted.
   */
  each(writerOf: ReadonlyMap<number, number>, edit: (writer: number, clock: number) => void): void {
    for (let blocks = this.varUint(); blocks > 0; blocks--) {
      let structs = this.varUint();
      const client = this.varUint();
      let clock = this.varUint();
      const writer = writerOf.get(client);
      if (writer === undefined) return;
      for (; structs > 0; structs--) {
        const info = this.#bytes[this.at++]!;
        if (info === SKIP) clock += this.varUint();
        else {
          this.#skipItem(info);
          edit(writer, clock++);
        }
      }
    }
  }

  varUint(): number {
    const bytes = this.#bytes;
    let value = 0;
    let factor = 1;
    let byte = bytes[this.at++]!;
    while (byte > 127) {
      value += (byte & 127) * factor;
      factor *= 128;
      byte = bytes[this.at++]!;
    }
    return value + byte * factor;
  }

  #skipItem(info: number): void {
    // Every edit replaces a value, so it has a left neighbour, and with that neither a parent nor a key.
    if ((info & 0b1001_1111) !== (0b1000_0000 | ANY))
      throw new Error(`a struct that no edit here makes: ${info}`);
    this.varUint();
    this.varUint();
    if ((info & 0b0100_0000) !== 0) {
      this.varUint();
      this.varUint();
    }
    if (this.varUint() !== 1) throw new Error('more than one value');
    this.#skipValue();
  }

  #skipValue(): void {
    const kind = this.#bytes[this.at++]!;
    if (kind === TEXT) this.#skipText();
    else if (kind === INTEGER) this.varUint();
    else if (kind === OBJECT) {
      for (let left = this.varUint(); left > 0; left--) {
        this.#skipText();
        this.#skipValue();
      }
    } else throw new Error(`a value that no edit here has: ${kind}`);
  }

  #skipText(): void {
    const length = this.varUint();
    this.at += length;
  }
}
