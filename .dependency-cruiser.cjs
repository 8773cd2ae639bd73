const { join } = require('node:path');

/**
 * The import rules of CONTRIBUTING.md. scripts/import-rules.test.ts shows on a small wrong tree that each of them bites.
 * A test looks at a part from outside, wires what it needs and may hold a driver of its own, so most rules leave it out.
 */
const TESTS = '\\.(test|e2e)\\.ts$|/contract\\.ts$|/(test|contract|e2e)/';

const SHARED_MIDDLE = 'edit|policy|round|register|insight|view|sheet';
const SERVER_BASE = 'config\\.ts$|log\\.ts$|store/store\\.ts$';
const SERVER_FEATURES = 'meeting|exchange|notify|live|http|control|demo';

const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** One owner per outside thing. */
const owned = (what, owner, packages) =>
  forbid(
    `one-owner-${what}`,
    `Only ${owner} knows ${what}; ask it through an interface.`,
    { path: '^(shared|server/src|web/src)/', pathNot: [`^${owner}`, TESTS] },
    { path: packages },
  );

module.exports = {
  forbidden: [
    // shared: lib <- model <- {edit, policy, round, register, insight, sheet} <- protocol
    forbid(
      'shared-lib',
      'lib stands at the bottom.',
      { path: '^shared/lib/', pathNot: TESTS },
      { path: '^shared/(?!lib/)' },
    ),
    forbid(
      'shared-model',
      'The model knows only lib.',
      { path: '^shared/model/', pathNot: TESTS },
      { path: '^shared/(?!(lib|model)/)' },
    ),
    forbid(
      'shared-protocol',
      'The protocol says what the parts below it mean; they do not know it.',
      { path: `^shared/(${SHARED_MIDDLE})/`, pathNot: TESTS },
      { path: '^shared/protocol/' },
    ),
    forbid(
      'shared-known-parts',
      'A part of shared that no rule knows: give it its place in CONTRIBUTING.md and here.',
      {},
      { path: '^shared/', pathNot: `^shared/(lib|model|${SHARED_MIDDLE}|protocol|test)/|${TESTS}` },
    ),
    forbid(
      'shared-knows-nobody',
      'The same code runs on server and screen: no workspace, no package but these, nothing of Node.',
      { path: '^shared/', pathNot: TESTS },
      {
        pathNot: [
          '^shared/',
          npm('yjs', 'lib0', 'zod', 'fractional-indexing', 'canonicalize', 'chrono-node', '@noble/hashes'),
        ],
      },
    ),

    // server: config, log, store/store <- {store/*, sync} <- {meeting, exchange, notify, live, http} <- app <- main
    forbid(
      'server-base',
      'config, log and store/store stand at the bottom.',
      { path: `^server/src/(${SERVER_BASE})` },
      { path: '^server/src/', pathNot: `^server/src/(${SERVER_BASE})` },
    ),
    forbid(
      'server-store',
      'A store knows the interfaces it implements, not who uses it.',
      { path: '^server/src/store/', pathNot: TESTS },
      { path: '^server/src/', pathNot: `^server/src/(${SERVER_BASE}|store/)` },
    ),
    forbid(
      'server-stores-apart',
      'The two stores share what lies beside them, never each other.',
      { path: '^server/src/store/(embedded|mongo)/', pathNot: TESTS },
      { path: '^server/src/store/(embedded|mongo)/', pathNot: '^server/src/store/$1/' },
    ),
    forbid(
      'server-sync',
      'sync is handed a store; it knows the interfaces only.',
      { path: '^server/src/sync/', pathNot: TESTS },
      { path: '^server/src/', pathNot: `^server/src/(${SERVER_BASE}|sync/)` },
    ),
    forbid(
      'server-features-apart',
      'These never meet: app wires them by callbacks.',
      { path: `^server/src/(${SERVER_FEATURES})/`, pathNot: TESTS },
      { path: `^server/src/(${SERVER_FEATURES})/`, pathNot: '^server/src/$1/' },
    ),
    forbid(
      'server-app',
      'app puts the parts together; no part knows it.',
      { path: '^server/src/', pathNot: ['^server/src/(app|main)(\\.ts$|/)', TESTS] },
      { path: '^server/src/app(\\.ts$|/)' },
    ),
    forbid('server-main', 'main starts, and nobody starts main.', {}, { path: '^server/src/main\\.ts$' }),
    forbid(
      'server-known-parts',
      'A part of the server that no rule knows: give it its place in CONTRIBUTING.md and here.',
      {},
      {
        path: '^server/src/',
        pathNot: `^server/src/(${SERVER_BASE}|(store|sync|${SERVER_FEATURES}|app)/|(app|main)\\.ts$)`,
      },
    ),
    forbid(
      'server-knows-no-screen',
      'Of the web the server knows only the build.',
      { path: '^server/' },
      { path: '^web/(?!build/)' },
    ),

    // web: ui <- features <- routes
    forbid(
      'web-ui',
      'A primitive knows tokens and words, no feature and no page.',
      { path: '^web/src/lib/ui/', pathNot: TESTS },
      { path: '^web/src/', pathNot: '^web/src/lib/(ui|paraglide)/' },
    ),
    forbid(
      'web-routes',
      'Pages are made of features, not the other way round.',
      { path: '^web/src/lib/' },
      { path: '^web/src/routes/' },
    ),
    forbid(
      'web-knows-no-server',
      'The two meet on the wire, as shared/protocol says.',
      { path: '^web/src/', pathNot: TESTS },
      { path: '^server/' },
    ),

    owned('mongodb', 'server/src/store/mongo/', npm('mongodb', 'bson')),
    owned('sqlite', 'server/src/store/embedded/', '^(node:)?sqlite$'),
    owned('excel', 'server/src/exchange/[a-z-]*workbook', npm('@e965/xlsx')),
    owned('mail', 'server/src/notify/mailer', npm('nodemailer')),
    owned('socket.io', 'server/src/live/gateway', npm('socket\\.io')),
    owned('yjs sockets', 'web/src/lib/sync/', npm('y-websocket')),

    forbid('no-circular', 'Whoever is read first must be understandable first.', {}, { circular: true }),
    forbid(
      'no-unresolvable',
      'Not there, or not by that name.',
      {},
      // SvelteKit and Vite make these.
      { couldNotResolve: true, pathNot: '^(\\$app/|\\$env/|virtual:)|/\\$types$|\\?(raw|url|worker)$' },
    ),
    forbid(
      'no-undeclared-package',
      'In the tree by accident: name it in the package.json of the workspace that uses it.',
      { pathNot: TESTS },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'no-test-in-product',
      'Product code never needs a test.',
      { path: '^(shared|server|web|scripts)/', pathNot: TESTS },
      { path: `^(shared|server|web|scripts)/.*(${TESTS})` },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.svelte-kit|web/build|paraglide)/' },
    // A type that looks at a neighbour is a dependency too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'svelte', 'browser', 'node', 'default'],
    },
  },
};
