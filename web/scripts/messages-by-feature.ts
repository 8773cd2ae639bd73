import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const PART = '\0messages:';
const ALIAS = /^export \{ ([a-z]+)_\w+ as "\w+" \}/gmu;
const DECLARES = /^export const ([a-z]+)_\w+ = /u;

/**
 * For the build: every message in a module of its feature, so that a page brings its own and not those of all pages.
 * With one language there is nothing to choose either, and the functions that choose it, two thirds of what messages
 * weigh, are left out. With a second language it steps aside.
 */
export function messagesByFeature(outdir: string): Plugin {
  const index = resolve(outdir, 'messages/_index.js');
  let parts: ReadonlyMap<string, string> | null = null;

  async function partsOf(): Promise<ReadonlyMap<string, string>> {
    const read = (name: string): Promise<string> => readFile(resolve(outdir, 'messages', name), 'utf8');
    parts ??= splitMessages(await read('nl.js'), await read('_index.js'));
    return parts;
  }

  return {
    name: 'messages-by-feature',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (id.startsWith(PART)) return (await partsOf()).get(id.slice(PART.length)) ?? null;
      if (id !== index) return null;
      const source = await readFile(index, 'utf8');
      if (/from "\.\/(?!nl\.js)[\w-]+\.js"/u.test(source)) return null;
      const features = [...(await partsOf()).keys()];
      return features.map((feature) => `export * from '${PART}${feature}'`).join('\n');
    },
    resolveId(id, importer) {
      if (id.startsWith(PART)) return id;
      // What a part has from beside the messages.
      return importer?.startsWith(PART) === true ? resolve(outdir, 'messages', id) : null;
    },
  };
}

/**
 * The module of all messages as one a feature, which is what stands before the first underscore of a name.
 *
 * @param index says which of them have a second name, with capitals in it.
 */
export function splitMessages(source: string, index: string): Map<string, string> {
  const lines = source.split('\n');
  const first = lines.findIndex((line) => DECLARES.test(line));
  const head = lines.slice(0, Math.max(0, first)).filter((line) => line.startsWith('import '));
  const parts = new Map<string, string[]>();
  let feature = '';
  const add = (line: string): void => {
    let part = parts.get(feature);
    if (part === undefined) parts.set(feature, (part = [...head]));
    part.push(line);
  };
  for (const line of lines.slice(first < 0 ? lines.length : first)) {
    feature = DECLARES.exec(line)?.[1] ?? feature;
    add(line);
  }
  for (const [line, prefix = ''] of index.matchAll(ALIAS)) {
    feature = prefix;
    add(line);
  }
  return new Map([...parts].map(([name, part]) => [name, part.join('\n')]));
}
