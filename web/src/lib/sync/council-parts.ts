/** What the council works with: the checks of a register and its line are much, and no list of plans waits for them. */
export { io } from 'socket.io-client';
export { LIVE_PATH } from '@bouwberaad/shared/protocol/live.ts';
export { fold } from '@bouwberaad/shared/register/fold.ts';
export { verifyChain } from '@bouwberaad/shared/register/verify.ts';
