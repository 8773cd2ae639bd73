import type { RegisterEntry } from '@bouwberaad/shared/register/event.ts';

/** The HTTP that a crash run needs, as a program outside would ask for it. */
export async function signIn(url: string, who: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${who}@demo.example` }),
  });
  if (response.status !== 201) throw new Error(`${who} could not sign in: ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}

export async function readRegister(
  url: string,
  token: string,
  table: string,
): Promise<{ readonly events: readonly RegisterEntry[]; readonly head: string }> {
  const response = await fetch(`${url}/api/v1/tables/${table}/register`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`the register could not be read: ${response.status}`);
  return (await response.json()) as { events: RegisterEntry[]; head: string };
}
