import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseEnv } from 'node:util';
import { ok, problem, type Problem, type Result } from '@bouwberaad/shared/lib/result.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Tiles {
  /** With {z}, {x} and {y}. */
  readonly url: string;
  /** Whose map it is, as its licence asks it to be named. */
  readonly attribution: string;
}

/** The settings of this process, parsed. Null: not set. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin under which people reach us, without a slash at the end. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly mongoUrl: string | null;
  readonly sessionSecret: string | null;
  readonly demo: boolean;
  readonly adminEmail: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  /** As express takes it: hops, or addresses of proxies. */
  readonly trustProxy: false | number | readonly string[];
  readonly metricsToken: string | null;
  readonly logLevel: LogLevel;
  /** Where the map has tiles from; null: from nowhere, it is drawn. */
  readonly tiles: Tiles | null;
  readonly redisUrl: string | null;
  readonly webDev: boolean;
  /** What starts but deserves a word on the terminal; one line each. */
  readonly warnings: readonly string[];
}

/** One line for every wrong value. */
export interface ConfigProblem extends Problem {
  readonly lines: readonly string[];
}

interface Setting<T> {
  readonly meaning: string;
  /** In words or as the value itself, for people. */
  readonly byDefault: string;
  readonly absent: T;
  /** The value, or what it should have been: "a number from 0 to 65535". */
  readonly parse: (text: string) => { readonly value: T } | { readonly expected: string };
  /** Its value is never printed. */
  readonly secret?: true;
  /** Read and checked, but nothing uses it yet. */
  readonly later?: true;
}

type Parse<T> = Setting<T>['parse'];

const anyText: Parse<string> = (value) => ({ value });

