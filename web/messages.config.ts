import type { CompilerOptions } from '@inlang/paraglide-js';
import { fileURLToPath } from 'node:url';

const inWeb = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * How messages/<locale>/*.json becomes typed functions. One place, because the dev server, the build and the
 * script before the type check write the same folder and would undo each other with different options.
 */
export const messagesConfig = {
  project: inWeb('./project.inlang'),
  outdir: inWeb('./src/lib/paraglide'),
  // One module per locale: a few hundred short sentences, and everything is there when the network is not.
  outputStructure: 'locale-modules',
  strategy: ['localStorage', 'baseLocale'],
  localStorageKey: 'bouwberaad:locale',
  emitGitIgnore: false,
  emitPrettierIgnore: false,
  emitReadme: false,
} as const satisfies CompilerOptions;
