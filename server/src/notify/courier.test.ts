import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedClock } from '@bouwberaad/shared/lib/clock.ts';
import { createLog } from '../log.ts';
import type { Outgoing, OutgoingMessage } from '../store/store.ts';
import { createCourier } from './courier.ts';
import { createMailer, type Mail, type Mailer } from './mailer.ts';

function memoryOutgoing(): Outgoing & { readonly all: OutgoingMessage[] } {
  const all: OutgoingMessage[] = [];
  return {
    all,
    queue: (message) => Promise.resolve(!all.some(({ key }) => key === message.key) && all.push(message) > 0),
    mark: (key, state) => {
      const at = all.findIndex((one) => one.key === key);
      const found = all[at];
      if (found !== undefined) all[at] = { ...found, state };
      return Promise.resolve();
    },
    list: (state) => Promise.resolve(all.filter((one) => one.state === state)),
  };
}

const message = {
  key: 'k1',
  kind: 'signIn',
  to: 'lid@gemeente.example',
  subject: 'Inloggen',
  text: 'Beste, é',
};
const clock = fixedClock('2026-11-24T13:00:00.000Z');
const log = createLog({ level: 'silent' });

/** A mail server that takes the few commands of a delivery (RFC 5321) and keeps what it was given. */
async function startSmtp() {
  const taken: { from: string; to: string[]; data: string }[] = [];
  const sockets = new Set<Socket>();
  let refusing = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    let mail = { from: '', to: [] as string[], data: '' };
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test');
    createInterface({ input: socket }).on('line', (line) => {
      if (inData) {
        inData = line !== '.';
        if (inData) mail.data += `${line}\n`;
        else {
          taken.push(mail);
          mail = { from: '', to: [], data: '' };
          say('250 taken');
        }
        return;
      }
      if (line.startsWith('MAIL FROM:')) mail.from = line.slice(10);
      if (line.startsWith('RCPT TO:')) mail.to.push(line.slice(8));
      inData = line === 'DATA';
      if (line === 'QUIT') socket.end('221 bye\r\n');
      else if (refusing && line.startsWith('MAIL')) say('451 later');
      else say(inData ? '354 go on' : '250 ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    taken,
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuse: (value: boolean) => {
      refusing = value;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe('with a mail server', () => {
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let outgoing: ReturnType<typeof memoryOutgoing>;
  let courier: ReturnType<typeof createCourier>;
  beforeEach(async () => {
    smtp = await startSmtp();
    outgoing = memoryOutgoing();
    courier = createCourier({
      outgoing,
      mailer: createMailer({ smtpUrl: smtp.url, from: 'Bouwberaad <van@bouwberaad.example>' }),
      clock,
      log,
      retryMs: 3_600_000,
    });
    courier.start();
  });
  afterEach(async () => {
    await courier.stop();
    smtp.stop();
  });

  it('a message is sent once per key', async () => {
    expect(await courier.post(message)).toBe(true);
    expect(await courier.post(message)).toBe(false);
    await vi.waitFor(() => expect(outgoing.all[0]?.state).toBe('sent'));
    await courier.deliver();
    expect(smtp.taken).toHaveLength(1);
    expect(smtp.taken[0]).toMatchObject({ from: '<van@bouwberaad.example>', to: ['<lid@gemeente.example>'] });
    expect(smtp.taken[0]?.data).toContain('Subject: Inloggen');
    expect(smtp.taken[0]?.data).toContain('Auto-Submitted: auto-generated');
  });

  it('an address is one recipient, and a subject is one header', async () => {
    await courier.post({ ...message, to: 'lid@gemeente.example', subject: 'x\r\nBcc: ander@evil.example' });
    await vi.waitFor(() => expect(outgoing.all[0]?.state).toBe('sent'));
    expect(smtp.taken[0]?.to).toEqual(['<lid@gemeente.example>']);
    expect(smtp.taken[0]?.data).not.toMatch(/^Bcc:/m);
  });

  it('a server that is away is tried again', async () => {
    smtp.refuse(true);
    await courier.post(message);
    await courier.deliver();
    expect(outgoing.all[0]?.state).toBe('waiting');
    smtp.refuse(false);
    await courier.deliver();
    expect(outgoing.all[0]?.state).toBe('sent');
  });

  it('what a stopped server left waiting is sent at the next start', async () => {
    await courier.stop();
    outgoing.all.push({ ...message, at: '2026-11-24T12:59:00.000Z', state: 'waiting' });
    courier.start();
    await vi.waitFor(() => expect(outgoing.all[0]?.state).toBe('sent'));
  });
});

describe('what comes too late', () => {
  it.each([
    ['its own end', { ...message, expires: clock.now() }, '2026-11-24T13:00:00.000Z'],
    ['a day', message, '2026-11-23T13:00:00.000Z'],
  ])('after %s is held, not sent', async (_what, late, at) => {
    const sent: Mail[] = [];
    const mailer: Mailer = { send: (mail) => Promise.resolve(void sent.push(mail)), close: () => undefined };
    const outgoing = memoryOutgoing();
    const moving = fixedClock(at);
    const courier = createCourier({ outgoing, mailer, clock: moving, log });
    await courier.post(late);
    moving.set('2026-11-24T13:00:00.000Z');
    await courier.deliver();
    expect([outgoing.all[0]?.state, sent]).toEqual(['held', []]);
  });
});

describe('without a mail server', () => {
  it('a message is held, and the log says so without its text', async () => {
    const lines: string[] = [];
    const outgoing = memoryOutgoing();
    const courier = createCourier({
      outgoing,
      mailer: null,
      clock,
      log: createLog({ level: 'info', readable: false, write: (line) => void lines.push(line) }),
    });
    courier.start();
    await courier.post({ ...message, text: 'https://x.nl/login/bbl_geheim' });
    await courier.stop();
    expect(outgoing.all[0]?.state).toBe('held');
    expect(lines.join('')).toContain('no mail server');
    expect(lines.join('')).not.toContain('geheim');
  });
});
