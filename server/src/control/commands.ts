import { ok, problem } from '@bouwberaad/shared/lib/result.ts';
import type { Access } from '../store/access.ts';
import type { Commands } from './socket.ts';

/** What scripts may ask, of the running server or, when none runs, of the store itself. */
export function controlCommands({
  access,
  sessions,
}: {
  readonly access: Pick<Access, 'personByEmail'>;
  readonly sessions: { begin(person: string): Promise<string> };
}): Commands {
  return {
    /** E-mail -> a token of 30 days. Problem `unknownPerson`. */
    token: async (email) => {
      const person = access.personByEmail(email);
      return person === null
        ? problem('unknownPerson', `Nobody here has the address ${email}.`)
        : ok(await sessions.begin(person.id));
    },
  };
}
