// `npm start`: the demo region, to try and to show.
import { requireNode } from './lib/node-version.mjs';

requireNode();
// Only now: an old Node can't even parse the rest.
void import('./lib/serve.mjs').then(({ serve }) => serve({ demo: true }));
