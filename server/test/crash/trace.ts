import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const CALLS = ['read', 'write', 'writev', 'pwrite64', 'sendto', 'sendmsg', 'fsync', 'fdatasync'];

/** A system call that has returned, in the order of returning. */
export interface Call {
  readonly name: string;
  /** What its descriptor is: a path, or a socket. */
  readonly target: string;
  /** What was read or written, as far as it was kept. */
  readonly bytes: Buffer;
  readonly failed: boolean;
}

/** Why system calls can't be watched here; null when they can. */
export function whyNoTrace(): string | null {
  if (process.platform !== 'linux') return 'strace is a program of Linux';
  const { error, status, stderr } = spawnSync('strace', ['-e', 'trace=none', 'true'], { encoding: 'utf8' });
  if (error !== undefined) return 'strace is not installed';
  return status === 0 ? null : `strace may not trace here: ${stderr.trim()}`;
}

/** Watches a process and all of its threads from now on until `stop`, which answers what they did. */
export async function traceProcess(pid: number, file: string): Promise<{ stop(): Promise<Call[]> }> {
  const child = spawn(
    'strace',
    ['-f', '-y', '-xx', '-s', '64', '-e', `trace=${CALLS.join(',')}`, '-o', file, '-p', String(pid)],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'exit');
  // It says so once every thread is attached; without it ending the iteration this would wait for no line to come.
  for await (const line of createInterface({ input: child.stderr })) if (line.includes('attached')) break;
  return {
    stop: async () => {
      child.kill('SIGINT');
      await ended;
      return parseTrace(readFileSync(file, 'utf8'));
    },
  };
}

const UNFINISHED = / <unfinished \.\.\.>$/;
const RESUMED = /^<\.\.\. \w+ resumed>/;

/** Lines of `strace -f -y -xx`; a call that another thread interrupted counts where it returns. */
function parseTrace(text: string): Call[] {
  const begun = new Map<string, string>();
  const calls: Call[] = [];
  for (const line of text.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (UNFINISHED.test(rest)) {
      begun.set(thread, rest.replace(UNFINISHED, ''));
      continue;
    }
    const whole = RESUMED.test(rest) ? (begun.get(thread) ?? '') + rest.replace(RESUMED, '') : rest;
    const [, name, target] = /^(\w+)\(\d+<(.*?)>[,)]/.exec(whole) ?? [];
    if (name === undefined || target === undefined) continue;
    const strings = [...whole.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => hex);
    calls.push({
      name,
      target: unescape(target),
      bytes: Buffer.from(strings.join('').replaceAll('\\x', ''), 'hex'),
      failed: / = -1 /.test(whole),
    });
  }
  return calls;
}

/** With -xx also paths are written in hexadecimal. */
function unescape(text: string): string {
  return text.replaceAll(/\\x([0-9a-f]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
