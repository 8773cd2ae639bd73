import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginPath, safeNext, sendToSignIn } from './next.ts';

describe('safeNext', () => {
  it.each([
    ['/tables/west-overijssel/projects?q=a', '/tables/west-overijssel/projects?q=a'],
    ['/admin', '/admin'],
    [null, '/tables'],
    ['', '/tables'],
    ['/', '/tables'],
    ['//evil.example', '/tables'],
    ['/\\evil.example', '/tables'],
    ['https://evil.example', '/tables'],
    ['javascript:alert(1)', '/tables'],
    ['/\t/evil.example', '/tables'],
    ['/login?next=/login', '/tables'],
    ['/x/../login', '/tables'],
  ])('%s leads to %s', (next, expected) => {
    expect(safeNext(next)).toBe(expected);
  });

  it('never leaves this site, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((s) => `/${s}`),
        ),
        (next) => {
          expect(new URL(safeNext(next), 'https://bouwberaad.example').origin).toBe(
            'https://bouwberaad.example',
          );
        },
      ),
    );
  });
});

describe('loginPath', () => {
  it('remembers where one came from, unless that is home', () => {
    expect(loginPath('/tables')).toBe('/login');
    expect(loginPath('/tables/x/projects')).toBe('/login?next=%2Ftables%2Fx%2Fprojects');
  });
});

describe('sendToSignIn', () => {
  it('sends to the sign-in page, once: who is there already keeps where they came from', () => {
    expect(sendToSignIn('/tables/x/projects?view=mine')).toBe(
      '/login?next=%2Ftables%2Fx%2Fprojects%3Fview%3Dmine',
    );
    for (const here of ['/login', '/login?next=%2Ftables%2Fx', '/login/abc', '/login#x'])
      expect(sendToSignIn(here)).toBeNull();
    expect(sendToSignIn('/loginpage')).not.toBeNull();
  });
});
