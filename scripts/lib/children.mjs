import { spawn } from 'node:child_process';
import { projectEnv, ROOT } from './paths.mjs';
import { exitCodeOf } from './run.mjs';

/**
 * Starts commands in the foreground of this terminal and our process group, ends them together and answers the exit
 * code of the first that ended. A signal to us reaches each as one SIGTERM: at Ctrl-C the terminal has sent SIGINT to
 * the whole group already, npm sends us a second one, and a server that is saving should not be asked thrice.
 * @param {{ command: string, args: string[], cwd?: string, env?: Record<string, string> }[]} commands
 */
export function runInForeground(commands) {
  return new Promise((resolve) => {
    const children = commands.map(({ command, args, cwd = ROOT, env = {} }) =>
      spawn(command, args, { cwd, env: projectEnv(env), stdio: 'inherit' }),
    );
    let running = children.length;
    let first;
    let ending = false;
    const end = () => {
      if (ending) return;
      ending = true;
      for (const child of children) child.kill('SIGTERM');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
    for (const child of children) {
      const ended = (code) => {
        first ??= code;
        running -= 1;
        end();
        if (running === 0) resolve(first);
      };
      child.once('error', (error) => {
        console.error(`Could not start ${child.spawnfile}: ${error.message}`);
        ended(127);
      });
      child.once('exit', (code, signal) => ended(code ?? exitCodeOf(signal)));
    }
  });
}
