import type { HttpPorts } from '../ports.ts';

/** What the routes of the administrator share. */
export interface AdminDesk extends HttpPorts {
  /** Checks and writes of the directory, one change at a time: two at once could both take the last free address. */
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
}
