import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  describeConfig,
  isLoopback,
  readConfig,
  readEnvironment,
  type Config,
  type Environment,
} from './config.ts';

function config(env: Environment): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

function lines(env: Environment): readonly string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.lines;
}

describe('the settings', () => {
  it('have defaults that work on this machine alone', () => {
    expect(config({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: null,
      dataDir: './data',
      mongoUrl: null,
      sessionSecret: null,
      demo: false,
      adminEmail: null,
      smtpUrl: null,
      mailFrom: 'Bouwberaad <bouwberaad@localhost>',
      oidc: null,
      trustProxy: false,
      metricsToken: null,
      logLevel: 'info',
      tiles: null,
      redisUrl: null,
      webDev: false,
      warnings: [],
    });
  });

  it('take map tiles from one host, with the place of a tile in the path', () => {
    const url = 'https://tiles.example/{z}/{x}/{y}.png';
    expect(config({ MAP_TILES_URL: url }).tiles).toEqual({ url, attribution: '' });
    expect(config({ MAP_TILES_URL: url, MAP_TILES_ATTRIBUTION: '© Kadaster' }).tiles?.attribution).toBe(
      '© Kadaster',
    );
    for (const wrong of [
      'https://tiles.example/map.png',
      'ftp://tiles.example/{z}/{x}/{y}.png',
      'https://{s}.tiles.example/{z}/{x}/{y}.png',
      "https://tiles.example; script-src 'unsafe-inline'/{z}/{x}/{y}",
    ]) {
      expect(readConfig({ MAP_TILES_URL: wrong }).ok).toBe(false);
    }
  });

  it('are read as what they mean', () => {
    const read = config({
      PORT: '0',
      PUBLIC_URL: 'https://bouwberaad.example/',
      DEMO: '1',
      TRUST_PROXY: '10.0.0.0/8, loopback',
      LOG_LEVEL: 'debug',
      MONGODB_URL: 'mongodb://a:27017,b:27017/x?replicaSet=rs0',
      SMTP_URL: ' smtp://localhost:25 ',
      ADMIN_EMAIL: '',
    });
    expect(read).toMatchObject({
      port: 0,
      publicUrl: 'https://bouwberaad.example',
      demo: true,
      trustProxy: ['10.0.0.0/8', 'loopback'],
      logLevel: 'debug',
      mongoUrl: 'mongodb://a:27017,b:27017/x?replicaSet=rs0',
      smtpUrl: 'smtp://localhost:25',
      adminEmail: null,
      mailFrom: 'Bouwberaad <bouwberaad@bouwberaad.example>',
    });
  });

  it('stop the start with one line for each wrong value', () => {
    expect(
      lines({
        PORT: 'drie',
        HOST: 'a b',
        DEMO: 'ja',
        LOG_LEVEL: 'loud',
        TRUST_PROXY: 'true',
        PUBLIC_URL: 'https://x.nl/pad',
      }),
    ).toEqual([
      'PORT should be a number from 0 to 65535, not "drie".',
      'HOST should be an address or a host name, not "a b".',
      'PUBLIC_URL should be http://host or https://host, without a path, not "https://x.nl/pad".',
      'DEMO should be 1 or 0, not "ja".',
      'TRUST_PROXY should be a number of proxies, or their addresses with commas between, not "true".',
      'LOG_LEVEL should be one of silent, error, warn, info, debug, not "loud".',
    ]);
  });

  it('never print a secret, right or wrong', () => {
    const wrong = lines({
      SESSION_SECRET: 'kort',
      MONGODB_URL: 'piet:geheim@host',
      SMTP_URL: 'piet:geheim@host',
      METRICS_TOKEN: 'x1',
    });
    expect(wrong).toHaveLength(4);
    expect(wrong.join('\n')).not.toMatch(/geheim|kort|x1/);
  });

  it('take the three of OIDC together', () => {
    expect(lines({ OIDC_ISSUER: 'https://id.example' })).toEqual([
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.',
    ]);
    const all = config({
      OIDC_ISSUER: 'https://id.example',
      OIDC_CLIENT_ID: 'ons',
      OIDC_CLIENT_SECRET: 'geheim',
    });
    expect(all.oidc).toEqual({ issuer: 'https://id.example', clientId: 'ons', clientSecret: 'geheim' });
    expect(all.warnings).toHaveLength(3);
    expect(all.warnings.join('\n')).not.toContain('geheim');
  });

  it('warn loudly of a demo that others can reach', () => {
    expect(config({ DEMO: '1', HOST: '0.0.0.0' }).warnings[0]).toContain('ANYONE');
    expect(config({ DEMO: '1', HOST: '127.0.0.1' }).warnings).toEqual([]);
    expect(config({ HOST: '0.0.0.0' }).warnings).toEqual([]);
    expect(['localhost', '127.0.0.1', '127.9.9.9', '::1'].every(isLoopback)).toBe(true);
    expect(['0.0.0.0', '::', '192.168.1.4', '127.evil.example'].some(isLoopback)).toBe(false);
  });

  it('are all described', () => {
    const described = describeConfig();
    expect(described.map(({ name }) => name)).toContain('SESSION_SECRET');
    for (const { name, meaning, byDefault } of described)
      expect(meaning.length * byDefault.length, name).toBeGreaterThan(0);
  });
});

describe('the .env file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bouwberaad-env-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read when there, and the environment goes before it', () => {
    const file = join(folder, '.env');
    writeFileSync(file, 'LOG_LEVEL=debug # why\nPATH=nowhere\n');
    const env = readEnvironment(file);
    expect(env['LOG_LEVEL']).toBe('debug');
    expect(env['PATH']).toBe(process.env['PATH']);
    expect(readEnvironment(join(folder, 'none'))['PATH']).toBe(process.env['PATH']);
  });
});
