import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { limits } from './limits.ts';

/** Who somebody is, said by the session and never by the message. */
export interface PresentPerson {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly role: string;
}

interface Entry {
  owner: object;
  clock: number;
  state: string;
}

/**
 * Who is in the room and where: y-websocket's awareness, with one rule of ours. A session speaks only for its own id,
 * which is nobody else's; echoes of others, which honest providers send, are dropped silently.
 */
export class Presence {
  readonly #entries = new Map<number, Entry>();
  readonly #ids = new WeakMap<object, number>();
  readonly #ownerOf: (client: number) => string | undefined;

  /** `ownerOf`: the person who has written under a client id, if anybody has. */
  constructor(ownerOf: (client: number) => string | undefined = () => undefined) {
    this.#ownerOf = ownerOf;
  }

  /** Reads a presence message of a session. False: it says nothing new. Throws when the message itself cannot be read. */
  receive(owner: object, person: PresentPerson, message: Uint8Array): boolean {
    const decoder = decoding.createDecoder(message);
    let changed = false;
    const count = decoding.readVarUint(decoder);
    // An honest one echoes everybody in the room at most; what comes after that is dropped like any other bad entry.
    for (let left = Math.min(count, limits.presenceEntries); left > 0; left--) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const text = decoding.readVarString(decoder);
      if (this.#take(owner, person, client, clock, text)) changed = true;
    }
    return changed;
  }

  /** What a session says about itself now, to be sent on; null when it has said nothing, or another one has its id. */
  stateOf(owner: object): Uint8Array | null {
    const client = this.#ids.get(owner);
    const entry = client === undefined ? undefined : this.#entries.get(client);
    if (client === undefined || entry?.owner !== owner) return null;
    const message = this.#encode([client]);
    if (entry.state === 'null') this.#entries.delete(client);
    return message;
  }

  /** Everybody's state, for a newcomer; null when nobody is there. */
  everybody(): Uint8Array | null {
    return this.#entries.size === 0 ? null : this.#encode([...this.#entries.keys()]);
  }

  /** A session that ends takes its state along, unless a newer session of the same id has taken over. */
  leave(owner: object): Uint8Array | null {
    const client = this.#ids.get(owner);
    const entry = client === undefined ? undefined : this.#entries.get(client);
    if (client === undefined || entry?.owner !== owner) return null;
    entry.clock += 1;
    entry.state = 'null';
    const message = this.#encode([client]);
    this.#entries.delete(client);
    return message;
  }

  #take(owner: object, person: PresentPerson, client: number, clock: number, text: string): boolean {
    const own = this.#ids.get(owner);
    const known = this.#entries.get(client);
    if (own !== undefined ? own !== client : known !== undefined && !samePerson(known, person)) return false;
    if ((this.#ownerOf(client) ?? person.id) !== person.id) return false;
    if (Buffer.byteLength(text) > limits.presenceBytes || clock > limits.presenceClock) return false;
    // A clock that leaps would lock the person out of this id: it may only go on from what is known.
    if (known !== undefined && (clock < known.clock || clock > known.clock + 1000)) return false;
    const state = withPerson(text, person);
    if (state === null || (known?.owner === owner && known.clock === clock && known.state === state))
      return false;
    this.#ids.set(owner, client);
    this.#entries.set(client, { owner, clock, state });
    return true;
  }

  #encode(clients: readonly number[]): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, clients.length);
    for (const client of clients) {
      const entry = this.#entries.get(client);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, entry?.clock ?? 0);
      encoding.writeVarString(encoder, entry?.state ?? 'null');
    }
    return encoding.toUint8Array(encoder);
  }
}

/** What keeps a plain provider on the line: a message that says nothing. */
export const emptyPresence: Uint8Array = Uint8Array.of(0);

function withPerson(text: string, person: PresentPerson): string | null {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    return null;
  }
  if (state === null) return 'null';
  if (typeof state !== 'object' || Array.isArray(state)) return null;
  return JSON.stringify({ ...state, user: person });
}

function samePerson(entry: Entry, person: PresentPerson): boolean {
  const state = JSON.parse(entry.state) as { user?: PresentPerson } | null;
  return state === null || state.user?.id === person.id;
}
