import { pino, type DestinationStream } from 'pino';
import type { LogLevel } from './config.ts';

export type About = Readonly<Record<string, unknown>>;

/** What happened, in few words; `about` says with what. */
export interface Log {
  error(message: string, about?: About): void;
  warn(message: string, about?: About): void;
  info(message: string, about?: About): void;
  debug(message: string, about?: About): void;
  /** The same log, in the name of a part of the house. */
  tag(name: string): Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** A line for a person, or JSON for a machine. By default a terminal gets the first. */
  readonly readable?: boolean;
  /** Where lines go; by default stderr, because stdout belongs to the ready line and what scripts answer. */
  readonly write?: (line: string) => void;
}

/** Tokens, sign-in codes and passwords never reach a line, whoever passes them. */
export function createLog({ level, readable = process.stderr.isTTY, write = toStderr }: LogOptions): Log {
  const destination: DestinationStream = { write: readable ? (line) => write(toReadable(line)) : write };
  return wrap(
    pino(
      {
        level,
        base: null,
        messageKey: 'message',
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      destination,
    ),
  );
}

function toStderr(line: string): void {
  process.stderr.write(line);
}

function wrap(logger: pino.Logger): Log {
  const at =
    (level: 'error' | 'warn' | 'info' | 'debug') =>
    (message: string, about: About = {}): void => {
      if (logger.isLevelEnabled(level)) logger[level](scrub(about), scrubText(message));
    };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    tag: (name) => wrap(logger.child({ tag: name })),
  };
}

const HIDDEN = '[hidden]';
const SECRET_KEY = /token|cookie|authorization|secret|password|^link$|signInCode/i;

/** What our own secrets look like (http/auth/secrets.ts), and those that stand in an address or a header. */
const SECRET_TEXT: readonly [RegExp, string][] = [
  [/\bbb[scl]_[A-Za-z0-9_-]+/g, HIDDEN],
  [/([?&](?:token|key)=)[^&\s"']+/g, `$1${HIDDEN}`],
  [/\b(Bearer\s+)\S+/gi, `$1${HIDDEN}`],
  [/\b([a-z][a-z+.-]*:\/\/)[^\s/@]+@/gi, `$1${HIDDEN}@`],
];

function scrubText(text: string): string {
  return SECRET_TEXT.reduce((clean, [secret, instead]) => clean.replace(secret, instead), text);
}

function scrub(about: About): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(about).map(([key, value]) => [key, SECRET_KEY.test(key) ? HIDDEN : scrubValue(value, 4)]),
  );
}

function scrubValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return scrubText(value.stack ?? String(value));
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((one) => scrubValue(one, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      SECRET_KEY.test(key) ? HIDDEN : scrubValue(one, depth - 1),
    ]),
  );
}

interface Line extends Readonly<Record<string, unknown>> {
  readonly time: string;
  readonly level: string;
  readonly tag?: string;
  readonly message: string;
}

/** `14:02:03 warn  [sync] saving falters  doc=west/workspace` */
function toReadable(json: string): string {
  const { time, level, tag, message, ...about } = JSON.parse(json) as Line;
  const facts = Object.entries(about).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const head = [
    time.slice(11, 19),
    level.padEnd(5),
    ...(tag === undefined ? [] : [`[${tag}]`]),
    message,
  ].join(' ');
  return `${[head, ...facts].join('  ')}\n`;
}
