import { MongoServerError } from 'mongodb';

const DUPLICATE_KEY = 11000;

/** A unique index refused it. Which one the server does not always tell; who cares looks. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}
