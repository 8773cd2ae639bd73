/** One event of a table's register, as it is hashed and printed. Person ids, never names. */
export interface RegisterEvent {
  readonly table: string;
  /** From 1, without gaps. */
  readonly seq: number;
  /** The hash of the event before it; of the first 64 zeros. */
  readonly prev: string;
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly actor: string;
  /** sha256 (hex) of utf8(salt + RFC 8785 JSON of body). */
  readonly bodyHash: string;
}

/** An event with what it says. Salt and body may have been erased; the chain holds without them. */
export interface RegisterEntry {
  readonly event: RegisterEvent;
  readonly salt: string | null;
  readonly body: unknown;
}
