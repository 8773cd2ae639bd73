// `npm run bench`: ours beside its peers, measured. `npm run bench -- --quick`: less exactly, in a minute and a half.
import { requireNode } from './lib/node-version.mjs';

requireNode();
// Only now: an old Node can't even parse the rest.
void import('./bench/start.mjs').then(({ bench }) => bench(process.argv.slice(2)));
