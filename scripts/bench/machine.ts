import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Machine } from './measured.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PEERS = ['ws', '@y/websocket-server', 'y-leveldb', '@hocuspocus/server', 'yjs'];
/** What decides how fast the product is; other files may differ from what is committed. */
const PRODUCT = ['shared', 'server', 'web', 'package-lock.json'];

export function thisMachine(): Machine {
  const cores = cpus();
  return {
    processor: (cores[0]?.model ?? 'unknown').replace(/\s+/g, ' ').trim(),
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
  };
}

export function versionsHere(): Record<string, string> {
  const lock = JSON.parse(readFileSync(new URL('peers/package-lock.json', import.meta.url), 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  const peers = PEERS.map((name) => [name, lock.packages[`node_modules/${name}`]?.version ?? 'unknown']);
  return {
    Node: process.versions.node,
    SQLite: process.versions['sqlite'] ?? 'unknown',
    ...(Object.fromEntries(peers) as Record<string, string>),
  };
}

/** The commit, with `+` when the product differs from it; `unknown` outside of a checkout. */
export function commitHere(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', ...PRODUCT) ? '+' : '');
  } catch {
    return 'unknown';
  }
}

/** Hundredths of a second of processor time: of the whole machine and of us. */
interface Used {
  readonly all: number;
  readonly ours: number;
  readonly atMs: number;
}

/**
 * What others use of the machine while we measure. `others()` is in % of all cores since the start, or null where
 * there is no /proc. Ours are this process, those that it has started and that ended, and `living`.
 */
export function watchOthers(living: () => readonly number[]): { others(): number | null } {
  const before = usedSoFar(living());
  return {
    others: () => {
      const after = usedSoFar(living());
      if (before === null || after === null) return null;
      return othersPercent(before, after, cpus().length);
    },
  };
}

export function othersPercent(before: Used, after: Used, cores: number): number {
  const there = ((after.atMs - before.atMs) / 10) * cores;
  const others = after.all - before.all - (after.ours - before.ours);
  return there > 0 ? Math.max(0, (others / there) * 100) : 0;
}

function usedSoFar(living: readonly number[]): Used | null {
  try {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = readFileSync(
      '/proc/stat',
      'utf8',
    )
      .split('\n', 1)[0]!
      .trim()
      .split(/\s+/)
      .slice(1)
      .map(Number);
    const ours = [process.pid, ...living].reduce((sum, pid) => sum + usedBy(pid), 0);
    return { all: user + nice + system + irq + softIrq + steal, ours, atMs: performance.now() };
  } catch {
    return null;
  }
}

/** A process and those of its children that have ended. */
function usedBy(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0);
}
