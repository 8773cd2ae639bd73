// A server that knows nothing: every message goes to everybody else. `--coalesce`: once a turn of the event loop, all
// that a connection gets in one write. What no server that understands and keeps its messages can beat.
import { WebSocketServer } from 'ws';
import { listen } from './listen.mjs';

const coalesce = process.argv.includes('--coalesce');
const members = new Map();
let flushing = false;

function sendAll() {
  flushing = false;
  for (const member of members.values()) {
    if (member.waiting.length === 0) continue;
    member.raw.cork();
    for (const message of member.waiting) member.ws.send(message);
    member.raw.uncork();
    member.waiting = [];
  }
}

const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
await listen((request, socket, head) => {
  server.handleUpgrade(request, socket, head, (ws) => {
    members.set(ws, { ws, raw: socket, waiting: [] });
    ws.on('message', (message) => {
      for (const other of members.values()) {
        if (other.ws === ws) continue;
        if (coalesce) other.waiting.push(message);
        else other.ws.send(message);
      }
      if (!coalesce || flushing) return;
      flushing = true;
      setImmediate(sendAll);
    });
    ws.on('close', () => members.delete(ws));
    ws.on('error', () => ws.terminate());
  });
});
