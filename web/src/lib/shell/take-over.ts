/** What a page tells the new service worker: take the old one's place now. */
export const TAKE_OVER = 'takeOver';
