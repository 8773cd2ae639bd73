import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';

const USAGE = 'npm run verify-register -- FILE [--head HASH]';

/**
 * Verifies a register that was downloaded (the JSON of GET /api/v1/tables/:t/register), offline and without trusting the
 * server. `--head` is the hash that is printed on the decision list. Exit 0: it holds; 1: where it breaks; 2: not readable.
 */
async function main(): Promise<number> {
  const asked = readArguments();
  if (typeof asked === 'string') return say(2, asked);
  const file = await readRegister(asked.file);
  if (typeof file === 'string') return say(2, file);
  // The head given by hand counts more than the file's own: whoever changes a file changes both.
  const own = verifyChain(file.events, file.head);
  const verified = own.ok && asked.head !== undefined ? verifyChain(file.events, asked.head) : own;
  if (!verified.ok)
    return say(1, `The chain breaks at event ${verified.at ?? '?'} (${verified.code}): ${verified.message}`);
  const { seq, hash, erased } = verified.value;
  const compared =
    asked.head === undefined
      ? 'Not compared with a printed head: pass --head HASH.'
      : 'The head is the one that you gave.';
  return say(
    0,
    `${seq} events, no gap and no change${erased > 0 ? `; the text of ${erased} is not in this file` : ''}.\nHead ${hash}\n${compared}`,
  );
}

function readArguments(): { file: string; head?: string } | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { head: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return USAGE;
    return values.head === undefined
      ? { file }
      : { file, head: values.head.toLowerCase().replaceAll(/\s/g, '') };
  } catch {
    return USAGE;
  }
}

async function readRegister(path: string): Promise<{ events: readonly unknown[]; head: string } | string> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return `${path} is not readable: ${error instanceof Error ? error.message : String(error)}`;
  }
  const { events, head } = (typeof value === 'object' && value !== null ? value : {}) as {
    events?: unknown;
    head?: unknown;
  };
  if (!Array.isArray(events) || typeof head !== 'string')
    return `${path} is not a register: it has no events and head.`;
  return { events, head };
}

function say(code: number, text: string): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}

process.exitCode = await main();
