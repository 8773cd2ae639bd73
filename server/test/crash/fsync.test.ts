import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { FRAME } from '@bouwberaad/shared/protocol/sync.ts';
import { createRandom } from '../../src/demo/random.ts';
import { FILE } from '../../src/store/embedded/open.ts';
import { signIn } from './house-client.ts';
import { crashPlace } from './place.ts';
import { traceProcess, whyNoTrace, type Call } from './trace.ts';
import { startVictim } from './victim.ts';
import { WireClient } from './wire-client.ts';
import { Writer, type Trace } from './writer.ts';

const EDITS = 12;
/** A `saved` frame as it stands on the wire: final and binary, two bytes long, the second of which is the count. */
const SAVED = Buffer.from([0x82, 2, FRAME.saved]);

/** `read`: something of the client; `sync`: the file or its log went to the disk; `saved`: the client was told. */
function tell(calls: readonly Call[]): string[] {
  return calls.flatMap((call) => {
    if (call.failed) return [];
    const isFile = call.target.includes(`/${FILE}`);
    if (call.name === 'fsync' || call.name === 'fdatasync') return isFile ? ['sync'] : [];
    if (isFile) return call.name === 'read' ? [] : ['write'];
    if (!/socket|TCP/i.test(call.target)) return [];
    if (call.name === 'read') return call.bytes.length > 0 ? ['read'] : [];
    return call.bytes.includes(SAVED) ? ['saved'] : [];
  });
}

test('D6: the log is synced to the disk before the client is told, seen from outside with strace', async (context) => {
  const reason = whyNoTrace();
  if (reason !== null)
    console.warn(`NOT SHOWN that the sync to disk comes before the acknowledgement: ${reason}`);
  context.skip(reason !== null, reason ?? '');
  const place = crashPlace('embedded', undefined);
  const server = await startVictim(place.env, place.config.dataDir);
  const saved: Trace[] = [];
  const wire = new WireClient<Trace>({
    host: () => new URL(server.url).host,
    token: await signIn(server.url, 'gemeente'),
    table: 'deventer',
    name: 'w',
    onSaved: (traces) => {
      saved.push(...traces);
    },
  });
  const writer = new Writer('w', 'gemeente', wire.doc, createRandom('fsync'), (trace, change) => {
    wire.edit(trace, change);
  });
  try {
    writer.begin();
    wire.connect();
    await vi.waitFor(() => {
      expect(wire.synced && wire.unsaved === 0).toBe(true);
    }, 10_000);
    const trace = await traceProcess(server.pid, join(place.config.dataDir, 'trace'));
    for (let n = 0; n < EDITS; n++) {
      writer.write();
      await vi.waitFor(() => {
        expect(wire.unsaved).toBe(0);
      }, 10_000);
    }
    const told = tell(await trace.stop());
    expect(wire.wrongs).toEqual([]);
    expect(saved).toHaveLength(EDITS + 1);
    // From one acknowledgement to the next: the edit comes, is written, is on the disk.
    const between = told.join(' ').split('saved').slice(0, -1);
    expect(between).toHaveLength(EDITS);
    for (const one of between) expect(one).toMatch(/read .*write .*sync $/);
  } finally {
    wire.end();
    await server.kill();
  }
  await place.remove();
}, 60_000);
