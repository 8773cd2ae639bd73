import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@bouwberaad/shared/lib/clock.ts';
import { ok, problem } from '@bouwberaad/shared/lib/result.ts';
import { createSessions } from '../http/auth/sessions.ts';
import { digestWith, sessionKey } from '../http/auth/secrets.ts';
import { createLog } from '../log.ts';
import { createAccess } from '../store/access.ts';
import { openEmbedded } from '../store/embedded/open.ts';
import { controlCommands } from './commands.ts';
import { askServer, createControl, type Commands } from './socket.ts';

const log = createLog({ level: 'silent' });
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bouwberaad-control-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const echo: Commands = {
  echo: (argument) => Promise.resolve(argument === '' ? problem('empty', 'Nothing to say.') : ok(argument)),
};

describe('the socket', () => {
  it('answers on a socket that only its owner may open', async () => {
    const control = createControl({ dataDir: dir, commands: echo, log });
    expect((await control.start()).ok).toBe(true);
    expect(statSync(join(dir, 'control.sock')).mode & 0o777).toBe(0o600);
    expect(await askServer(dir, 'echo', 'a "b"\n c')).toEqual(ok('a "b"\n c'));
    expect(await askServer(dir, 'echo', '')).toEqual(problem('empty', 'Nothing to say.'));
    for (const command of ['other', 'toString', '__proto__'])
      expect(await askServer(dir, command, 'x'), command).toMatchObject({
        ok: false,
        code: 'unknownCommand',
      });
    await control.stop();
    expect(await askServer(dir, 'echo', 'x')).toBeNull();
  });

  it('survives nonsense, and those who say nothing', async () => {
    const control = createControl({ dataDir: dir, commands: echo, log });
    await control.start();
    const silent = connect(join(dir, 'control.sock'));
    const said = await new Promise<string>((resolve) => {
      const socket = connect(join(dir, 'control.sock'));
      socket.once('data', (data) => resolve(data.toString()));
      socket.write('{"command":\n');
    });
    expect(said).toContain('unknownCommand');
    expect(await askServer(dir, 'echo', 'still there')).toEqual(ok('still there'));
    silent.destroy();
    await control.stop();
  });

  it('of a living server is left alone', async () => {
    const first = createControl({ dataDir: dir, commands: echo, log });
    expect((await first.start()).ok).toBe(true);
    expect(await createControl({ dataDir: dir, commands: {}, log }).start()).toMatchObject({
      ok: false,
      code: 'inUse',
    });
    expect(await askServer(dir, 'echo', 'first')).toEqual(ok('first'));
    await first.stop();
  });

  it('of a killed server is taken over', async () => {
    const path = join(dir, 'control.sock');
    const killed = spawn(process.execPath, [
      '-e',
      'require("net").createServer().listen(process.argv[1], () => console.log("up"))',
      path,
    ]);
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    await once(killed, 'close');
    expect(existsSync(path)).toBe(true);
    expect(await askServer(dir, 'echo', 'x')).toBeNull();
    const control = createControl({ dataDir: dir, commands: echo, log });
    expect((await control.start()).ok).toBe(true);
    expect(await askServer(dir, 'echo', 'mine now')).toEqual(ok('mine now'));
    await control.stop();
  });

  it('does not keep a server from stopping', async () => {
    const control = createControl({ dataDir: dir, commands: echo, log });
    await control.start();
    const silent = connect(join(dir, 'control.sock'));
    await once(silent, 'connect');
    await control.stop();
    await once(silent, 'close');
  });
});

describe('npm run token', () => {
  async function run(email?: string): Promise<{ code: number | null; out: string; err: string }> {
    const script = fileURLToPath(new URL('../../../scripts/token.ts', import.meta.url));
    const child = spawn(process.execPath, [script, ...(email === undefined ? [] : [email])], {
      env: { PATH: process.env['PATH'], DATA_DIR: dir },
      cwd: dir,
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => void (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => void (err += data.toString()));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, out, err };
  }

  async function open() {
    const store = await openEmbedded({ dir });
    if (!store.ok) throw new Error(store.message);
    const access = await createAccess(store.value.directory);
    const sessions = createSessions({
      access,
      clock: systemClock,
      digest: digestWith(await sessionKey({ sessionSecret: null, dataDir: dir })),
    });
    return { store: store.value, access, sessions };
  }

  it('gives a token that opens, with a server running and without', async () => {
    const first = await open();
    await first.access.directory.put('person', {
      id: 'lid',
      name: 'Lid',
      email: 'lid@gemeente.example',
      organisation: 'o',
      admin: false,
    });
    const control = createControl({ dataDir: dir, commands: controlCommands(first), log });
    await control.start();
    const asked = await run('lid@gemeente.example');
    expect(asked).toMatchObject({ code: 0, err: '' });
    expect((await first.sessions.authenticate({ token: asked.out.trim() }))?.person.id).toBe('lid');
    expect(await run('niemand@gemeente.example')).toEqual({
      code: 1,
      out: '',
      err: 'Nobody here has the address niemand@gemeente.example.\n',
    });
    await control.stop();
    await first.store.close();

    const alone = await run('LID@gemeente.example');
    expect(alone).toMatchObject({ code: 0, err: '' });
    const second = await open();
    expect((await second.sessions.authenticate({ token: alone.out.trim() }))?.person.id).toBe('lid');
    await second.store.close();
  }, 20_000);

  it('says how it is used, and what is wrong', async () => {
    expect(await run()).toMatchObject({ code: 1, out: '', err: 'Usage: npm run token -- <e-mail>\n' });
    expect(existsSync(join(dir, 'control.sock'))).toBe(false);
  }, 20_000);
});
