import { DWELLINGS, FIRST_YEAR, LAST_YEAR, SEGMENTS } from '../model/block.ts';
import { plain } from './grid.ts';

/**
 * What a column of an ordinary list can mean. `year:2028` are the homes of that year, `later:2032` those after it,
 * `segment:…` and `dwelling:…` a part of the homes, `keep` a column that is kept beside the project as it stands, `skip`
 * one that is left out.
 */
export type Target =
  PlainTarget | `year:${number}` | `later:${number}` | `segment:${string}` | `dwelling:${string}`;

export const PLAIN_TARGETS = [
  'externalId',
  'name',
  'municipality',
  'place',
  'planType',
  'phase',
  'planStatus',
  'developer',
  'confidentiality',
  'likelihood',
  'storeys',
  'keyProject',
  'total',
  'deliveryYear',
  'noYear',
  'demolition',
  'bottlenecks',
  'coordinates',
  'lat',
  'lng',
  'keep',
  'skip',
] as const;
export type PlainTarget = (typeof PLAIN_TARGETS)[number];

/** Targets that several columns may have; of the others a second column is only kept. */
export function mayRepeat(target: Target): boolean {
  return target === 'keep' || target === 'skip' || target === 'bottlenecks' || target.startsWith('segment:');
}

export function isTarget(text: string): text is Target {
  if ((PLAIN_TARGETS as readonly string[]).includes(text)) return true;
  const [kind = '', rest = ''] = text.split(/:(.*)/s);
  if (kind === 'year' || kind === 'later') return /^\d{4}$/.test(rest) && isYear(Number(rest));
  if (kind === 'segment') return (SEGMENTS as readonly string[]).includes(rest);
  return kind === 'dwelling' && (DWELLINGS as readonly string[]).includes(rest);
}

export function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** The year of a `year:` or `later:` target. */
export function yearOf(target: Target): number | null {
  const found = /^(?:year|later):(\d{4})$/.exec(target);
  return found === null ? null : Number(found[1]);
}

/**
 * Headings as Dutch and English lists have them, compared in plain letters. The first rule that fits counts, so the
 * narrower ones come first ("status plan" is a plan status, "plan" alone a name).
 */
