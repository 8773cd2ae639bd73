/** Names that office programs write in the HTML of a clipboard; others stay as they are. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  shy: '\u00ad',
  middot: '·',
  bull: '•',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  minus: '−',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  euro: '€',
  pound: '£',
  sect: '§',
  copy: '©',
  reg: '®',
  deg: '°',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  frac14: '¼',
  plusmn: '±',
  times: '×',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  auml: 'ä',
  aring: 'å',
  ccedil: 'ç',
  egrave: 'è',
  eacute: 'é',
  ecirc: 'ê',
  euml: 'ë',
  iacute: 'í',
  icirc: 'î',
  iuml: 'ï',
  ntilde: 'ñ',
  oacute: 'ó',
  ocirc: 'ô',
  ouml: 'ö',
  oslash: 'ø',
  uacute: 'ú',
  ucirc: 'û',
  uuml: 'ü',
};

const CAPITALS = /^[a-z](?:grave|acute|circ|uml|ring|cedil|tilde|slash)$/u;

/** The signs that `&eacute;`, `&#233;` and `&#xE9;` stand for. */
export function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,7}));/giu,
    (all, decimal, hex, name) => {
      if (decimal !== undefined) return sign(Number(decimal), all);
      if (hex !== undefined) return sign(Number.parseInt(hex as string, 16), all);
      return named(name as string) ?? all;
    },
  );
}

function named(name: string): string | undefined {
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  if (name !== lower && CAPITALS.test(lower)) return NAMED[lower]?.toUpperCase();
  return NAMED[name];
}

function sign(code: number, written: string): string {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : written;
}
