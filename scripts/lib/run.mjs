import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

const running = new Set();

/**
 * Runs a command to its end without showing it. Never rejects: a command that can't be started has code 127 and says
 * so in its output.
 * @returns {Promise<{ code: number, output: string }>} output is stdout and stderr as they came
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const chunks = [];
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    running.add(child);
    const finish = (code) => {
      running.delete(child);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => {
      chunks.push(Buffer.from(`${command}: ${error.message}\n`));
      finish(127);
    });
    child.once('close', (code, signal) => {
      if (signal) chunks.push(Buffer.from(`${command} was ended by ${signal}\n`));
      finish(code ?? exitCodeOf(signal));
    });
  });
}

/** Ends what `run` has started and what still runs. */
export function endAll() {
  for (const child of running) child.kill('SIGTERM');
}

/** What a shell answers for a process ended by a signal. */
export function exitCodeOf(signal) {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };
  return 128 + (numbers[signal] ?? 0);
}
