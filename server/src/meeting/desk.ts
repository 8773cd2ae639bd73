import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { problem, type Result } from '@bouwberaad/shared/lib/result.ts';
import { mayDecide } from '@bouwberaad/shared/policy/may-decide.ts';
import type { Accepted, Answer, Command, Refusal } from '@bouwberaad/shared/protocol/live.ts';
import { refuse } from '@bouwberaad/shared/protocol/refusal.ts';
import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';
import type { RegisterState } from '@bouwberaad/shared/register/state.ts';
import {
  agreedOf,
  applicationOf,
  markerOf,
  meetingEdits,
  type Agreed,
  type Conflict,
} from './application.ts';
import { decide } from './handlers.ts';
import { Ledger, type Draft } from './ledger.ts';
import type { MeetingPorts } from './ports.ts';

/** How often a race with somebody else is run again before it is called a failure. */
const ATTEMPTS = 20;
const REMEMBERED = 1000;
/** The actor of what nobody in particular does. */
const SERVER = 'server';

/** The conductor's place at one table: one thing at a time, in the order in which it was asked. */
export class Desk {
  readonly #table: string;
  readonly #ports: MeetingPorts;
  readonly #ledger: Ledger;
  /** Live connections a person. */
  readonly #connections = new Map<string, number>();
  readonly #refusals = new Map<string, Refusal>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(table: string, ports: MeetingPorts) {
    this.#table = table;
    this.#ports = ports;
    this.#ledger = new Ledger(table, ports);
  }

  command(person: string, command: Command): Promise<Answer> {
    return this.#inTurn(() => this.#carryOut(person, command));
  }

  /** A live connection of this person begins; the function that comes back ends it. */
  connect(person: string): () => void {
    this.#connections.set(person, (this.#connections.get(person) ?? 0) + 1);
    this.#inTurn(async () => {
      await this.#ledger.catchUp();
      // Named, since who comes and goes at once has been there all the same.
      await this.#attend([person]);
    }).catch((error: unknown) => {
      // The next command sees to it again.
      this.#warn('attendance was not recorded', error);
    });
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const left = (this.#connections.get(person) ?? 1) - 1;
      if (left > 0) this.#connections.set(person, left);
      else this.#connections.delete(person);
    };
  }

  /** What this process knows of the register after reading on. */
  look(): Promise<RegisterState> {
    return this.#inTurn(async () => {
      await this.#ledger.catchUp();
      return this.#ledger.state;
    });
  }

  /** Events after `after` that may be told now, and the hash of the last one. */
  read(after: number): Promise<{ events: RegisterEntry[]; head: string }> {
    return this.#inTurn(async () => {
      await this.#ledger.catchUp();
      return { events: await this.#ledger.read(after), head: this.#ledger.head.hash };
    });
  }

  /** Carries into the workspace what has been decided and is not there: after a crash, or on a restored backup. */
  recover(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#ledger.catchUp();
      await this.#reflectMeetings();
      for (const agreed of agreedOf(this.#ledger.state)) await this.#finish(agreed);
    });
  }

  recordReferenceDate(person: string, referenceDate: { id: string; sha256: string }): Promise<void> {
    const isDone = ({ referenceDates }: RegisterState): boolean =>
      referenceDates.some(({ id }) => id === referenceDate.id);
    return this.#inTurn(() =>
      this.#record({ type: 'referenceDateMade', actor: person, body: { referenceDate } }, isDone),
    );
  }

  settled(): Promise<unknown> {
    return this.#queue;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.then(
      () => this.#tellSoon(),
      () => this.#tellSoon(),
    );
    return turn;
  }

  /** After the answer: who gave the command hears it from that first. */
  #tellSoon(): void {
    setImmediate(() => this.#ledger.tell());
  }

  async #carryOut(person: string, command: Command): Promise<Answer> {
    const refused = this.#refusals.get(`${person} ${command.id}`);
    if (refused !== undefined) return refused;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // Also when the last append failed: it may have been written after all, and then this finds the first answer.
      await this.#ledger.catchUp();
      const known = this.#ledger.eventOf(person, command.id);
      if (known !== null) return this.#answerOf(known);
      await this.#attend();
      const draft = await this.#decide(person, command);
      if (!draft.ok) return this.#refuse(person, command, draft.code);
      const entry = await this.#ledger.append(draft.value);
      if (entry === null) continue;
      await this.#follow(draft.value);
      return this.#answerOf(entry.event.seq);
    }
    return refuse('busy');
  }

  async #decide(person: string, command: Command): Promise<Result<Draft>> {
    const { access, clock } = this.#ports;
    const actor = access.actor(person, this.#table);
    const rules = access.rules(this.#table);
    if (actor === null || rules === null) return problem('noParticipant', 'This person is not known here.');
    const permission = mayDecide(command.type, actor);
    if (!permission.ok) return problem(permission.code, 'This role does not do this.');
    return decide(command, {
      table: this.#table,
      state: this.#ledger.state,
      actor,
      rules,
      connected: this.#connections.has(person),
      at: toIso(clock.now()),
      ports: this.#ports,
    });
  }

  #refuse(person: string, command: Command, code: string): Refusal {
    const refusal = refuse(code);
    this.#refusals.set(`${person} ${command.id}`, refusal);
    const oldest = this.#refusals.size > REMEMBERED ? this.#refusals.keys().next().value : undefined;
    if (oldest !== undefined) this.#refusals.delete(oldest);
    return refusal;
  }

  /** The answer to the command that led to this event, made from the register alone: the same before and after a crash. */
  #answerOf(seq: number): Accepted {
    const { rounds, decisions } = this.#ledger.state;
    for (const round of rounds.values()) if (round.seq === seq) return { ok: true, seq, round: round.id };
    for (const { seq: of, outcome } of decisions.values()) if (of === seq) return { ok: true, seq, outcome };
    return { ok: true, seq };
  }

  /** What follows from an event that stands. It can't undo the event: what fails here is done by the next `recover`. */
  async #follow(draft: Draft): Promise<void> {
    try {
      if (draft.type === 'meetingOpened') await this.#attend();
      if (draft.type === 'meetingOpened' || draft.type === 'meetingClosed') await this.#reflectMeetings();
      if (draft.type === 'decided') await this.#followDecision(draft.body.decision, draft.body.round);
    } catch (error) {
      this.#warn('what follows from an event is still to be done', error, draft.type);
    }
  }

  async #followDecision(decision: string, round: string): Promise<void> {
    const record = this.#ledger.state.rounds.get(round);
    if (record?.state.phase === 'closed' && record.state.rule.hidden && record.positionSeqs.length > 0) {
      await this.#ledger.unveil(record.positionSeqs);
    }
    for (const agreed of agreedOf(this.#ledger.state))
      if (agreed.decision.id === decision) await this.#finish(agreed);
  }

  /** The decision's way from `decided` to `applied`; each part is skipped when it has been done before. */
  async #finish(agreed: Agreed): Promise<void> {
    const { id } = agreed.decision;
    const conflicts = (await this.#marker(id)) ?? (await this.#apply(agreed));
    if (conflicts.length > 0) {
      const body = {
        decision: id,
        conflicts: conflicts.map(({ path, found }) => ({ path, found })) as StoredConflicts,
      };
      await this.#record(
        { type: 'applyConflict', actor: SERVER, body },
        ({ decisions }) => (decisions.get(id)?.conflicts ?? null) !== null,
      );
    }
    await this.#record(
      { type: 'applied', actor: SERVER, body: { decision: id } },
      ({ decisions }) => (decisions.get(id)?.appliedAt ?? null) !== null,
    );
  }

  #marker(decision: string): Promise<readonly Conflict[] | null> {
    return this.#ports.workspaces.read(this.#table, (doc) => markerOf(doc, decision));
  }

  /** The changes and the marker in one transaction; when somebody edits between the look and the edit, look again. */
  async #apply(agreed: Agreed): Promise<readonly Conflict[]> {
    const { workspaces, clock } = this.#ports;
    const { id, by, number } = agreed.decision;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const batch = await workspaces.read(this.#table, (doc) =>
        applicationOf(doc, agreed, this.#secretary(), clock.now()),
      );
      const result = await workspaces.edit(this.#table, batch, by);
      const conflicts = result.ok ? await this.#marker(id) : null;
      if (conflicts !== null) return conflicts;
    }
    throw new Error(`decision ${number} could not be carried into the plans`);
  }

  async #reflectMeetings(): Promise<void> {
    const { workspaces } = this.#ports;
    if ([...this.#ledger.state.meetings.values()].every(({ planned }) => planned === null)) return;
    const edit = await workspaces.read(this.#table, (doc) => meetingEdits(doc, this.#ledger.state));
    if (edit !== null) await workspaces.edit(this.#table, edit, SERVER);
  }

  /** Everybody with a live connection and a voice is present, their organisation once a meeting. */
  async #attend(people: Iterable<string> = [...this.#connections.keys()]): Promise<void> {
    for (const person of people) {
      const meeting = this.#ledger.state.meeting;
      const actor = this.#ports.access.actor(person, this.#table);
      if (meeting === null || actor === null || actor.role === null || actor.role === 'observer') continue;
      const { organisation, role } = actor;
      if (meeting.present.get(organisation)?.voice === true) continue;
      await this.#record(
        { type: 'attended', actor: person, body: { meeting: meeting.id, organisation, role } },
        (state) =>
          state.meeting?.id !== meeting.id || state.meeting.present.get(organisation)?.voice === true,
      );
    }
  }

  /** Appends unless it has been done by somebody else, however the race ends. */
  async #record(draft: Draft, isDone: (state: RegisterState) => boolean): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      await this.#ledger.catchUp();
      if (isDone(this.#ledger.state) || (await this.#ledger.append(draft)) !== null) return;
    }
    throw new Error(`no place found in the register for ${draft.type}`);
  }

  #secretary(): string | null {
    const seats = this.#ports.access.seats(this.#table);
    return (
      (seats.find(({ role }) => role === 'secretary') ?? seats.find(({ role }) => role === 'chair'))
        ?.person ?? null
    );
  }

  #warn(message: string, error: unknown, about?: string): void {
    this.#ports.log.warn(message, {
      table: this.#table,
      reason: String(error),
      ...(about === undefined ? {} : { about }),
    });
  }
}

type StoredConflicts = Extract<Draft, { type: 'applyConflict' }>['body']['conflicts'];
