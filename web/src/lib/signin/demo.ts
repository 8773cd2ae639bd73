/** The id of a person of the demo: what stands before the @. It chooses the colour, so that it is the same inside. */
export function personIdOf(email: string): string {
  return email.split('@')[0] ?? email;
}
