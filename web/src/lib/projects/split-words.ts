import { DWELLINGS, LAND_POSITIONS, SEGMENTS, TARGET_GROUPS } from '@bouwberaad/shared/model/block.ts';
import { m } from '#lib/paraglide/messages.js';
import { chosen, DWELLING_WORDS, LAND_WORDS, SEGMENT_WORDS, TARGET_GROUP_WORDS } from './choice-words.ts';
import type { SplitKey } from './findings.ts';

export function splitTitle(split: SplitKey): string {
  switch (split) {
    case 'dwelling':
      return m.projects_split_dwelling();
    case 'segment':
      return m.projects_split_segment();
    case 'targetGroup':
      return m.projects_split_targetGroup();
    case 'land':
      return m.projects_split_land();
  }
}

/** One value of a split in words; one that the model does not know is shown as it is. */
export function splitWords(split: SplitKey, value: string): string {
  switch (split) {
    case 'dwelling':
      return say(DWELLING_WORDS, chosen(DWELLINGS, value), value);
    case 'segment':
      return say(SEGMENT_WORDS, chosen(SEGMENTS, value), value);
    case 'targetGroup':
      return say(TARGET_GROUP_WORDS, chosen(TARGET_GROUPS, value), value);
    case 'land':
      return say(LAND_WORDS, chosen(LAND_POSITIONS, value), value);
  }
}

function say<Choice extends string>(
  words: Readonly<Record<Choice, () => string>>,
  choice: Choice | null,
  fallback: string,
): string {
  return choice === null ? fallback : words[choice]();
}
