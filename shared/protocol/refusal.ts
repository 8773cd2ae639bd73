import type { Refusal } from './live.ts';

/** Why a command was not carried out, in one sentence for the person who gave it. */
const WORDS: Readonly<Record<string, string>> = {
  malformed: 'Dit bericht is niet te lezen; laad de pagina opnieuw.',
  unknownTable: 'Deze tafel bestaat niet.',
  noParticipant: 'Je bent geen deelnemer van deze tafel; de voorzitter of secretaris kan je toevoegen.',
  observer: 'Als toehoorder lees je mee; deelnemers, voorzitter en secretaris kunnen dit doen.',
  notOfficer: 'Alleen de voorzitter of de secretaris kan dit doen.',
  notConnected: 'Een standpunt geef je met een levende verbinding; wacht tot je weer verbonden bent.',
  meetingOpen: 'De vergadering is al geopend.',
  noMeeting: 'Er is geen vergadering open; de voorzitter of secretaris opent haar.',
  roundRunning: 'Er loopt nog een besluitronde; sluit haar of trek haar in.',
  noProposal: 'Dit voorstel staat niet bij deze tafel.',
  proposalDone: 'Over dit voorstel is al besloten, of het is ingetrokken.',
  unfit: 'Een wijziging van dit voorstel past niet op de plannen van nu; pas het voorstel aan.',
  tooStrict: 'Een wijziging maakt een plan vertrouwelijker dan de tafel toelaat; pas het voorstel aan.',
  noRound: 'Deze besluitronde is er niet.',
  roundExists: 'Deze besluitronde is al geopend.',
  roundClosed: 'Deze besluitronde is voorbij.',
  notPresent: 'Je organisatie heeft geen stem in deze ronde.',
  wrongPosition: 'Dit standpunt kent deze vorm van besluiten niet.',
  reasonMissing: 'Zeg erbij waarom.',
  untilMissing: 'Zeg erbij vóór welke dag het voorbehoud vervalt.',
  incomplete: 'Nog niet elke aanwezige organisatie heeft geantwoord; wie zwijgt stemt niet toe.',
  noQuorum: 'Te weinig organisaties hebben gestemd voor een geldig besluit.',
  stale: 'De plannen zijn intussen gewijzigd; heropen de ronde met de waarden van nu.',
  noQuiet: 'Alleen bij een stemming blijven de standpunten verborgen tot de ronde sluit.',
  tooFast: 'Dit gaat te snel achter elkaar; wacht even.',
  busy: 'Het is te druk aan deze tafel; probeer het opnieuw.',
  storeDown: 'Dit kon niet worden vastgelegd; er is niets besloten. Probeer het opnieuw.',
};

/** A refusal with its words. Server and screen say the same. */
export function refuse(code: string): Refusal {
  return { ok: false, code, message: WORDS[code] ?? `Dit kan nu niet (${code}).` };
}
