import { parsePath } from '@bouwberaad/shared/model/layout.ts';
import { m } from '#lib/paraglide/messages.js';
import { refusalWords } from '#lib/projects/denial-words.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';

type Session = Pick<TableSession, 'get' | 'people' | 'organisation' | 'nameOf'>;

/** More names than these say nothing to somebody who looks for one to call. */
const NAMED = 3;

/** Why something was refused, and who at this table may do it, by name where that is known. */
export function whoMayWords(session: Session, { code, path }: { code: string; path: string }): string {
  const owner = ownerOf(session, path);
  const why = refusalWords(code, session.organisation(owner)?.name);
  const names = whoMay(session, code, path, owner).slice(0, NAMED);
  if (names.length === 0) return why;
  const listed = new Intl.ListFormat('nl', { type: 'disjunction' }).format(names);
  return `${why} ${m.shell_refused_who({ names: listed })}`;
}

function whoMay(session: Session, code: string, path: string, owner: string | null): string[] {
  const officers = session.people.filter(({ role }) => role === 'chair' || role === 'secretary');
  switch (code) {
    case 'notOwner': {
      const own = session.people.filter(
        ({ organisation, role }) => organisation === owner && role !== 'observer',
      );
      return (own.length === 0 ? officers : own).map(({ name }) => name);
    }
    case 'notOfficer':
    case 'noParticipant':
      return officers.map(({ name }) => name);
    case 'notAuthor': {
      const author = authorOf(session, path);
      return author === null ? [] : [session.nameOf(author)];
    }
    default:
      return [];
  }
}

/** The organisation whose plan it is, or is about. */
function ownerOf(session: Session, path: string): string | null {
  const place = parsePath(path);
  const record = place === null ? null : session.get(place.root, place.record);
  if (record === null) return null;
  if (place?.root === 'projects') return session.get('projects', place.record)?.organisation ?? null;
  return 'project' in record && typeof record.project === 'string'
    ? (session.get('projects', record.project)?.organisation ?? null)
    : null;
}

function authorOf(session: Session, path: string): string | null {
  const place = parsePath(path);
  const record = place === null ? null : session.get(place.root, place.record);
  return record !== null && 'by' in record ? record.by : null;
}
