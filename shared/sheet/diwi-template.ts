import type { Section } from './diwi-columns.ts';

/** One column of the DIWI layout, in the words of the layout itself. */
export interface TemplateColumn {
  readonly section: Section;
  readonly group: string;
  readonly heading: string;
  readonly sub: string;
}

/** A group with its headings; a heading with sub-headings stands once for each of them. */
type Group = readonly [group: string, headings: readonly (string | readonly [string, ...string[]])[]];

const START = 'Startdatum';

/** The layout of VNG's register as its workbook has it, in data: the columns that every export holds, in their order. */
const LAYOUT: readonly (readonly [section: Section, groups: readonly Group[]])[] = [
  [
    'project',
    [
      ['Basisgegevens', ['Identificatie nr', 'Naam', 'Eigenaar', 'Vertrouwelijkheid']],
      ['Project gegevens', ['Plan soort', 'In programmering', 'Priorisering', 'Rol gemeente']],
      ['Rollen', ['Rol type']],
      ['Project status en duur', ['Project status', ['Start project', START], ['Eind project', 'Einddatum']]],
      [
        'projectfasen',
        [
          ['1 Concept', START],
          ['2 Initiatief', START],
          ['3 Definitie', START],
          ['4 Ontwerp', START],
          ['5 Voorbereiding', START],
          ['6 Realisatie', START],
          ['7 Nazorg', START],
        ],
      ],
      [
        'Planologische planstatus',
        [
          ['4a Opgenomen in de visie', START],
          ['4b Niet opgenomen in de visie', START],
          ['3 In voorbereiding', START],
          ['2a Vastgesteld', START],
          ['2b Vastgesteld uitwerking nodig', START],
          ['2c Vastgesteld B&W nodig', START],
          ['1a Onherroepelijk', START],
          ['1b Onherroepelijk uitwerking nodig', START],
          ['1c Onherroepelijk B&W nodig', START],
        ],
      ],
      ['Locatie', ['Gemeente', 'Wijk', 'Buurt']],
      ['Maatwerk project eigenschappen', ['Maatwerk project eigenschap']],
    ],
  ],
  ['totals', [['Mutatie gegevens', ['Bouw', 'Sloop']]]],
  ['build', half('Eigendom type onbekend', 'Woning type onbekend', ' categorie')],
  ['demolition', half('Onbekend', 'Onbekend', '')],
];

function half(ownerUnknown: string, dwellingUnknown: string, rentClass: string): Group[] {
  const groups = ['Regulier', 'Jongeren', 'Studenten', 'Ouderen', 'Zorg', 'Grote gezinnen'] as const;
  return [
    ['Oplevering', ['Opleverdatum']],
    ['Grootte', ['Grootte categorie']],
    ['Eigendom type', ['Koopwoning', 'Particuliere verhuurder', 'Huur woningcorporatie', ownerUnknown]],
    [
      'Woning waarde',
      [['Koopprijs categorie', 'Koop 2 betaalbaar', 'Koop 3 midden', 'Koop 4 duur'], 'Koopprijs waarde'],
    ],
    [
      'Huurprijs particulier',
      [
        [`Huurprijs particuliere verhuurder${rentClass}`, 'Middenhuur', 'Dure huur'],
        ...(rentClass === '' ? [] : ['Huurprijs particuliere verhuurder']),
      ],
    ],
    [
      'Huurprijs woningcorporatie',
      [
        [`Huurprijs woningcorporatie${rentClass}`, 'Sociale huur'],
        ...(rentClass === '' ? [] : ['Huurprijs woningcorporatie']),
      ],
    ],
    ['Woning type', ['Eengezins woning', 'Meergezins woning', dwellingUnknown]],
    [
      'Fysiek voorkomen',
      [
        [
          'Fysiek voorkomen',
          'Tussenwoning',
          'Hoekwoning',
          'Twee-onder-een-kap',
          'Vrijstaand',
          'Portiekflat',
          'Galerijflat',
          'Woontoren',
        ],
      ],
    ],
    ['Doelgroep', [['Doelgroep categorie', ...groups]]],
    [
      'Grondpositie',
      ['Geen toestemming eigenaar', 'Intentie medewerking eigenaar', 'Formele toestemming eigenaar'],
    ],
    ['Maatwerk woning eigenschappen', ['Maatwerk woning eigenschap']],
  ];
}

/** As they stand over the first of their columns. */
export const SECTION_NAMES: Readonly<Record<Section, string>> = {
  project: 'Projectgegevens',
  totals: 'Woning aantallen',
  build: 'Bouw gegevens',
  demolition: 'Sloop gegevens',
};

/** From left to right. */
export const DIWI_TEMPLATE: readonly TemplateColumn[] = LAYOUT.flatMap(([section, groups]) =>
  groups.flatMap(([group, headings]) =>
    headings.flatMap((one) => {
      const [heading, ...subs] = typeof one === 'string' ? [one] : one;
      return (subs.length === 0 ? [''] : subs).map((sub) => ({ section, group, heading, sub }));
    }),
  ),
);
