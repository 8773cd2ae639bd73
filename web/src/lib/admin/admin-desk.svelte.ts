import { createContext } from 'svelte';
import type { Role } from '@bouwberaad/shared/model/organisation.ts';
import { m } from '#lib/paraglide/messages.js';
import { problemWords } from '#lib/problem-words.ts';
import { roleName } from '#lib/ui/role.ts';
import type { Answer, Api, ApiProblem } from '../api-client.ts';
import type { AdminTable, Health, HeldMail, KnownPerson, Organisation, Seated } from './admin-types.ts';

export const [getAdminDesk, setAdminDesk] = createContext<AdminDesk>();

/** The client sends a POST; what it is sent through makes a PATCH of it. */
const asPatch: typeof fetch = (input, init) => fetch(input, { ...init, method: 'PATCH' });

/** What the pages of the administrator share: the directory as it was last fetched, and changes to it. */
export class AdminDesk {
  readonly #api: Pick<Api, 'get' | 'post' | 'delete'>;
  #round = 0;
  /** Role changes, one after another: arrow keys in a list make several, and the last one has to win. */
  #line: Promise<unknown> = Promise.resolve();

  tables = $state.raw<readonly AdminTable[]>([]);
  people = $state.raw<readonly KnownPerson[]>([]);
  organisations = $state.raw<readonly Organisation[]>([]);
  mails = $state.raw<readonly HeldMail[]>([]);
  health = $state.raw<Health | null>(null);
  /** Everything has come at least once. */
  ready = $state(false);
  /** What could not be fetched last time; what came before stays on the screen. */
  failure = $state.raw<ApiProblem | null>(null);
  /** Why something outside a form was refused, in words. */
  refused = $state<string | null>(null);
  /** What was just done, for who can't see that the screen changed. */
  said = $state('');

  constructor(api: Pick<Api, 'get' | 'post' | 'delete'>) {
    this.#api = api;
  }

  async refresh(): Promise<void> {
    const round = ++this.#round;
    const [tables, people, organisations, mails, health] = await Promise.all([
      this.#api.get<readonly AdminTable[]>('/tables'),
      this.#api.get<readonly KnownPerson[]>('/admin/people'),
      this.#api.get<readonly Organisation[]>('/admin/organisations'),
      this.#api.get<readonly HeldMail[]>('/admin/mails'),
      this.#api.get<Health>('/admin/health'),
    ]);
    // Asked again meanwhile: those answers are newer.
    if (round !== this.#round) return;
    if (tables.ok) this.tables = tables.value;
    if (people.ok) this.people = people.value;
    if (organisations.ok) this.organisations = organisations.value;
    if (mails.ok) this.mails = mails.value;
    if (health.ok) this.health = health.value;
    this.failure = [tables, people, organisations, mails, health].find((answer) => !answer.ok) ?? null;
    this.ready ||= this.failure === null;
  }

  add<T>(path: string, body?: object): Promise<Answer<T>> {
    return this.#api.post<T>(`/admin${path}`, body === undefined ? {} : { body });
  }

  change<T>(path: string, body: object): Promise<Answer<T>> {
    return this.#api.post<T>(`/admin${path}`, { body, fetch: asPatch });
  }

  /** Waits for a change and fetches what is there now. Null: it was done; else why not, in words. */
  async settle(request: Promise<Answer<unknown>>): Promise<string | null> {
    const answer = await request;
    await this.refresh();
    return answer.ok ? null : problemWords(answer);
  }

  seatsAt(table: string): readonly Seated[] {
    return this.people.flatMap((person) => {
      const seat = person.seats.find((one) => one.table === table);
      return seat === undefined ? [] : [{ person, role: seat.role }];
    });
  }

  giveSeat(table: string, person: string, role: Role): Promise<Answer<unknown>> {
    return this.change(seatPath(table, person), { role });
  }

  /** Shown at once; when it is refused, what the server has comes back and the reason is said. */
  setRole(table: string, person: KnownPerson, role: Role): void {
    this.people = this.people.map((one) =>
      one.id === person.id
        ? { ...one, seats: one.seats.map((seat) => (seat.table === table ? { ...seat, role } : seat)) }
        : one,
    );
    this.#line = this.#line.then(async () => {
      const answer = await this.giveSeat(table, person.id, role);
      if (answer.ok) this.said = m.admin_seat_changed({ name: person.name, role: roleName(role) });
      else this.refused = await this.settle(Promise.resolve(answer));
    });
  }

  /** True: it was taken. */
  async takeSeat(table: string, person: string): Promise<boolean> {
    this.refused = await this.settle(this.#api.delete(`/admin${seatPath(table, person)}`));
    return this.refused === null;
  }

  async invite(person: KnownPerson): Promise<void> {
    this.refused = await this.settle(this.add(`/people/${encodeURIComponent(person.id)}/invitation`));
    if (this.refused === null) this.said = m.admin_invite_sent({ name: person.name });
  }

  /** Null: it stands in the log. */
  async logCopy(mail: string): Promise<string | null> {
    const answer = await this.add(`/mails/${encodeURIComponent(mail)}/copied`);
    return answer.ok ? null : problemWords(answer);
  }
}

function seatPath(table: string, person: string): string {
  return `/tables/${encodeURIComponent(table)}/seats/${encodeURIComponent(person)}`;
}
