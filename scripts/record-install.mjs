// npm's `postinstall` of the root package.
import { recordInstall } from './lib/install.mjs';

recordInstall();
