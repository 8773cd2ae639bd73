import { describe, expect, test } from 'vitest';
import { valueAt } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import type { Answer } from '@bouwberaad/shared/protocol/live.ts';
import { verifyChain } from '@bouwberaad/shared/register/verify.ts';
import { newDisk, setPlans, startMeeting, TABLE, type Disk, type Meeting } from './meeting-fixture.ts';

const HOMES = 'projects/p1/blocks/b1/homes';
const CLOSE = { id: 'the-close', table: TABLE, type: 'closeRound' };

/** Up to a hamerstuk that only has to be closed. */
async function prepare(meeting: Meeting): Promise<string> {
  await setPlans(meeting);
  meeting.conductor.connected(TABLE, 'chair');
  await meeting.give('chair', 'openMeeting');
  const answer = await meeting.give('chair', 'openRound', { proposal: 'v1', form: 'hamerstuk' });
  if (!answer.ok || answer.round === undefined) throw new Error(JSON.stringify(answer));
  return answer.round;
}

const count = (disk: Disk, type: string): number =>
  disk.entries.filter(({ event }) => event.type === type).length;
const carried = (disk: Disk): number =>
  disk.edits.filter((edit: Edit) => edit.type === 'batch' && edit.name.startsWith('decision:')).length;

/** The points that a close passes when nothing goes wrong: where it can be killed. */
async function pointsOfClose(): Promise<{ from: number; points: readonly string[] }> {
  const meeting = startMeeting();
  const round = await prepare(meeting);
  const from = meeting.fate.points.length;
  await meeting.conductor.command('chair', { ...CLOSE, round });
  return { from, points: meeting.fate.points.slice(from) };
}

interface Killed {
  readonly disk: Disk;
  readonly round: string;
}

/** A process that dies at one of those points; what it did not make durable is lost with it. */
async function killAt(point: number): Promise<Killed> {
  const meeting = startMeeting({ disk: newDisk() });
  const round = await prepare(meeting);
  meeting.fate.killAt(point);
  await meeting.conductor.command('chair', { ...CLOSE, round });
  return { disk: meeting.disk, round };
}

function expectAppliedOnce(disk: Disk, doc: Meeting['doc'], answer: Answer): void {
  expect(answer).toMatchObject({ ok: true, outcome: 'agreed' });
  expect(['decided', 'applied'].map((type) => count(disk, type))).toEqual([1, 1]);
  expect(carried(disk)).toBe(1);
  expect(valueAt(doc, HOMES)).toBe(0);
  expect(verifyChain(disk.entries)).toMatchObject({ ok: true });
}

const { from, points } = await pointsOfClose();
const each = points.map((name, index): [string, number] => [`${name} (${index})`, from + index]);

describe('R44 G20 killed on the way from a close to applied, a new process ends it exactly once', () => {
  test('the way has all its points', () => {
    for (const name of [
      'before decided',
      'after decided',
      'before edit',
      'applied in memory',
      'after edit',
      'before applied',
      'after applied',
    ])
      expect(points).toContain(name);
  });

  test.each(each)(
    'at %s: at the start, and the repeated command gets its first answer',
    async (_name, point) => {
      const { disk, round } = await killAt(point);
      const next = startMeeting({ disk });
      await next.conductor.start([TABLE]);
      // Whatever was decided stands in the plans before anybody asks again.
      expect(carried(disk)).toBe(count(disk, 'decided'));
      const answer = await next.conductor.command('chair', { ...CLOSE, round });
      expectAppliedOnce(disk, next.doc, answer);
      await next.conductor.recover(TABLE);
      expectAppliedOnce(disk, next.doc, await next.conductor.command('chair', { ...CLOSE, round }));
    },
  );

  test.each(each)('at %s, and its successor at every point of the recovery', async (_name, point) => {
    for (let second = 0; ; second += 1) {
      const { disk, round } = await killAt(point);
      const next = startMeeting({ disk });
      next.fate.killAt(second);
      await next.conductor.start([TABLE]);
      const survived = next.fate.points.length <= second;
      const last = startMeeting({ disk });
      await last.conductor.start([TABLE]);
      expectAppliedOnce(disk, last.doc, await last.conductor.command('chair', { ...CLOSE, round }));
      if (survived) return;
    }
  });
});