const settings = {
  PORT: setting('Port to listen on; 0 takes a free one', '3000', 3000, wholeNumber(0, 65_535)),
  HOST: setting('Address to listen on; 0.0.0.0 lets other machines in', '127.0.0.1', '127.0.0.1', hostName),
  PUBLIC_URL: optional(
    'Address under which people reach the server; https makes the cookie Secure',
    'http://HOST:PORT',
    origin,
  ),
  DATA_DIR: setting('Folder for everything that is kept here', './data', './data', anyText),
  MONGODB_URL: {
    ...optional(
      'Keep everything in this MongoDB instead of in DATA_DIR',
      'not set',
      urlOf('mongodb:', 'mongodb+srv:'),
    ),
    secret: true,
  },
  SESSION_SECRET: {
    ...optional(
      'Key under which sessions are kept; another one signs everybody out',
      'made once, in DATA_DIR',
      longText(32),
    ),
    secret: true,
  },
  DEMO: setting(
    'Start with the invented demo region, whose people sign in with one click',
    '1 with npm start, else 0',
    false,
    flag,
  ),
  ADMIN_EMAIL: optional(
    'First start without demo: makes this administrator and prints a one-time link',
    'not set',
    email,
  ),
  SMTP_URL: {
    ...optional(
      'Mail server, smtp:// or smtps://; without it the administrator passes mails on',
      'not set',
      urlOf('smtp:', 'smtps:'),
    ),
    secret: true,
  },
  MAIL_FROM: optional('Sender of mails', 'Bouwberaad, at the host of PUBLIC_URL', sender),
  OIDC_ISSUER: {
    ...optional(
      'Sign-in by an OpenID provider; the three belong together',
      'not set',
      urlOf('https:', 'http:'),
    ),
    later: true,
  },
  OIDC_CLIENT_ID: { ...optional('Our name at that provider', 'not set', anyText), later: true },
  OIDC_CLIENT_SECRET: {
    ...optional('Our secret at that provider', 'not set', anyText),
    secret: true,
    later: true,
  },
  TRUST_PROXY: setting(
    'Proxies before us: how many, or their addresses with commas between',
    '0',
    false,
    proxies,
  ),
  METRICS_TOKEN: {
    ...optional('Bearer token that opens /metrics', 'not set: no /metrics', longText(16)),
    secret: true,
    later: true,
  },
  LOG_LEVEL: setting(
    'How much is logged: silent, error, warn, info or debug',
    'info',
    'info',
    oneOf(LOG_LEVELS),
  ),
  MAP_TILES_URL: optional(
    'Map tiles under the plans, from a server of yours, with {z} {x} {y}; the pages may then load images from it',
    'not set: a drawing of our own',
    tilesUrl,
  ),
  MAP_TILES_ATTRIBUTION: optional('Whose map those tiles are, shown on it', 'not set', anyText),
  REDIS_URL: {
    ...optional('Doorbell between several nodes', 'not set: one node', urlOf('redis:', 'rediss:')),
    secret: true,
    later: true,
  },
  WEB_DEV: setting('Used by npm run dev: pages come from vite, not from web/build', '0', false, flag),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;
type Values = { readonly [K in SettingName]: (typeof settings)[K]['absent'] };

function entries(): readonly [SettingName, Setting<unknown>][] {
  return Object.entries(settings) as [SettingName, Setting<unknown>][];
}

/** Every setting in words, for the documentation. */
export function describeConfig(): readonly {
  name: SettingName;
  byDefault: string;
  meaning: string;
  later: boolean;
}[] {
  return entries().map(([name, { byDefault, meaning, later }]) => ({
    name,
    byDefault,
    meaning,
    later: later === true,
  }));
}

/** Reads and checks all settings; an empty value counts as not set. */
export function readConfig(env: Environment): Result<Config, ConfigProblem> {
  const lines: string[] = [];
  const values = Object.fromEntries(
    entries().map(([name, one]) => [name, read(name, one, env, lines)]),
  ) as Values;
  const oidc = [values.OIDC_ISSUER, values.OIDC_CLIENT_ID, values.OIDC_CLIENT_SECRET];
  if (oidc.some((one) => one !== null) && oidc.includes(null)) {
    lines.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.');
  }
  return lines.length > 0 ? { ...problem('wrongSettings', lines.join('\n')), lines } : ok(toConfig(values));
}

function read(
  name: SettingName,
  { absent, parse, secret }: Setting<unknown>,
  env: Environment,
  lines: string[],
): unknown {
  const text = env[name]?.trim() ?? '';
  if (text === '') return absent;
  const parsed = parse(text);
  if ('value' in parsed) return parsed.value;
  lines.push(`${name} should be ${parsed.expected}${secret ? '' : `, not "${text}"`}.`);
  return absent;
}

function toConfig(values: Values): Config {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL,
    dataDir: values.DATA_DIR,
    mongoUrl: values.MONGODB_URL,
    sessionSecret: values.SESSION_SECRET,
    demo: values.DEMO,
    adminEmail: values.ADMIN_EMAIL,
    smtpUrl: values.SMTP_URL,
    mailFrom:
      values.MAIL_FROM ??
      `Bouwberaad <bouwberaad@${values.PUBLIC_URL === null ? 'localhost' : new URL(values.PUBLIC_URL).hostname}>`,
    oidc:
      issuer !== null && clientId !== null && clientSecret !== null
        ? { issuer, clientId, clientSecret }
        : null,
    trustProxy: values.TRUST_PROXY,
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL,
    tiles:
      values.MAP_TILES_URL === null
        ? null
        : { url: values.MAP_TILES_URL, attribution: values.MAP_TILES_ATTRIBUTION ?? '' },
    redisUrl: values.REDIS_URL,
    webDev: values.WEB_DEV,
    warnings: warningsOf(values),
  };
}

