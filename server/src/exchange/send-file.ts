import type { Response } from 'express';

/** A file that was made of a table, of the type that its name says, to be kept by who asked and by nobody in between. */
export function sendFile(response: Response, name: string, bytes: Uint8Array): void {
  response
    .attachment(name)
    .set('cache-control', 'private, no-store')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
