import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { coldLoad, fill, leave } from './cold.ts';
import { fanOut } from './fan-out.ts';
import { ramp } from './ramp.ts';
import { slowReader } from './slow-reader.ts';

/** What the clients' process can be asked to do. */
const tasks = { fanOut, ramp, slowReader, fill, coldLoad, leave };
type Tasks = typeof tasks;
type Answer<K extends keyof Tasks> = Awaited<ReturnType<Tasks[K]>>;

/** The clients' process, from the side of who asks. */
export class Clients {
  readonly #child: ChildProcess = fork(fileURLToPath(import.meta.url), { stdio: 'inherit' });

  async ask<K extends keyof Tasks>(kind: K, ...[task]: Parameters<Tasks[K]>): Promise<Answer<K>> {
    this.#child.send({ kind, task });
    const answer = await new Promise<{ result?: Answer<K>; error?: string }>((resolve) => {
      const ended = (): void => resolve({ error: 'the clients ended' });
      this.#child.once('exit', ended);
      this.#child.once('message', (message: { result?: Answer<K>; error?: string }) => {
        this.#child.off('exit', ended);
        resolve(message);
      });
    });
    if (answer.result === undefined) throw new Error(`${kind}: ${answer.error ?? 'no answer'}`);
    return answer.result;
  }

  /** Its process id, while it lives. */
  living(): readonly number[] {
    return this.#child.pid === undefined || this.#child.exitCode !== null ? [] : [this.#child.pid];
  }

  end(): void {
    this.#child.kill();
  }
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on('message', ({ kind, task }: { kind: keyof Tasks; task: never }) => {
    tasks[kind](task).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
