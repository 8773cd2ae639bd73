import { toIso } from '@bouwberaad/shared/lib/clock.ts';
import { ok } from '@bouwberaad/shared/lib/result.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { health } from '../schema/admin.ts';
import type { AdminDesk } from './admin-desk.ts';

export function healthRoutes({ clock, readiness, damage }: AdminDesk): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/admin/health',
      summary: 'How the server is doing, asked just now; for administrators',
      answer: health,
      handle: async () => {
        const before = clock.now();
        const reason = await readiness();
        const at = clock.now();
        return ok({
          at: toIso(at),
          store: { ready: reason === null, reason, millis: Math.max(0, Math.round(at - before)) },
          damaged: [...damage()].map(([table, found]) => ({ table, reason: found })),
        });
      },
    }),
  ];
}
