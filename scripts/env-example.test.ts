import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { describeConfig, readConfig } from '../server/src/config.ts';

const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
const shown = [...text.matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]);

/** Set by `npm run dev`, not by people. */
const INTERNAL = ['WEB_DEV'];

test('.env.example shows every setting once, in the order of the configuration', () => {
  const settings = describeConfig().map((setting) => setting.name);
  expect(shown).toEqual(settings.filter((name) => !INTERNAL.includes(name)));
});

test('as it is it sets nothing', () => {
  expect(parseEnv(text)).toEqual({});
});

test('each example that has a value is a value the server takes', () => {
  const examples = parseEnv(text.replace(/^#(?=[A-Z_]+=.)/gm, ''));
  delete examples['OIDC_ISSUER'];
  expect(readConfig(examples)).toMatchObject({ ok: true });
});
