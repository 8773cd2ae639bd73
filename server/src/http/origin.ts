/** Under which names we are reached. */
export interface OurAddress {
  /** PUBLIC_URL. */
  readonly publicUrl: string | null;
  /** The host of the request itself, with its port; behind a trusted proxy the one that the visitor asked for. */
  readonly host: string | undefined;
}

/**
 * Whether a page of ours sent this: its Origin is PUBLIC_URL or has the request's own host. The scheme is not compared:
 * behind a proxy that does TLS we see http where the page saw https.
 */
export function isOurOrigin(origin: string | undefined, { publicUrl, host }: OurAddress): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (publicUrl !== null && url.origin === publicUrl) return true;
  return /^https?:$/.test(url.protocol) && host !== undefined && url.host === host.toLowerCase();
}
