import { compile } from '@inlang/paraglide-js';
import { messagesConfig } from '../messages.config.ts';

/**
 * Compiles the messages outside Vite, so that the type check and the unit tests work on a clean clone.
 * Exported under this name because it serves as a `globalSetup` of vitest too.
 */
export async function setup(): Promise<void> {
  // Keep what did not change: a dev server may be reading the folder.
  await compile({ ...messagesConfig, strategy: [...messagesConfig.strategy], cleanOutdir: false });
}

if (import.meta.main) await setup();
