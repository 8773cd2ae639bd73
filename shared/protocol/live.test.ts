import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { bodies } from '../register/bodies.ts';
import { commandSchema, handshakeSchema, joinSchema } from './live.ts';

/** What programs outside, and registers written long ago, rely on. */
const frozen = new URL('./live.frozen.json', import.meta.url);

const describeWire = (): unknown => ({
  command: z.toJSONSchema(commandSchema),
  join: z.toJSONSchema(joinSchema),
  handshake: z.toJSONSchema(handshakeSchema),
  register: Object.fromEntries(
    Object.entries(bodies).map(([type, schema]) => [type, z.toJSONSchema(schema)]),
  ),
});

test('the wire and the bodies of events are as they were frozen', async () => {
  // A difference is a change of the contract: describe it in docs/contract.md and the CHANGELOG, see that registers and
  // clients of yesterday still read, and only then write the new description with
  // `npx vitest run shared/protocol/live.test.ts -u`.
  await expect(`${JSON.stringify(describeWire(), null, 2)}\n`).toMatchFileSnapshot(frozen.pathname);
});

describe('a command', () => {
  const base = { id: 'c1', table: 'west-overijssel' };
  const good: object[] = [
    { type: 'openMeeting' },
    { type: 'closeMeeting' },
    { type: 'openRound', proposal: 'v1', form: 'hamerstuk' },
    { type: 'openRound', proposal: 'v1', form: 'stemming', majority: 'two thirds', hidden: true },
    { type: 'takePosition', round: 'r1', position: 'noObjection' },
    {
      type: 'takePosition',
      round: 'r1',
      position: 'reservation',
      reason: 'Raad van Kampen',
      until: '2026-12-17',
    },
    { type: 'closeRound', round: 'r1' },
    { type: 'withdrawRound', round: 'r1', reason: 'eerst rekenen' },
  ];
  test.each(good)('%j reads', (command) => {
    expect(commandSchema.safeParse({ ...base, ...command })).toMatchObject({ success: true, data: command });
  });

  const bad: object[] = [
    {},
    { type: 'deleteEverything' },
    { type: 'openMeeting', id: '../x' },
    { type: 'openMeeting', table: 7 },
    { type: 'openRound', proposal: 'v1' },
    { type: 'openRound', proposal: 'v1', form: 'raadpleging' },
    { type: 'openRound', proposal: '__proto__', form: 'consent' },
    { type: 'takePosition', round: 'r1', position: 'perhaps' },
    { type: 'takePosition', round: 'r1', position: 'reservation', reason: 'x', until: '2026-02-30' },
    { type: 'takePosition', round: 'r1', position: 'objection', reason: 'x'.repeat(4001) },
    { type: 'takePosition', round: 'r1', position: 'objection', reason: '\ud800' },
    { type: 'withdrawRound', round: 'r1' },
  ];
  test.each(bad)('%j does not', (command) => {
    expect(commandSchema.safeParse({ ...base, ...command }).success).toBe(false);
  });
});
