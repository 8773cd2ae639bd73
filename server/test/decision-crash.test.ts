import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { tempDir } from './server-process.ts';

/**
 * A real process on a real store is killed (-9) before and after every write between closing a round and `applied`; a
 * new process on the same data ends it exactly once, or finds that nothing had been decided.
 */
const PROCESS = fileURLToPath(new URL('decision-process.ts', import.meta.url));
const mongo = process.env['TEST_MONGODB_URL'];
const cleanup: (() => void)[] = [];
afterEach(() => {
  for (const end of cleanup.splice(0)) end();
});

interface Found {
  readonly points: number;
  readonly likelihood: number;
  readonly changed: number;
  readonly decisions: number;
  readonly applied: number;
  readonly verified: boolean;
}

function place(store: string): (what: string) => Promise<Found | 'killed'> {
  const dir = tempDir();
  cleanup.push(dir.remove);
  if (store === 'mongo' && mongo === undefined)
    throw new Error(
      'TEST_MONGODB_URL is not set: `npm test` starts a MongoDB and sets it, or name one of your own.',
    );
  const database =
    store === 'mongo' ? { MONGODB_URL: `${(mongo ?? '').replace(/\/[^/]*$/, '')}/crash_${newId()}` } : {};
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dir.path, ...database };
  return (what) =>
    new Promise((resolve, reject) => {
      execFile(process.execPath, [PROCESS, what], { env }, (error, stdout, stderr) => {
        if (error === null) resolve(JSON.parse(stdout) as Found);
        else if (error.signal === 'SIGKILL') resolve('killed');
        else reject(new Error(stderr));
      });
    });
}

const once: Omit<Found, 'points'> = { likelihood: 90, changed: 1, decisions: 1, applied: 1, verified: true };

describe.each(['embedded', 'mongo'])('on the %s store', (store) => {
  test(
    'killed at each write between closing a round and applied: applied exactly once',
    { timeout: 180_000 },
    async () => {
      const whole = await place(store)('0');
      expect(whole).toMatchObject(once);
      const points = whole === 'killed' ? 0 : whole.points;
      // decided, the changes with their marker, applied: each before and after.
      expect(points).toBe(6);
      for (let point = 1; point <= points; point++) {
        const run = place(store);
        expect(await run(String(point)), `point ${String(point)}`).toBe('killed');
        const nothing = { likelihood: 50, changed: 0, decisions: 0, applied: 0, verified: true };
        expect(await run('recover'), `point ${String(point)}`).toMatchObject(point === 1 ? nothing : once);
        // And a third start finds nothing left to do.
        if (point > 1) expect(await run('recover')).toMatchObject(once);
      }
    },
  );
});
