import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODE, digestWith, newSecret, sessionKey, TOKEN } from './secrets.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bouwberaad-key-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

describe('the key of an installation', () => {
  it('is the setting when there is one', async () => {
    expect(await sessionKey({ sessionSecret: 'of the setting', dataDir: dir })).toBe('of the setting');
  });

  it('is made once, and nobody else on the machine can read it', async () => {
    const dataDir = join(dir, 'made', 'on', 'the', 'way');
    const key = await sessionKey({ sessionSecret: null, dataDir });
    expect(key).toHaveLength(43);
    expect(await sessionKey({ sessionSecret: null, dataDir })).toBe(key);
    const file = join(dataDir, 'session-secret');
    expect(readFileSync(file, 'utf8')).toBe(key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('that is cut short is made anew', async () => {
    writeFileSync(join(dir, 'session-secret'), 'cut');
    expect(await sessionKey({ sessionSecret: null, dataDir: dir })).toHaveLength(43);
  });
});

describe('a secret', () => {
  it('is never the same twice, and its digest depends on the key', () => {
    const secret = newSecret(TOKEN);
    expect(secret).toMatch(/^bbs_[\w-]{43}$/);
    expect(newSecret(CODE)).toMatch(/^bbl_[\w-]{43}$/);
    expect(newSecret(TOKEN)).not.toBe(secret);
    expect(digestWith('one')(secret)).toMatch(/^[0-9a-f]{64}$/);
    expect(digestWith('one')(secret)).not.toBe(digestWith('two')(secret));
  });
});
