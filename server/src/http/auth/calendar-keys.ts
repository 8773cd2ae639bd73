import { toIso, type Clock } from '@bouwberaad/shared/lib/clock.ts';
import type { Directory } from '../../store/store.ts';
import { createSerial } from '../serial.ts';
import { CALENDAR, newSecret, type Digest } from './secrets.ts';

export interface CalendarKeys {
  /** A new key for the person's feed; the one before opens nothing any more. The key exists only in this answer. */
  renew(person: string): Promise<{ readonly key: string; readonly at: string }>;
  /** Since when the person has one; null: none. */
  since(person: string): Promise<string | null>;
  /** Whose feed a key opens; null: nobody's. */
  personOf(key: string): Promise<string | null>;
}

export interface CalendarKeysOptions {
  readonly directory: Pick<Directory, 'get' | 'list' | 'put' | 'take'>;
  readonly clock: Clock;
  readonly digest: Digest;
}

export function createCalendarKeys({ directory, clock, digest }: CalendarKeysOptions): CalendarKeys {
  const oneByOne = createSerial();
  const of = async (person: string) =>
    (await directory.list('calendarKey')).filter((key) => key.person === person);

  return {
    renew: (person) =>
      oneByOne(async () => {
        const before = await of(person);
        const key = newSecret(CALENDAR);
        const at = toIso(clock.now());
        // The old ones first: a renewal that fails half way leaves nobody with a key that should be dead.
        for (const { id } of before) await directory.take('calendarKey', id);
        await directory.put('calendarKey', { id: digest(key), person, at });
        return { key, at };
      }),
    since: async (person) => (await of(person))[0]?.at ?? null,
    async personOf(key) {
      if (!key.startsWith(CALENDAR)) return null;
      return (await directory.get('calendarKey', digest(key)))?.person ?? null;
    },
  };
}
