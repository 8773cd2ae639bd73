import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * The import rules proven: a small house in which each rule is broken once, and one in which none is. Both lie below
 * the project, so that packages are found in its node_modules.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const config = join(root, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: readonly { name: string }[] };

/** Rule, the file that breaks it, what it imports. A file of ours that is imported is made too. */
const violations: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['shared-lib', 'shared/lib/a.ts', 'shared/model/b.ts'],
  ['shared-model', 'shared/model/a.ts', 'shared/edit/b.ts'],
  ['shared-model', 'shared/model/c.ts', 'shared/policy/b.ts'],
  ['shared-protocol', 'shared/register/a.ts', 'shared/protocol/b.ts'],
  ['shared-known-parts', 'shared/edit/d.ts', 'shared/utils/b.ts'],
  ['shared-knows-nobody', 'shared/insight/a.ts', 'node:fs'],
  ['shared-knows-nobody', 'shared/insight/b.ts', 'express'],
  ['shared-knows-nobody', 'shared/sheet/a.ts', 'server/src/exchange/b.ts'],
  ['server-base', 'server/src/config.ts', 'server/src/sync/b.ts'],
  ['server-base', 'server/src/store/store.ts', 'server/src/store/embedded/b.ts'],
  ['server-store', 'server/src/store/embedded/c.ts', 'server/src/sync/b.ts'],
  ['server-stores-apart', 'server/src/store/embedded/d.ts', 'server/src/store/mongo/b.ts'],
  ['server-stores-apart', 'server/src/store/mongo/d.ts', 'server/src/store/embedded/b.ts'],
  ['server-sync', 'server/src/sync/a.ts', 'server/src/store/embedded/b.ts'],
  ['server-sync', 'server/src/sync/c.ts', 'server/src/http/b.ts'],
  ['server-features-apart', 'server/src/http/a.ts', 'server/src/meeting/b.ts'],
  ['server-features-apart', 'server/src/meeting/a.ts', 'server/src/live/b.ts'],
  ['server-app', 'server/src/exchange/a.ts', 'server/src/app.ts'],
  ['server-main', 'server/src/app/a.ts', 'server/src/main.ts'],
  ['server-known-parts', 'server/src/app/c.ts', 'server/src/helpers/b.ts'],
  ['server-knows-no-screen', 'server/src/http/c.ts', 'web/src/lib/projects/b.ts'],
  ['web-ui', 'web/src/lib/ui/a.ts', 'web/src/lib/projects/b.ts'],
  ['web-ui', 'web/src/lib/ui/A.svelte', 'web/src/lib/projects/b.ts'],
  ['web-routes', 'web/src/lib/projects/a.ts', 'web/src/routes/b.ts'],
  ['web-knows-no-server', 'web/src/lib/projects/c.ts', 'server/src/http/b.ts'],
  ['one-owner-mongodb', 'server/src/store/embedded/e.ts', 'mongodb'],
  ['one-owner-sqlite', 'server/src/store/mongo/e.ts', 'node:sqlite'],
  ['one-owner-excel', 'server/src/exchange/csv.ts', '@e965/xlsx'],
  ['one-owner-excel', 'server/src/http/d.ts', '@e965/xlsx'],
  ['one-owner-mail', 'server/src/notify/courier.ts', 'nodemailer'],
  ['one-owner-socket.io', 'server/src/live/other.ts', 'socket.io'],
  ['one-owner-yjs sockets', 'web/src/lib/projects/d.ts', 'y-websocket'],
  ['no-circular', 'shared/edit/ring-a.ts', 'shared/edit/ring-b.ts'],
  ['no-unresolvable', 'server/src/http/e.ts', 'no-such-package'],
  ['no-undeclared-package', 'server/src/http/f.ts', 'zod'],
  ['no-test-in-product', 'server/src/http/g.ts', 'server/src/http/h.test.ts'],
];

/** What the violations above need beside them: a ring is reported once, at one of its ends. */
const besides = [['shared/edit/ring-b.ts', 'shared/edit/ring-a.ts']] as const;