function warningsOf(values: Values): string[] {
  const warnings: string[] = [];
  if (values.DEMO && !isLoopback(values.HOST)) {
    warnings.push(
      `DEMO is on and HOST ${values.HOST} can be reached by others: ANYONE there can sign in as the chair or the administrator. Never keep real plans in it.`,
    );
  }
  for (const [name, { later, absent }] of entries()) {
    if (later && values[name] !== absent) warnings.push(`${name} is set, but nothing uses it yet.`);
  }
  return warnings;
}

/** Whether only this machine can connect to the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** The environment of this process over what `.env` says, when there is one. */
export function readEnvironment(file = '.env'): Environment {
  return { ...readEnvFile(file), ...process.env };
}

function readEnvFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function setting<T>(meaning: string, byDefault: string, absent: T, parse: Parse<T>): Setting<T> {
  return { meaning, byDefault, absent, parse };
}

function optional(meaning: string, byDefault: string, parse: Parse<string>): Setting<string | null> {
  return { meaning, byDefault, absent: null, parse };
}

function wholeNumber(min: number, max: number): Parse<number> {
  return (text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max
      ? { value: Number(text) }
      : { expected: `a number from ${min} to ${max}` };
}

function oneOf<const C extends readonly string[]>(choices: C): Parse<C[number]> {
  return (text) => (choices.includes(text) ? { value: text } : { expected: `one of ${choices.join(', ')}` });
}

function flag(text: string): ReturnType<Parse<boolean>> {
  return text === '1' || text === '0' ? { value: text === '1' } : { expected: '1 or 0' };
}

function longText(least: number): Parse<string> {
  return (text) => (text.length >= least ? { value: text } : { expected: `at least ${least} characters` });
}

function hostName(text: string): ReturnType<Parse<string>> {
  return isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)
    ? { value: text }
    : { expected: 'an address or a host name' };
}

function email(text: string): ReturnType<Parse<string>> {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text) ? { value: text } : { expected: 'an e-mail address' };
}

function sender(text: string): ReturnType<Parse<string>> {
  return /^([^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(text)
    ? { value: text }
    : { expected: 'an e-mail address, or Name <address>' };
}

function urlOf(...protocols: readonly string[]): Parse<string> {
  const schemes = protocols.map((one) => `${one}//`).join(' or ');
  // Not through `new URL`: the addresses of a replica set stand with commas between them, which it refuses.
  return (text) =>
    protocols.some((one) => text.startsWith(`${one}//`) && text.length > one.length + 2)
      ? { value: text }
      : { expected: `an address that begins with ${schemes}` };
}

function tilesUrl(text: string): ReturnType<Parse<string>> {
  const plain = text.replaceAll(/\{[xyz]\}/g, '0');
  const fits =
    ['{x}', '{y}', '{z}'].every((part) => text.includes(part)) &&
    URL.canParse(plain) &&
    /^https?:$/.test(new URL(plain).protocol) &&
    // The host goes into a header: nothing in it may vary, or end it.
    /^https?:\/\/[A-Za-z0-9.:-]+\//.test(text);
  return fits ? { value: text } : { expected: 'https://host/path with {z}, {x} and {y} in the path' };
}

function origin(text: string): ReturnType<Parse<string>> {
  const expected = 'http://host or https://host, without a path';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '') return { expected };
  return url.pathname === '/' && url.search === '' && url.hash === '' ? { value: url.origin } : { expected };
}

function proxies(text: string): ReturnType<Parse<Config['trustProxy']>> {
  if (/^\d{1,2}$/.test(text)) return { value: text === '0' ? false : Number(text) };
  const addresses = text.split(',').map((one) => one.trim());
  // "true" would believe any X-Forwarded-For, also one that the visitor made up.
  return addresses.every(isProxyAddress)
    ? { value: addresses }
    : { expected: 'a number of proxies, or their addresses with commas between' };
}

function isProxyAddress(text: string): boolean {
  const [address = '', bits] = text.split('/');
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= 128)) return false;
  return isIP(address) !== 0 || ['loopback', 'linklocal', 'uniquelocal'].includes(text);
}
