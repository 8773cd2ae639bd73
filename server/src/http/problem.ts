import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import type { Problem } from '@bouwberaad/shared/lib/result.ts';

/** Every refusal over HTTP: its status, and what it says to a person when nobody says it better. */
const PROBLEMS = {
  malformed: [400, 'Deze vraag is niet goed gevormd.'],
  unknownPath: [400, 'Dit pad wijst niets aan in het werkblad.'],
  unknownParent: [400, 'Die bovenliggende tafel bestaat niet, of ligt onder deze.'],
  notSignedIn: [401, 'Log eerst in.'],
  notAllowed: [403, 'Dat mag je hier niet.'],
  foreignOrigin: [403, 'Deze vraag kwam niet van onze eigen pagina.'],
  unknownPerson: [403, 'Met dit adres kun je hier niet met één klik inloggen.'],
  notFound: [404, 'Dit bestaat hier niet.'],
  unknownTable: [404, 'Deze tafel bestaat niet.'],
  unknownReferenceDate: [404, 'Die peildatum is er niet.'],
  unknownAction: [404, 'Deze actie is er niet.'],
  audienceTooWide: [409, 'Er staan plannen op deze tafel die daarvoor te vertrouwelijk zijn.'],
  impossible: [409, 'Dat kan nu niet met deze actie.'],
  stale: [409, 'Iemand anders heeft dit intussen gewijzigd.'],
  linkSpent: [410, 'Deze link is al gebruikt of verlopen. Vraag een nieuwe aan.'],
  tooLarge: [413, 'Dit is te groot.'],
  wrongType: [415, 'De inhoud moet JSON of multipart zijn.'],
  tooMany: [429, 'Dat waren er te veel achter elkaar. Wacht even en probeer het opnieuw.'],
  internal: [500, 'Er ging bij ons iets mis. Probeer het opnieuw.'],
  damaged: [500, 'Dit is beschadigd opgeslagen en kan niet gelezen worden.'],
  notReady: [503, 'De server kan nu even niets opslaan of lezen. Probeer het zo opnieuw.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface HttpProblem extends Problem {
  readonly code: ProblemCode;
}

/** A refusal as a value. `detail`: one Dutch sentence that says more than the code's own. */
export function refuse(code: ProblemCode, detail: string = PROBLEMS[code][1], at?: string): HttpProblem {
  return { ok: false, code, message: detail, ...(at === undefined ? {} : { at }) };
}

export function statusOf(code: ProblemCode): number {
  return PROBLEMS[code][0];
}

/** Answers with `application/problem+json` (RFC 9457): title, status, detail in Dutch, and our stable `code`. */
export function sendProblem(response: Response, { code, message, at }: HttpProblem): void {
  const status = statusOf(code);
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        title: STATUS_CODES[status],
        status,
        code,
        detail: message,
        ...(at === undefined ? {} : { at }),
      }),
    );
}
