import { compile } from '@inlang/paraglide-js';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesConfig } from '../../messages.config.ts';

type Message = (inputs: Record<string, unknown>) => string;

const web = join(import.meta.dirname, '../..');
const folder = join(web, 'messages/nl');
const files = await readdir(folder);
const sources = await Promise.all(
  files.map(async (file) => {
    const all = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, unknown>;
    return { file, keys: Object.keys(all).filter((key) => key !== '$schema'), all };
  }),
);

let outdir: string;
let compiled: Record<string, unknown>;

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'messages-'));
  await compile({ ...messagesConfig, strategy: ['baseLocale'], outdir, cleanOutdir: false });
  compiled = (await import(/* @vite-ignore */ pathToFileURL(join(outdir, 'messages.js')).href)) as Record<
    string,
    unknown
  >;
});

afterAll(() => rm(outdir, { recursive: true, force: true }));

describe('the messages', () => {
  it('all become functions: a plugin that is not found would silently leave none', () => {
    for (const { keys } of sources) {
      for (const key of keys) expect(compiled[key], key).toBeTypeOf('function');
    }
    expect((compiled['common_close'] as Message)({})).toBe('Sluiten');
  });

  it('choose the singular and the plural', () => {
    const homes = compiled['common_homes'] as Message;
    expect(homes({ count: 1, shown: '1' })).toBe('1 woning');
    expect(homes({ count: 1240, shown: '1.240' })).toBe('1.240 woningen');
  });

  it('carry the name of their file, so that two people never write the same key', () => {
    for (const { file, keys } of sources) {
      for (const key of keys) expect(key.startsWith(`${file.replace('.json', '')}_`), key).toBe(true);
    }
  });

  it('are listed: a file that the settings do not name is not compiled', async () => {
    const settings = JSON.parse(await readFile(join(web, 'project.inlang/settings.json'), 'utf8')) as {
      'plugin.inlang.messageFormat': { pathPattern: readonly string[] };
    };
    const listed = settings['plugin.inlang.messageFormat'].pathPattern.map((pattern) =>
      pattern.split('/').at(-1),
    );
    expect(listed.toSorted()).toEqual(files.toSorted());
  });

  it('keep to the words of the look: no exclamation marks, no "helaas", no "succesvol"', () => {
    for (const { all } of sources)
      expect(JSON.stringify(all)).not.toMatch(/!|helaas|succesvol|er is iets misgegaan/i);
  });
});
