// @y/websocket-server as its own server.js runs it. `--leveldb`: keeps updates with y-leveldb in DATA_DIR, wired as the
// documentation of y-websocket does it; without it nothing is kept. It runs on Yjs 13.6, like everybody here: with the
// candidate of Yjs 14 that it asks for, its protocol package of today ends at the first step 1.
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils';
import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import { listen } from './listen.mjs';
// The server's own copy of `ws`, an old one: it expects sockets of that.
import WebSocket from './node_modules/@y/websocket-server/node_modules/ws/index.js';

if (process.argv.includes('--leveldb')) {
  const { LeveldbPersistence } = await import('y-leveldb');
  const kept = new LeveldbPersistence(process.env.DATA_DIR);
  setPersistence({
    provider: kept,
    bindState: async (name, doc) => {
      const stored = await kept.getYDoc(name);
      void kept.storeUpdate(name, encodeStateAsUpdate(doc));
      applyUpdate(doc, encodeStateAsUpdate(stored));
      doc.on('update', (update) => void kept.storeUpdate(name, update));
    },
    writeState: async () => {},
  });
  process.on('SIGTERM', () => void kept.destroy().then(() => process.exit(0)));
}

const server = new WebSocket.Server({ noServer: true });
await listen((request, socket, head) => {
  server.handleUpgrade(request, socket, head, (ws) => setupWSConnection(ws, request));
});
