/** Text that is this and nothing else, but for white space around it. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${escape(text)}\\s*$`);
}

/** Text that begins with this, as a whole word. */
export function beginsWith(text: string): RegExp {
  return new RegExp(`^\\s*${escape(text)}(?![\\p{L}\\d])`, 'u');
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
