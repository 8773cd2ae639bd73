/** One municipality of the region: where its invented plans lie and how much of them there is. */
export interface Municipality {
  /** CBS code. */
  readonly code: string;
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
  readonly places: readonly string[];
  /** Who speaks for it in the demo. */
  readonly official: string;
  /** Its part of the region's ambition, in per cent. */
  readonly weight: number;
  /** Plans in the region's document, those of the stories included. */
  readonly plans: number;
}

function municipality(
  code: string,
  name: string,
  [lat, lng]: readonly [number, number],
  places: readonly string[],
  official: string,
  [weight, plans]: readonly [number, number],
): Municipality {
  return { code, name, lat, lng, places, official, weight, plans };
}

export const DEVENTER = municipality(
  '0150',
  'Deventer',
  [52.255, 6.16],
  ['Deventer', 'Colmschate', 'Bathmen'],
  'Ilse Jansink',
  [100, 6],
);
export const ZWOLLE = '0193';
export const KAMPEN = '0166';

/** Deventer's own plans lie in the document of its platform; the region's holds a few others there. */
export const WEST: readonly Municipality[] = [
  municipality(
    '0148',
    'Dalfsen',
    [52.512, 6.257],
    ['Dalfsen', 'Nieuwleusen', 'Lemelerveld'],
    'Jorien Veldman',
    [7, 9],
  ),
  DEVENTER,
  municipality(
    '0160',
    'Hardenberg',
    [52.576, 6.619],
    ['Hardenberg', 'Dedemsvaart', 'Slagharen'],
    'Henk Brinkman',
    [12, 13],
  ),
  municipality(
    '0166',
    'Kampen',
    [52.555, 5.911],
    ['Kampen', 'IJsselmuiden', 'Grafhorst'],
    'Fatima el Amrani',
    [10, 11],
  ),
  municipality('1773', 'Olst-Wijhe', [52.388, 6.135], ['Wijhe', 'Olst', 'Wesepe'], 'Marloes Kamphof', [4, 6]),
  municipality('0175', 'Ommen', [52.521, 6.42], ['Ommen', 'Lemele'], 'Erik Visser', [5, 7]),
  municipality('0177', 'Raalte', [52.386, 6.275], ['Raalte', 'Heino', 'Luttenberg'], 'Wim Otten', [8, 10]),
  municipality('0180', 'Staphorst', [52.645, 6.211], ['Staphorst', 'Rouveen'], 'Gerda Mulderij', [4, 6]),
  municipality(
    '1708',
    'Steenwijkerland',
    [52.786, 6.12],
    ['Steenwijk', 'Vollenhove', 'Oldemarkt'],
    'Jan Pieter Schra',
    [10, 12],
  ),
  municipality(
    '1896',
    'Zwartewaterland',
    [52.59, 6.094],
    ['Hasselt', 'Genemuiden', 'Zwartsluis'],
    'Anouk Westerhof',
    [5, 7],
  ),
  municipality(
    '0193',
    'Zwolle',
    [52.512, 6.094],
    ['Zwolle', 'Stadshagen', 'Westenholte'],
    'Sanne Kuiper',
    [35, 33],
  ),
];

export const TWENTE: readonly Municipality[] = [
  municipality('0141', 'Almelo', [52.357, 6.662], ['Almelo', 'Aadorp'], 'Peter Hofstede', [12, 12]),
  municipality('0147', 'Borne', [52.3, 6.753], ['Borne', 'Hertme'], 'Yasmin Aydin', [4, 6]),
  municipality(
    '1774',
    'Dinkelland',
    [52.376, 7.007],
    ['Denekamp', 'Ootmarsum', 'Weerselo'],
    'Bert Oude Wolbers',
    [4, 7],
  ),
  municipality(
    '0153',
    'Enschede',
    [52.221, 6.894],
    ['Enschede', 'Glanerbrug', 'Boekelo'],
    'Carlijn Reinders',
    [26, 20],
  ),
  municipality('0158', 'Haaksbergen', [52.156, 6.739], ['Haaksbergen', 'Buurse'], 'Rik Leushuis', [3, 5]),
  municipality(
    '0163',
    'Hellendoorn',
    [52.366, 6.463],
    ['Nijverdal', 'Hellendoorn'],
    'Mirjam Kolkman',
    [5, 7],
  ),
  municipality('0164', 'Hengelo', [52.265, 6.793], ['Hengelo', 'Beckum'], 'Dennis Averink', [16, 14]),
  municipality(
    '1735',
    'Hof van Twente',
    [52.236, 6.589],
    ['Goor', 'Delden', 'Markelo'],
    'Annelies ten Dam',
    [5, 8],
  ),
  municipality(
    '0168',
    'Losser',
    [52.261, 7.005],
    ['Losser', 'Overdinkel', 'De Lutte'],
    'Stefan Morsink',
    [3, 6],
  ),
  municipality('0173', 'Oldenzaal', [52.313, 6.929], ['Oldenzaal'], 'Els Kuipershof', [5, 7]),
  municipality('1742', 'Rijssen-Holten', [52.308, 6.519], ['Rijssen', 'Holten'], 'Arjan Ligtenberg', [6, 8]),
  municipality(
    '0183',
    'Tubbergen',
    [52.407, 6.785],
    ['Tubbergen', 'Albergen', 'Geesteren'],
    'Lianne Snoeijink',
    [3, 6],
  ),
  municipality(
    '1700',
    'Twenterand',
    [52.408, 6.622],
    ['Vriezenveen', 'Vroomshoop'],
    'Gerrit Jan Webbink',
    [5, 8],
  ),
  municipality('0189', 'Wierden', [52.359, 6.593], ['Wierden', 'Enter'], 'Sophie Dekkers', [3, 6]),
];

export const REGION: readonly Municipality[] = [...WEST, ...TWENTE];

export function municipalityOf(code: string): Municipality {
  const found = REGION.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no municipality ${code}`);
  return found;
}

/** `gemeente-hof-van-twente`. */
export function organisationOf(code: string): string {
  return `gemeente-${municipalityOf(code).name.toLowerCase().replaceAll(' ', '-')}`;
}
