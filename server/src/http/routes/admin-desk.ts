import type { HttpPorts } from '../ports.ts';

/** What the routes that change the directory share: the administrator's, and a table's settings. */
export interface AdminDesk extends HttpPorts {
  /**
   * Checks and writes of the directory, one change at a time: two at once could both take the last free address, and a
   * record that is read, changed and written as a whole would lose one of two changes.
   */
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
}
