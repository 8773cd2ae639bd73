import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

/** The house's own restrictions proven: each bites where it should and stays silent where it should. */
const root = fileURLToPath(new URL('..', import.meta.url));
// Without types: what is linted here stands in no project.
const withoutTypes = { files: ['**/*.ts'], ...ts.configs.disableTypeChecked };
const eslint = new ESLint({ cwd: root, overrideConfig: [withoutTypes] });

const NOW = 'Take a Clock';
const SLEEP = 'waits for a condition';
const provider = (options: string) =>
  `import { WebsocketProvider } from 'y-websocket';\nexport const p = new WebsocketProvider('', '', doc${options});\n`;
const lines = (count: number) => 'work();\n'.repeat(count);

const caught: readonly (readonly [what: string, file: string, code: string])[] = [
  [NOW, 'server/src/sync/a.ts', 'export const a = Date.now();'],
  [NOW, 'shared/edit/a.ts', 'export const a = new Date();'],
  [NOW, 'web/src/lib/projects/A.svelte', '<script lang="ts">const a = new Date();</script>{a}'],
  [NOW, 'server/src/sync/a.test.ts', 'export const a = Date.now();'],
  ['Settings are read', 'server/src/http/a.ts', "export const a = process.env['PORT'];"],
  ['Settings are read', 'web/src/lib/a.ts', "export const a = process.env['PORT'];"],
  ['shared/lib/ids.ts', 'shared/insight/a.ts', 'export const a = Math.random();'],
  ['Absent without https', 'shared/model/a.ts', 'export const a = crypto.randomUUID();'],
  ['Absent without https', 'web/src/lib/a.ts', 'export const a = crypto.subtle;'],
  ['disableBc', 'web/src/lib/sync/a.ts', provider('')],
  ['disableBc', 'web/src/lib/sync/a.ts', provider(', { params: {} }')],
  ['disableBc', 'server/src/sync/a.test.ts', provider(', { disableBc: false }')],
  [SLEEP, 'server/src/a.test.ts', 'await new Promise((resolve) => setTimeout(resolve, 50));'],
  [SLEEP, 'server/test/a.ts', 'await new Promise<void>((resolve) => setTimeout(() => resolve(), 50));'],
  [
    SLEEP,
    'web/e2e/a.e2e.ts',
    "import { setTimeout as pause } from 'node:timers/promises';\nawait pause(50);",
  ],
  ['any', 'shared/edit/a.ts', 'export const a = (b: any) => b;'],
  ["'default'", 'server/src/http/a.ts', 'export default 1;'],
  ['too many lines', 'server/src/http/a.ts', lines(301)],
  ['too many lines', 'server/src/http/a.ts', `export function a() {\n${lines(60)}}`],
  ['too many lines', 'web/src/lib/A.svelte', `<script lang="ts">\n${lines(400)}</script>`],
];

const fine: readonly (readonly [file: string, code: string])[] = [
  ['shared/lib/clock.ts', 'export const a = Date.now() + new Date().getTime();'],
  ['shared/edit/a.ts', 'export const a = new Date(5);'],
  ['server/src/config.ts', "export const a = process.env['PORT'];"],
  ['server/src/store/mongo/a.test.ts', "export const a = process.env['TEST_MONGODB_URL'];"],
  ['server/src/sync/a.test.ts', 'export const a = Math.random();'],
  ['web/src/lib/sync/a.ts', provider(', { params: {}, disableBc: true }')],
  ['server/src/a.test.ts', 'await new Promise((_, reject) => setTimeout(reject, 5_000));'],
  ['server/src/a.test.ts', lines(400)],
  ['vitest.config.ts', 'export default {};'],
];

async function messagesOf(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: `${root}${file}` });
  return (result?.messages ?? []).map((message) => message.message);
}

describe('the rules of the house', () => {
  test.each(caught)('%s: %s', async (what, file, code) => {
    expect(await messagesOf(file, code)).toContainEqual(expect.stringContaining(what));
  });

  test.each(fine)('let through: %s', async (file, code) => {
    expect(await messagesOf(file, code)).toEqual([]);
  });

  test('a promise that nobody waits for is an error', async () => {
    const config: unknown = await new ESLint({ cwd: root }).calculateConfigForFile(
      `${root}server/src/main.ts`,
    );
    expect(config).toHaveProperty(['rules', '@typescript-eslint/no-floating-promises', 0], 2);
  });
});
