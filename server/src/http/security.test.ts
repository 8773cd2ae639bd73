import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { admitTiles } from './security.ts';

const POLICY = "default-src 'self'; img-src 'self' data:; script-src 'self'";

async function policyWith(tiles: { url: string } | null): Promise<string | null> {
  const app = express();
  app.use(admitTiles(tiles), (_request, response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    response.end();
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const answer = await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
  await new Promise((resolve) => server.close(resolve));
  return answer.headers.get('content-security-policy');
}

it('lets images in from the tile server of this installation, and nothing else', async () => {
  expect(await policyWith({ url: 'https://tiles.example:8443/v1/{z}/{x}/{y}.png' })).toBe(
    "default-src 'self'; img-src https://tiles.example:8443 'self' data:; script-src 'self'",
  );
});

it('leaves the policy of the pages as it is where there are no tiles', async () => {
  expect(await policyWith(null)).toBe(POLICY);
});
