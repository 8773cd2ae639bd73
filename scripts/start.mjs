// `npm start`: the demo region, to try and to show. package.json says `exec`, because a shell left between npm and us
// keeps signals for itself.
import { requireNode } from './lib/node-version.mjs';

requireNode();
// Only now: an old Node can't even parse the rest.
void import('./lib/serve.mjs').then(({ serve }) => serve({ demo: true }));
