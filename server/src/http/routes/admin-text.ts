import { TABLE_ID_LENGTH } from '../schema/admin.ts';

/** Whether two names are the same to a reader: capitals and spaces around do not count. */
export function sameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** `platform-wonen-hellendoorn` of `Platform Wonen Hellendoorn`; null when nothing of a name is left. */
export function slugOf(name: string): string | null {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, TABLE_ID_LENGTH)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? null : slug;
}

/** The fields that a change names; one that is left out stays as it is. */
export function stated<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
