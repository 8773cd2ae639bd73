import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { applyEdit } from '@bouwberaad/shared/edit/apply.ts';
import type { Edit } from '@bouwberaad/shared/edit/edit.ts';
import { isDone } from '@bouwberaad/shared/edit/is-done.ts';
import { systemClock, toIso } from '@bouwberaad/shared/lib/clock.ts';
import { newId } from '@bouwberaad/shared/lib/ids.ts';
import { emailOf, type PersonId } from './people.ts';

const PATIENCE_MS = 15_000;

/** Somebody who works at a table without a browser: for what others do meanwhile. */
export interface Scribe {
  /** Does these edits one after the other, each an update of its own, and waits until others can see the last. */
  write(edits: readonly Edit[]): Promise<void>;
  leave(): void;
}

/** Signs in at the product at `url` and opens the plans of a table. Leave it before the test ends. */
export async function scribe(url: string, person: PersonId, table: string): Promise<Scribe> {
  const token = await tokenOf(url, person);
  const open = (): { doc: Y.Doc; provider: WebsocketProvider } => {
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(`${url.replace(/^http/, 'ws')}/sync`, `${table}/workspace`, doc, {
      params: { token },
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    return { doc, provider };
  };
  const own = open();
  await until(() => own.provider.synced, `${person} at ${table}`);
  return {
    async write(edits) {
      for (const edit of edits) {
        const applied = applyEdit(own.doc, edit, null);
        if (!applied.ok) throw new Error(`${edit.type}: ${applied.code}`);
      }
      // What another connection gets to see is on disk.
      const other = open();
      const last = edits.at(-1);
      try {
        await until(() => last === undefined || isDone(other.doc, last), `${person}'s last edit`);
      } finally {
        other.provider.destroy();
      }
    },
    leave() {
      own.provider.destroy();
    },
  };
}

/** A new plan as somebody of the secretariat makes it for an organisation. */
export function newPlan(id: string, name: string, organisation: string, by: PersonId): Edit {
  const at = toIso(systemClock.now());
  return { type: 'createRecord', root: 'projects', id, fields: { name, organisation, by, at } };
}

export const planId = (): string => newId();

async function tokenOf(url: string, person: PersonId): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: emailOf(person) }),
  });
  if (!answer.ok) throw new Error(`${person} could not sign in: ${String(answer.status)}`);
  return ((await answer.json()) as { token: string }).token;
}

function until(holds: () => boolean, what: string): Promise<void> {
  return vi.waitFor(() => {
    if (!holds()) throw new Error(`waited too long for ${what}`);
  }, PATIENCE_MS);
}
