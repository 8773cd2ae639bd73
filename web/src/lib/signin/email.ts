/** Looks like an address: something, an @, a domain with a dot. Whether it exists, the mail will tell. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text.trim());
}
