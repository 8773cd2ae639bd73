import { describe, expect, it } from 'vitest';
import { looksLikeEmail } from './email.ts';

describe('looksLikeEmail', () => {
  it.each(['voorzitter@demo.example', ' a.b+c@sub.kampen.nl '])('%s does', (text) => {
    expect(looksLikeEmail(text)).toBe(true);
  });
  it.each([
    '',
    'fatima',
    'fatima@',
    'fatima@kampen',
    '@kampen.nl',
    'a b@kampen.nl',
    'a@kampen..nl',
    'a@b@kampen.nl',
  ])('%j does not', (text) => {
    expect(looksLikeEmail(text)).toBe(false);
  });
});
