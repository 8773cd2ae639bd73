import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { askerOf } from './asker.ts';
import { refuse, sendProblem } from './problem.ts';

/**
 * How many are let through. Forty people in one meeting room are one address: what is done after signing in is counted
 * by session; by address only sign-ins that failed and codes that were asked for, generously.
 */
export interface LimitSettings {
  readonly requestsPerMinute: number;
  readonly failedSignInsPerQuarter: number;
  readonly linksPerQuarter: number;
  /** To one e-mail address: nobody's mailbox is filled by somebody else. */
  readonly linksToOnePerQuarter: number;
}

export const LIMITS: LimitSettings = {
  requestsPerMinute: 6_000,
  failedSignInsPerQuarter: 200,
  linksPerQuarter: 200,
  linksToOnePerQuarter: 5,
};

const MINUTE = 60_000;

export interface Limits {
  readonly perSession: RequestHandler;
  readonly failedSignIns: RequestHandler;
  readonly links: RequestHandler;
  readonly linksToOne: RequestHandler;
}

export function createLimits(settings: LimitSettings): Limits {
  const common = {
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // A stray X-Forwarded-For, without TRUST_PROXY, is no reason to shout: it is simply not believed.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request: Request, response: Response) => sendProblem(response, refuse('tooMany')),
  } as const;
  const perAddress = {
    ...common,
    windowMs: 15 * MINUTE,
    keyGenerator: (request: Request) => ipKeyGenerator(request.ip ?? ''),
  };
  return {
    perSession: rateLimit({
      ...common,
      windowMs: MINUTE,
      limit: settings.requestsPerMinute,
      skip: (request) => askerOf(request) === null,
      keyGenerator: (request) => askerOf(request)?.session.id ?? '',
    }),
    failedSignIns: rateLimit({
      ...perAddress,
      limit: settings.failedSignInsPerQuarter,
      skipSuccessfulRequests: true,
    }),
    links: rateLimit({ ...perAddress, limit: settings.linksPerQuarter }),
    // Counted whether or not the address is known here, so that a refusal tells nothing.
    linksToOne: rateLimit({ ...perAddress, limit: settings.linksToOnePerQuarter, keyGenerator: emailOf }),
  };
}

function emailOf(request: Request): string {
  const { email } = (request.body ?? {}) as { readonly email?: unknown };
  return typeof email === 'string' ? email.trim().toLowerCase() : '';
}