describe('plans that moved between the decision and its application', () => {
  const afterDecided = from + points.indexOf('after decided');

  /** Decided, killed, and then somebody types in the plans before the decision is carried out. */
  async function moved(): Promise<Killed> {
    const killed = await killAt(afterDecided);
    await startMeeting({ disk: killed.disk }).workspace.edit(
      TABLE,
      { type: 'setField', path: HOMES, from: 80, to: 64 },
      'gemeente',
    );
    return killed;
  }

  test('R45 a value that is neither old nor new stays, the rest is done, and the secretary hears of it once', async () => {
    const { disk } = await moved();
    const next = startMeeting({ disk });
    await next.conductor.start([TABLE]);
    await next.conductor.recover(TABLE);
    expect(valueAt(next.doc, HOMES)).toBe(64);
    expect(valueAt(next.doc, 'projects/p2/blocks/nieuw/homes')).toBe(80);
    expect(disk.entries.slice(-2).map(({ event }) => event.type)).toEqual(['applyConflict', 'applied']);
    const [action] = [...next.doc.getMap('actions').values()].map((map) =>
      (map as { toJSON(): unknown }).toJSON(),
    );
    expect(next.doc.getMap('actions').size).toBe(1);
    expect(action).toMatchObject({ assignee: 'secretary', due: '2026-12-01', state: 'open', by: 'chair' });
    const state = await next.conductor.state(TABLE);
    expect([...state.decisions.values()][0]?.conflicts).toEqual([{ path: HOMES, found: 64 }]);
  });

  test('an action that somebody made under its id does not stop the decision', async () => {
    const { disk, round } = await moved();
    const next = startMeeting({ disk });
    const fields = { text: 'ha', by: 'corporatie', at: '2026-11-01T10:00:00.000Z' };
    await next.workspace.edit(
      TABLE,
      { type: 'createRecord', root: 'actions', id: `conflict-${round}`, fields },
      'corporatie',
    );
    await next.conductor.start([TABLE]);
    expect(disk.entries.slice(-2).map(({ event }) => event.type)).toEqual(['applyConflict', 'applied']);
  });

  test('G22 killed at every point of that: one conflict, one action, once applied', async () => {
    for (let point = 0; ; point += 1) {
      const { disk } = await moved();
      const next = startMeeting({ disk });
      next.fate.killAt(point);
      await next.conductor.start([TABLE]);
      const last = startMeeting({ disk });
      await last.conductor.start([TABLE]);
      expect(['applyConflict', 'applied'].map((type) => count(disk, type))).toEqual([1, 1]);
      expect([last.doc.getMap('actions').size, carried(disk), valueAt(last.doc, HOMES)]).toEqual([1, 1, 64]);
      if (next.fate.points.length <= point) return;
    }
  });
});

describe('a workspace that is loaded', () => {
  test('G21 a backup from before the decision gets its changes again, the register is left as it is', async () => {
    const meeting = startMeeting();
    const round = await prepare(meeting);
    const backup = [...meeting.disk.updates];
    await meeting.conductor.command('chair', { ...CLOSE, round });
    const restored = { ...meeting.disk, updates: backup };
    const next = startMeeting({ disk: restored });
    await next.conductor.recover(TABLE);
    expect(valueAt(next.doc, HOMES)).toBe(0);
    expect(count(restored, 'applied')).toBe(1);
  });

  test('what stands in the way of a restored decision is recorded too', async () => {
    const meeting = startMeeting();
    const round = await prepare(meeting);
    const backup = [...meeting.disk.updates];
    await meeting.conductor.command('chair', { ...CLOSE, round });
    const restored = { ...meeting.disk, updates: backup };
    const next = startMeeting({ disk: restored });
    await next.workspace.edit(TABLE, { type: 'setField', path: HOMES, from: 80, to: 64 }, 'gemeente');
    await next.conductor.recover(TABLE);
    await next.conductor.recover(TABLE);
    expect(valueAt(next.doc, HOMES)).toBe(64);
    expect(['applyConflict', 'applied'].map((type) => count(restored, type))).toEqual([1, 1]);
  });

  test('what people make of a decided value afterwards is theirs', async () => {
    const meeting = startMeeting();
    const round = await prepare(meeting);
    await meeting.conductor.command('chair', { ...CLOSE, round });
    await meeting.workspace.edit(TABLE, { type: 'setField', path: HOMES, from: 0, to: 12 }, 'gemeente');
    const next = startMeeting({ disk: meeting.disk });
    await next.conductor.start([TABLE]);
    await next.conductor.recover(TABLE);
    expect(valueAt(next.doc, HOMES)).toBe(12);
    expect(count(meeting.disk, 'applyConflict')).toBe(0);
  });

  test('somebody who types between the look and the edit does not stop a decision', async () => {
    const meeting = startMeeting();
    const round = await prepare(meeting);
    const edit = meeting.workspace.edit.bind(meeting.workspace);
    let typed = false;
    meeting.workspace.edit = async (table, decision, by) => {
      if (!typed && decision.type === 'batch' && decision.name.startsWith('decision:')) {
        typed = true;
        await edit(table, { type: 'setField', path: HOMES, from: 80, to: 81 }, 'gemeente');
      }
      return edit(table, decision, by);
    };
    expect(await meeting.conductor.command('chair', { ...CLOSE, round })).toMatchObject({
      outcome: 'agreed',
    });
    expect(typed).toBe(true);
    expect(valueAt(meeting.doc, HOMES)).toBe(81);
    expect(count(meeting.disk, 'applyConflict')).toBe(1);
  });
});
