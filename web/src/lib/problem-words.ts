import { m } from '#lib/paraglide/messages.js';
import type { ApiProblem } from './api-client.ts';

/** A problem that no page has better words for: what did not work, and what now. */
export function problemWords(problem: ApiProblem): string {
  if (problem.code === 'network') return m.common_error_network();
  if (problem.code === 'shape') return m.common_error_shape();
  if (problem.status === 429) return m.common_error_rate();
  // The server's own sentence knows more than its status.
  if (problem.status < 500 && problem.message !== '') return problem.message;
  if (problem.status === 403) return m.common_forbidden_text();
  if (problem.status === 404) return m.common_not_found_text();
  return m.common_error_server({ code: problem.code });
}
