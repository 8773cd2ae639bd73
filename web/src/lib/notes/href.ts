/** Whether a link in notes may be followed: web pages and mail, nothing that runs. */
export function isSafeHref(href: string): boolean {
  return URL.canParse(href) && ['https:', 'http:', 'mailto:'].includes(new URL(href).protocol);
}

/** What somebody typed as an address; null when it is none. `voorbeeld.nl` is a web page, `a@b.nl` mail. */
export function toHref(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/u.test(text)) return `mailto:${text}`;
  const address = /^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : `https://${text}`;
  if (!isSafeHref(address)) return null;
  const { protocol, hostname } = new URL(address);
  return protocol === 'mailto:' || hostname.includes('.') ? address : null;
}
