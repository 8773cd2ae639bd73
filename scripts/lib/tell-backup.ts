import type { Result } from '@bouwberaad/shared/lib/result.ts';
import type { CheckedBackup } from '../../server/src/store/backup/restore.ts';

/** What a person at the terminal hears of a backup, on stdout; what is wrong, on stderr. */
export function tell(what: string, result: Result<CheckedBackup>): void {
  if (!result.ok) {
    process.stderr.write(`${result.message}\n`);
    process.exitCode = 1;
    return;
  }
  const { header, counts, warnings } = result.value;
  process.stdout.write(
    `${what}: of ${header.at}, ${counts.workspace} tables, ${counts.history} changes, ` +
      `${counts.register} register events, ${counts.referenceDate} reference dates, ` +
      `${counts.directory} records of the directory, ${counts.outgoing} messages.\n`,
  );
  for (const warning of warnings) process.stderr.write(`WARNING: ${warning}\n`);
}
