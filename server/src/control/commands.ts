import { isAbsolute } from 'node:path';
import { ok, problem, type Result } from '@bouwberaad/shared/lib/result.ts';
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

/** A file's absolute path -> that path, once a backup is there whole. Problems: `usage`, those of `write`. */
export function backupCommand(write: (file: string) => Promise<Result<unknown>>): Commands {
  return {
    backup: async (file) => {
      if (!isAbsolute(file)) return problem('usage', 'The server needs the absolute path of the file.');
      const written = await write(file);
      return written.ok ? ok(file) : written;
    },
  };
}
