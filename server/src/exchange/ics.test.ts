import { expect, test } from 'vitest';
import type { Action } from '@bouwberaad/shared/model/action.ts';
import { toIcs, type FeedAction } from './ics.ts';

const one = (more: Partial<Action> = {}): FeedAction => ({
  table: { id: 'west', name: 'Bouwberaad West' },
  action: {
    id: 'a1',
    by: 'x',
    at: null,
    removed: false,
    text: 'Rekenen',
    assignee: null,
    due: '2026-12-10',
    state: 'open',
    reason: null,
    evidence: null,
    source: null,
    handover: null,
    files: [],
    progress: null,
    ...more,
  },
});

/** RFC 5545 read strictly and by nobody's library: CRLF, folding at 75 octets, what must stand in it, escapes. */
function parse(ics: string): Map<string, string>[] {
  expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const lines = ics
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '');
  expect(lines[0]).toBe('BEGIN:VCALENDAR');
  expect(lines.at(-1)).toBe('END:VCALENDAR');
  expect(lines.filter((line) => line === 'VERSION:2.0')).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('PRODID:'))).toHaveLength(1);
  const events: Map<string, string>[] = [];
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') events.push(new Map());
    const match = /^([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)$/.exec(line);
    expect(match, line).not.toBeNull();
    const [, name = '', parameters = '', value = ''] = match ?? [];
    const event = events.at(-1);
    if (event === undefined || name === 'BEGIN' || name === 'END') continue;
    expect(event.has(name + parameters), line).toBe(false);
    event.set(
      name + parameters,
      value.replaceAll(/\\([\\;,nN])/g, (_all, char: string) => (/n/i.test(char) ? '\n' : char)),
    );
  }
  return events;
}

const options = { baseUrl: 'https://bouwberaad.example', now: Date.parse('2026-11-24T13:00:00Z') };

test('an action is an event of its whole day, in no zone, that takes no time and leads to it', () => {
  const [event, ...more] = parse(toIcs([one()], options));
  expect(more).toEqual([]);
  expect(Object.fromEntries(event ?? [])).toMatchObject({
    UID: 'a1@west.bouwberaad',
    DTSTAMP: '20261124T130000Z',
    'DTSTART;VALUE=DATE': '20261210',
    'DTEND;VALUE=DATE': '20261211',
    SUMMARY: 'Rekenen',
    TRANSP: 'TRANSPARENT',
    'URL;VALUE=URI': 'https://bouwberaad.example/tables/west/actions?action=a1',
  });
});

test('text of any kind stays text: nothing that somebody typed becomes a line of the calendar', () => {
  const text = 'Bod; "prijs", \\pad\nBEGIN:VALARM é €'.repeat(5);
  const [event, ...more] = parse(toIcs([one({ text })], options));
  expect(more).toEqual([]);
  expect(event?.get('SUMMARY')).toBe(text);
});

test('without a date there is nothing to show, and nothing at all is a calendar too', () => {
  expect(parse(toIcs([one({ due: null })], options))).toEqual([]);
  expect(parse(toIcs([], options))).toEqual([]);
});
