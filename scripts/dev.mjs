// `npm run dev`: both sides with hot reload.
import { requireNode } from './lib/node-version.mjs';

requireNode();
// Only now: an old Node can't even parse the rest.
void import('./lib/dev.mjs').then(({ dev }) => dev());
