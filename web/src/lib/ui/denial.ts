import type { DenialCode } from '@bouwberaad/shared/policy/policy.ts';
import { m } from '#lib/paraglide/messages.js';

const WORDS: Readonly<Record<DenialCode | 'stale' | 'textApart', () => string>> = {
  noParticipant: m.common_denial_noParticipant,
  observer: m.common_denial_observer,
  notOwner: m.common_denial_notOwner,
  notAuthor: m.common_denial_notAuthor,
  notOfficer: m.common_denial_notOfficer,
  notYou: m.common_denial_notYou,
  noDelete: m.common_denial_noDelete,
  serverOnly: m.common_denial_serverOnly,
  tooStrict: m.common_denial_tooStrict,
  frozen: m.common_denial_frozen,
  stale: m.common_denial_stale,
  textApart: m.common_denial_textApart,
};

/** Why something is refused, in a sentence, from its code; a code without words of its own is named. */
export function denialWords(code: string): string {
  return Object.hasOwn(WORDS, code) ? WORDS[code as keyof typeof WORDS]() : m.common_denial_other({ code });
}