const RULES: readonly (readonly [Target, RegExp])[] = [
  ['bottlenecks', /^(mogelijke )?knelpunt|belemmering|^bottleneck|^obstacle|^risico/],
  ['likelihood', /realisatiekans|^kans\b|slagingskans|^likelihood|^probability|waarschijnlijkheid/],
  ['confidentiality', /vertrouwelijk|openbaarheid|^confidential|gevoeligheid/],
  [
    'planStatus',
    /status (van het )?plan|planstatus|planologisch|^plan status|juridische status|bp[- ]status/,
  ],
  ['phase', /^(project ?)?fase$|projectfase|planfase|^phase$|^stage$|^status$|projectstatus|project status/],
  ['planType', /plan ?soort|plan ?type|type plan|soort plan|^plan type|^development type/],
  ['developer', /ontwikkel|initiatiefnemer|opdrachtgever|bouwer\b|^developer|corporatie \/|marktpartij/],
  ['keyProject', /sleutelproject|^key project/],
  ['storeys', /bouwlagen|verdiepingen|^storeys|^floors|aantal lagen/],
  ['demolition', /sloop|te slopen|^demoli/],
  ['lat', /^(lat|latitude|breedtegraad|noorderbreedte|y[- ]?(co[oö]rdinaat|rd)?|rd[- ]?y)$/],
  ['lng', /^(lng|lon|long|longitude|lengtegraad|oosterlengte|x[- ]?(co[oö]rdinaat|rd)?|rd[- ]?x)$/],
  ['coordinates', /^(co[oö]rdinaten|coordinates|locatie \(?lat|gps)/],
  ['municipality', /^gemeente(naam)?$|^municipality$|gemeentecode|^gem\.?$/],
  ['place', /^(kern|plaats|woonplaats|dorp|wijk|buurt|place|town|village|neighbo(u)?rhood)\b/],
  [
    'deliveryYear',
    /oplever(jaar|datum)|jaar (van )?oplevering|bouwjaar|^(delivery|completion) (year|date)|^jaar$/,
  ],
  ['segment:sociale huur', /sociale huur|soc\.? huur|^social rent/],
  ['segment:middenhuur', /midden ?huur|middeldure huur|^mid(dle)? rent/],
  ['segment:dure huur', /dure huur|vrije sector huur|^(free|market) rent/],
  ['segment:betaalbare koop', /betaalbare koop|goedkope koop|koop betaalbaar|^affordable sale/],
  ['segment:middeldure koop', /middeldure koop|midden ?koop|koop middel|^mid(dle)? sale/],
  ['segment:dure koop', /dure koop|vrije sector koop|koop duur|^expensive sale/],
  ['dwelling:appartement', /^(aantal )?appartement|meergezins|gestapeld|^apartments?$/],
  ['dwelling:grondgebonden', /grondgebonden|eengezins|^(ground|terraced|houses?)/],
  ['noYear', /zonder jaar|jaar onbekend|nog niet gepland|^(year )?unknown$/],
  [
    'total',
    /^(totaal( (aantal )?woningen)?|aantal( woningen)?|woningen( totaal)?|plancapaciteit|capaciteit|bouw|total( homes| dwellings)?|homes|dwellings|netto( toevoeging)?|bruto)$/,
  ],
  [
    'externalId',
    /^(nr\.?|nummer|id|project ?(nr\.?|nummer|id|code)|plan ?(nr\.?|nummer|id|code)|identificatie( ?nr\.?)?|code|ref(erentie|erence)?|external ?id|project number)$/,
  ],
  [
    'name',
    /^(naam|project(naam)?|plan(naam)?|naam (van het )?(project|plan)|projecttitel|locatie|name|project name|title|omschrijving)$/,
  ],
  ['skip', /^(opgesteld|bijgewerkt) (door|op)$/],
];

/** `2027`, `opl. 2028`, `oplevering 2028`, `'28`, `2031 e.v.`, `na 2032`, `2030 en later`, `2033+`; null for no year. */
export function yearHeading(text: string): Target | null {
  const heading = plain(text);
  const found = /(?:^|[^\d])((?:19|20)\d\d)(?!\d)/.exec(heading);
  const short = found === null ? /^['’](\d\d)$/.exec(heading) : null;
  const year = found === null ? (short === null ? null : 2000 + Number(short[1])) : Number(found[1]);
  if (year === null || !isYear(year) || LONG_TEXT.test(heading)) return null;
  if (/^(na|after|later dan|>)\s*\d/.test(heading)) return `later:${year}`;
  // "2031 and on" holds 2031 itself: homes after 2030.
  if (/(?<=[\d\s])e\.? ?v\.?$|en later|en verder|\+$|and later|onwards|>=|≥|vanaf/.test(heading))
    return `later:${year - 1}`;
  return /^(['’]\d\d|(opl(\.|evering(en)?)?|bouw|woningen|homes|jaar|aantal|prognose|planning)?\s*(in )?\d{4}( \(?(woningen|homes)\)?)?)$/.test(
    heading,
  )
    ? `year:${year}`
    : null;
}

/** A title or a sentence that happens to hold a year: "stand 1 november 2026". */
const LONG_TEXT =
  /stand |januari|februari|maart|april|mei |juni|juli|augustus|september|oktober|november|december|sloop/;

/** What a heading alone suggests. */
export function targetOfHeading(text: string): Target | null {
  const year = yearHeading(text);
  if (year !== null) return year;
  const heading = plain(text).replace(/\s*[:*]$/, '');
  return RULES.find(([, rule]) => rule.test(heading))?.[0] ?? null;
}
