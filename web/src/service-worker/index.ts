import { assets, immutable } from '$app/manifest';
import { self } from '$app/service-worker';
import { version } from '$app/env';
import { TAKE_OVER } from '../lib/shell/take-over.ts';

/**
 * Opens the app without a network: its shell and its files, and nothing else. No name, no plan and no answer of the
 * server is ever kept here; those are kept by person (lib/sync/device.ts).
 */
const CACHE = `bouwberaad:${version}`;
/** Every page is the same shell; this one is asked for without being signed in. */
const SHELL = '/login';
const FILES = new Set([...immutable, ...assets].map(({ path }) => `/${path.replace(/^\//, '')}`));

self.addEventListener('install', (event) => {
  event.waitUntil(fill());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOld());
});

// Only when asked: the tabs that are open still use the files of the app that they have.
self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (FILES.has(url.pathname)) event.respondWith(fromCache(request));
  else if (request.mode === 'navigate') event.respondWith(page(request));
});

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([SHELL, ...FILES]);
}

async function dropOld(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith('bouwberaad:') && name !== CACHE)
      .map((name) => caches.delete(name)),
  );
}

async function fromCache(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}

/** The server's own page while it answers, so that an update is there at once; else the shell as it was kept. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(SHELL);
    if (kept === undefined) throw error;
    return kept;
  }
}
