import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const typed = ['shared/**/*.ts', 'server/**/*.ts', 'scripts/**/*.ts', 'web/**/*.ts', 'vitest.config.ts'];
const tests = ['**/*.test.ts', '**/*.e2e.ts', '**/contract/**', '**/test/**', 'web/e2e/**'];
const configurations = ['vitest.config.ts', 'web/*.config.ts'];
const mayReadEnvironment = [
  'server/src/config.ts',
  'server/src/main.ts',
  'scripts/**/*.ts',
  ...configurations,
];

const environment = [
  { object: 'process', property: 'env', message: 'Settings are read in server/src/config.ts and handed on.' },
];
const clock = [{ object: 'Date', property: 'now', message: 'Take a Clock (shared/lib/clock.ts).' }];
const now = [
  {
    selector: ':matches(NewExpression, CallExpression)[callee.name="Date"][arguments.length=0]',
    message: 'Take a Clock (shared/lib/clock.ts).',
  },
];
const chance = [
  {
    object: 'Math',
    property: 'random',
    message: 'Ids come from shared/lib/ids.ts; a simulation takes a seed.',
  },
];
/** Phones that join over http on a LAN have neither. */
const secureContext = ['randomUUID', 'subtle'].map((property) => ({
  object: 'crypto',
  property,
  message: 'Absent without https: use shared/lib/ids.ts, @noble/hashes.',
}));
const sockets = [
  {
    selector:
      'NewExpression[callee.name="WebsocketProvider"]:not(:has(Property[key.name="disableBc"][value.raw="true"]))',
    message: 'Always disableBc: true: tabs of different people share one browser.',
  },
];
const sleeps = [
  {
    selector:
      'CallExpression[callee.name="setTimeout"][arguments.0.type="Identifier"]:not([arguments.0.name=/reject|fail|abort/i])',
    message: 'A test waits for a condition (vi.waitFor) or holds the clock, it does not sleep.',
  },
  {
    selector:
      'CallExpression[callee.name="setTimeout"] > ArrowFunctionExpression > CallExpression[callee.name=/^(r|res|resolve|done)$/]',
    message: 'A test waits for a condition (vi.waitFor) or holds the clock, it does not sleep.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?timers.promises$/]',
    message: 'A test waits for a condition (vi.waitFor) or holds the clock, it does not sleep.',
  },
];

/** A later block replaces a rule as a whole, so each says its complete list. */
const restrict = (properties, syntax) => ({
  'no-restricted-properties': ['error', ...properties],
  'no-restricted-syntax': ['error', ...syntax],
});

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      '**/.svelte-kit/',
      '.cache/',
      'data/',
      'web/build/',
      'web/src/lib/paraglide/',
      // Wrong on purpose: import-rules.test.ts shows that each of them is caught.
      'scripts/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,

  // Plain JavaScript: the scripts that run before anything is installed, and configurations.
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },

  // TypeScript, with types.
  {
    files: typed,
    extends: [ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // tsc says it already (noUnusedLocals), and knows more.
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Numbers in a sentence are what templates are for.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => list.push(x)` and `return answer(problem)` read well where nobody uses the value.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },

  // Svelte: its own rules; those with types are svelte-check's. Its parser comes last, or TypeScript's stays.
  { files: ['**/*.svelte'], extends: [ts.configs.strict] },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser }, globals: globals.browser },
    rules: {
      // The compiler and svelte-check say these, and know what the markup uses.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      // How an effect or a getter says that it depends on something.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  // The product lives at the root of its address, never below a path.
  { files: ['web/src/**'], rules: { 'svelte/no-navigation-without-resolve': 'off' } },
  // State classes keep plain maps beside their runes on purpose, and say themselves what changed (createSubscriber).
  { files: ['**/*.svelte.ts'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },

  // The rules of the house.
  {
    files: ['**/*.{ts,svelte}'],
    rules: { eqeqeq: 'error', ...restrict([...environment, ...clock, ...chance], [...sockets, ...now]) },
  },
  {
    files: ['shared/**/*.ts', 'web/src/**/*.{ts,svelte}'],
    rules: restrict([...environment, ...clock, ...chance, ...secureContext], [...sockets, ...now]),
  },
  { files: ['shared/lib/clock.ts'], rules: restrict([...environment, ...chance, ...secureContext], sockets) },
  { files: mayReadEnvironment, rules: restrict([...clock, ...chance], [...sockets, ...now]) },
  // Reads bytes and medians by their place, in loops that must cost less than what they measure.
  { files: ['scripts/bench/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    files: tests,
    rules: {
      ...restrict(clock, [...sockets, ...now, ...sleeps]),
      // In a test a missing value should end it, and does.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // What `createX` answers knows no `this`, and tests keep its `stop` for the end.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{ts,svelte}'],
    ignores: configurations,
    rules: {
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: tests,
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.svelte'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
);
