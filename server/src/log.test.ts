import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from './log.ts';

function capture(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  return {
    lines,
    log: createLog({ level: 'info', readable: false, write: (line) => void lines.push(line), ...options }),
  };
}

describe('the log', () => {
  it('writes JSON for machines and a line for people', () => {
    const machine = capture();
    machine.log.tag('sync').warn('saving falters', { doc: 'west/workspace' });
    expect(JSON.parse(machine.lines[0] ?? '')).toMatchObject({
      level: 'warn',
      tag: 'sync',
      message: 'saving falters',
      doc: 'west/workspace',
    });

    const person = capture({ readable: true });
    person.log.tag('sync').warn('saving falters', { doc: 'west/workspace', rows: 3 });
    expect(person.lines[0]).toMatch(
      /^\d\d:\d\d:\d\d warn {2}\[sync\] saving falters {2}doc=west\/workspace {2}rows=3\n$/,
    );
  });

  it('keeps to its level', () => {
    const { lines, log } = capture({ level: 'warn' });
    log.info('not this');
    log.warn('this');
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['a session token by its key', { token: 'geheim' }],
    ['a nested cookie', { request: { headers: { cookie: 'bb_session=geheim' } } }],
    ['a header', { headers: [{ authorization: 'Bearer geheim' }] }],
    ['a bearer in text', { text: 'got Bearer geheim here' }],
    ['an address with a token', { url: '/sync/west/workspace?saved=1&token=geheim' }],
    ['a database address', { reason: 'cannot reach mongodb://piet:geheim@host/x' }],
    ['a sign-in code wherever it stands', { path: '/api/v1/sign-in-links/bbl_geheim' }],
    ['a token in an error', { error: new Error('refused bbs_geheim') }],
    ['a link', { link: 'https://x.nl/login/geheim' }],
  ])('never tells %s', (_what, about) => {
    for (const readable of [true, false]) {
      const { lines, log } = capture({ readable });
      log.info('something', about);
      expect(lines[0]).toContain('[hidden]');
      expect(lines[0]).not.toContain('geheim');
    }
  });

  it('does not hide what helps: problem codes and error traces', () => {
    const { lines, log } = capture();
    log.error('failed', { code: 'notAllowed', error: new Error('the disk is full') });
    expect(lines[0]).toContain('notAllowed');
    expect(lines[0]).toContain('the disk is full');
    expect(lines[0]).toContain('log.test.ts');
  });

  it('hides in the message too', () => {
    const { lines, log } = capture();
    log.info('redeemed bbl_geheim');
    expect(lines[0]).not.toContain('geheim');
  });
});
