/** An expected failure is a value with a reason; an exception is a bug. */
export interface Problem {
  readonly ok: false;
  /** Stable, machine-readable; programs outside may rely on it. */
  readonly code: string;
  /** One plain sentence for a person, when the code alone does not say enough. */
  readonly message: string;
  /** Where it went wrong, e.g. a workspace path or a row number. */
  readonly at?: string;
}

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T, P extends Problem = Problem> = Ok<T> | P;

export const done: Ok<undefined> = { ok: true, value: undefined };

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function problem(code: string, message: string, at?: string): Problem {
  return at === undefined ? { ok: false, code, message } : { ok: false, code, message, at };
}

/** For what cannot be: a broken invariant of our own, never bad input. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
