import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The one open file. Everything runs to its end within one turn of the event loop, so nothing comes in between. */
export class Connection {
  readonly #db: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
  }

  /** Compiled once and used for every call of its owner. */
  prepare(sql: string): Statement {
    return new Statement(this.#db.prepare(sql));
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  get inTransaction(): boolean {
    return this.#db.isTransaction;
  }

  /** All of `work` becomes durable or, when anything in it or the commit itself fails, none. */
  transaction<T>(work: () => T): T {
    // Within `transactionAround` that one decides.
    if (this.#db.isTransaction) return work();
    this.#begin.run();
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      this.#undo();
      throw error;
    }
  }

  /** As `transaction`, for work that takes many turns. All that anybody does here meanwhile is part of it. */
  async transactionAround(work: () => Promise<void>): Promise<void> {
    this.#begin.run();
    try {
      await work();
      this.#commit.run();
    } catch (error) {
      this.#undo();
      throw error;
    }
  }

  #undo(): void {
    // A full disk ends the transaction by itself; asking again would hide the reason behind "no transaction".
    if (this.#db.isTransaction) this.#rollback.run();
  }

  /** All of the write-ahead log goes into the database, which is synced. Throws when not all of it could. */
  checkpoint(): void {
    const row = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    if (row?.['busy'] !== 0) throw new Error('the write-ahead log is in use');
  }

  close(): void {
    if (!this.#db.isOpen) return;
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#db.close();
  }
}

export class Statement {
  readonly #statement: StatementSync;

  constructor(statement: StatementSync) {
    this.#statement = statement;
  }

  run(...values: SQLInputValue[]): void {
    this.#statement.run(...values);
  }

  /** Runs it, and says how many rows it changed. */
  changed(...values: SQLInputValue[]): number {
    return Number(this.#statement.run(...values).changes);
  }

  first(...values: SQLInputValue[]): Row | null {
    return this.#statement.get(...values) ?? null;
  }

  all(...values: SQLInputValue[]): readonly Row[] {
    return this.#statement.all(...values);
  }
}

/** A failure of synchronous work becomes a rejection, as the interfaces promise. */
export function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} holds no text`);
  return value;
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`column ${column} holds no number`);
  return value;
}

export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`column ${column} holds no bytes`);
  return value;
}
