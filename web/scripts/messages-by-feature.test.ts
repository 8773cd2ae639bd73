import { expect, it } from 'vitest';
import { splitMessages } from './messages-by-feature.ts';

const source = `/* eslint-disable */
import * as registry from "../registry.js"
export const grid_count = (i) => {const many = registry.plural("nl", i?.count, {});
	return many;
};

export const shell_title1 = () => {
	return 'export const grid_not = 1'
};

export const grid_keys = () => 'toetsen';`;

it('gives each feature its own messages, with what they need', () => {
  const parts = splitMessages(source, 'export { shell_title1 as "shell_tiTle" }\nexport * from "x"');
  expect([...parts.keys()]).toEqual(['grid', 'shell']);
  expect(parts.get('grid')).toContain('import * as registry');
  expect(parts.get('grid')).toContain('grid_count');
  expect(parts.get('grid')).toContain('grid_keys');
  expect(parts.get('shell')).toContain('shell_title1 = ');
  expect(parts.get('shell')).toContain('export { shell_title1 as "shell_tiTle" }');
  expect(parts.get('shell')).not.toContain('grid_keys');
});

it('has no parts where there are no messages', () => {
  expect(splitMessages('/* nothing */', '').size).toBe(0);
});
