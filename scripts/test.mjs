// `npm test`: everything. `npm test -- lint unit`: only these.
import { requireNode } from './lib/node-version.mjs';

requireNode();
// Only now: an old Node can't even parse the rest.
void import('./lib/test-run.mjs').then(({ testAll }) => testAll(process.argv.slice(2)));
