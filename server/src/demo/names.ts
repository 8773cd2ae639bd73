import type { Random } from './random.ts';

const STEMS = [
  ...[
    'Molen',
    'Linden',
    'Beuken',
    'Esdoorn',
    'Iepen',
    'Haven',
    'Brug',
    'School',
    'Klooster',
    'Abdij',
    'Koren',
    'Haver',
  ],
  ...[
    'Gerst',
    'Rogge',
    'Vlas',
    'Linnen',
    'Spoel',
    'Stoom',
    'Melk',
    'Turf',
    'Veen',
    'Heide',
    'Brink',
    'Vogel',
    'Zwanen',
  ],
  ...[
    'Reiger',
    'Kievit',
    'Leeuwerik',
    'Merel',
    'Wulpen',
    'Hazel',
    'Kastanje',
    'Meidoorn',
    'Sleedoorn',
    'Vlier',
    'Berken',
  ],
  ...[
    'Kersen',
    'Appel',
    'Bongerd',
    'Smeden',
    'Wevers',
    'Bakkers',
    'Schippers',
    'Vissers',
    'Kuipers',
    'Touwslagers',
  ],
];
const ENDS = ['hof', 'park', 'weide', 'veld', 'kamp', 'erf', 'tuin', 'rand', 'laan', 'dijk', 'borg', 'horst'];
const SIDES = ['Noord', 'Oost', 'Zuid', 'West'];

/** Names of plans that do not exist, each once. */
export function createNames(random: Random, taken: readonly string[]): () => string {
  const all = STEMS.flatMap((stem) => ENDS.map((end) => stem + end));
  const left = random.shuffle(all).filter((name) => !taken.includes(name));
  return () => {
    const name = left.pop();
    if (name === undefined) throw new Error('no names left');
    return random.chance(0.12) ? `${name}-${random.pick(SIDES)}` : name;
  };
}