const allowed: readonly (readonly [file: string, imported: string])[] = [
  ['shared/model/a.ts', 'shared/lib/b.ts'],
  ['shared/policy/a.ts', 'shared/edit/b.ts'],
  ['shared/protocol/a.ts', 'shared/register/b.ts'],
  ['shared/lib/a.ts', 'yjs'],
  ['server/src/sync/a.ts', 'server/src/store/store.ts'],
  ['server/src/store/mongo/a.ts', 'mongodb'],
  ['server/src/store/embedded/a.ts', 'node:sqlite'],
  ['server/src/exchange/workbook/a.ts', '@e965/xlsx'],
  ['server/src/exchange/workbook.ts', '@e965/xlsx'],
  ['server/src/notify/mailer.ts', 'nodemailer'],
  ['server/src/live/gateway.ts', 'socket.io'],
  ['server/src/http/a.ts', 'server/src/sync/a.ts'],
  ['server/src/app.ts', 'server/src/http/a.ts'],
  ['server/src/main.ts', 'server/src/app.ts'],
  ['web/src/lib/sync/a.ts', 'y-websocket'],
  ['web/src/lib/projects/a.ts', 'web/src/lib/ui/b.ts'],
  ['web/src/routes/a.ts', 'web/src/lib/projects/a.ts'],
  ['server/src/http/a.test.ts', 'server/src/app.ts'],
];

/** Everything the small house uses is declared, but for one package. */
const packageFile = {
  dependencies: Object.fromEntries(
    [...violations.map((row) => row[2]), ...allowed.map((row) => row[1])]
      .filter((name) => !isOurs(name) && !name.startsWith('node:') && name !== 'zod')
      .map((name) => [name.replace(/\/node$/, ''), '*']),
  ),
};

function isOurs(name: string): boolean {
  return /^(shared|server|web)\//.test(name);
}

function write(house: string, file: string, lines: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  const script = file.endsWith('.svelte') ? `<script lang="ts">\n${lines}</script>\n` : lines;
  writeFileSync(join(house, file), script);
}

function build(rows: readonly (readonly [file: string, imported: string])[]): string {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const house = mkdtempSync(join(root, '.cache', 'import-rules-'));
  writeFileSync(join(house, 'package.json'), JSON.stringify(packageFile));
  for (const [, imported] of rows) if (isOurs(imported)) write(house, imported, 'export const here = 1;\n');
  const importsOf = new Map<string, string[]>();
  for (const [file, imported] of rows) importsOf.set(file, [...(importsOf.get(file) ?? []), imported]);
  for (const [file, imports] of importsOf) {
    const up = '../'.repeat(file.split('/').length - 1);
    // Types in TypeScript: whoever looks at a neighbour's types depends on it too. Svelte's compiler drops those.
    const kind = file.endsWith('.ts') ? 'type {} from ' : '';
    const lines = imports.map((name) => `import ${kind}'${isOurs(name) ? up + name : name}';\n`);
    write(house, file, `${lines.join('')}export const here = 1;\n`);
  }
  return house;
}

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

function cruise(house: string, outputType: 'err' | 'json'): Promise<{ code: number; output: string }> {
  const depcruise = join(root, 'node_modules', '.bin', 'depcruise');
  const args = [
    depcruise,
    '--config',
    config,
    '--output-type',
    outputType,
    'shared',
    'server/src',
    'web/src',
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: house, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

describe('import rules', () => {
  const houses: string[] = [];
  const wrongHouse = build([
    ...violations.map(([, file, imported]) => [file, imported] as const),
    ...besides,
  ]);
  houses.push(wrongHouse);
  let found: readonly Violation[];
  beforeAll(async () => {
    const { output } = await cruise(wrongHouse, 'json');
    found = (JSON.parse(output) as { summary: { violations: readonly Violation[] } }).summary.violations;
  });
  afterAll(() => {
    for (const house of houses) rmSync(house, { recursive: true });
  });

  test('a broken rule fails the lint', async () => {
    expect((await cruise(wrongHouse, 'err')).code).toBe(found.length);
  });

  test.each(violations)('%s: %s may not import %s', (rule, file, imported) => {
    const broken = found.filter((one) => one.rule.name === rule && one.from === file).map((one) => one.to);
    expect(broken).toContainEqual(expect.stringContaining(imported.replace(/^node:|\/node$/g, '')));
  });

  test('every rule of the configuration is broken here once', () => {
    expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(forbidden.map((rule) => rule.name)));
  });

  test('what the map allows is let through', async () => {
    const house = build(allowed);
    houses.push(house);
    const { code, output } = await cruise(house, 'err');
    expect(output).toContain('no dependency violations');
    expect(code).toBe(0);
  });
});
