/** What mongo.mjs answers, for scripts in TypeScript. */
export interface PreparedMongo {
  readonly what: string;
  start(): Promise<{ readonly url: string; stop(): Promise<void> }>;
}

export function prepareMongo(): Promise<PreparedMongo | { readonly missing: string }>;
