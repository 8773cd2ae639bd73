import { HANZEWAARD, NOORDERKADE } from './people.ts';
import { told, type StoryLine } from './story-plans.ts';

/** A plan whose last open bottleneck is money: so many whole euros would start it. */
export interface MoneyLine extends StoryLine {
  readonly amount: number;
}

function waiting(amount: number, line: StoryLine): MoneyLine {
  return { ...line, amount };
}

/**
 * With 30 million the best choice is Stadskade, Hofvliet, Nieuwe Haven, Zwartkamp and Oosterveld: together 29.7 million
 * and 1,002 homes. By euros per home Vestinghof comes first, and then Stadskade no longer fits: 912 homes.
 */
export const MONEY_STORY: readonly MoneyLine[] = [
  waiting(
    10_500_000,
    told(
      'Stadskade',
      '0193',
      ['transformatiegebied', 'ontwerp', '2B', 60],
      [
        [1, 60, 'appartement', 'sociale huur'],
        [2, 90, 'appartement', 'middenhuur'],
        [3, 94, 'appartement', 'betaalbare koop'],
        [4, 90, 'appartement', 'sociale huur'],
      ],
    ),
  ),
  waiting(
    6_200_000,
    told(
      'Hofvliet',
      '0193',
      ['herstructurering', 'voorbereiding', '2A', 70],
      [
        [0, 100, 'appartement', 'sociale huur'],
        [1, 120, 'appartement', 'betaalbare koop'],
      ],
    ),
  ),
  waiting(
    6_300_000,
    told(
      'Nieuwe Haven',
      '0150',
      ['transformatiegebied', 'ontwerp', '2B', 60],
      [
        [1, 110, 'appartement', 'middenhuur'],
        [3, 100, 'appartement', 'betaalbare koop'],
      ],
      { organisation: NOORDERKADE, developer: 'Noorderkade' },
    ),
  ),
  waiting(
    4_000_000,
    told(
      'Zwartkamp',
      '0177',
      ['uitbreiding uitleg', 'ontwerp', '2B', 70],
      [
        [0, 60, 'grondgebonden', 'sociale huur'],
        [1, 80, 'grondgebonden', 'betaalbare koop'],
      ],
    ),
  ),
  waiting(
    2_700_000,
    told(
      'Oosterveld',
      '0148',
      ['uitbreiding uitleg', 'voorbereiding', '2A', 80],
      [
        [-1, 48, 'grondgebonden', 'betaalbare koop'],
        [0, 50, 'grondgebonden', 'sociale huur'],
      ],
    ),
  ),
  waiting(
    10_500_000,
    told(
      'Bisschopstuin',
      '0193',
      ['herstructurering', 'definitie', '3', 50],
      [
        [1, 90, 'appartement', 'sociale huur'],
        [2, 74, 'grondgebonden', 'sociale huur'],
        [4, 99, 'grondgebonden', 'middeldure koop'],
      ],
    ),
  ),
  waiting(
    9_000_000,
    told(
      'Tuinweide',
      '0150',
      ['uitbreiding uitleg', 'definitie', '3', 50],
      [
        [2, 120, 'grondgebonden', 'betaalbare koop'],
        [4, 90, 'grondgebonden', 'middeldure koop'],
      ],
      { organisation: HANZEWAARD },
    ),
  ),
  waiting(
    7_500_000,
    told(
      'Hanzerand',
      '0166',
      ['uitbreiding overig', 'ontwerp', '2B', 60],
      [
        [1, 80, 'grondgebonden', 'betaalbare koop'],
        [3, 100, 'grondgebonden', 'middenhuur'],
      ],
    ),
  ),
  waiting(
    1_750_000,
    told(
      'Vestinghof',
      '1708',
      ['pandtransformatie', 'ontwerp', '2B', 60],
      [[1, 64, 'appartement', 'sociale huur']],
    ),
  ),
  waiting(
    2_600_000,
    told(
      'Touwslagerij',
      '1896',
      ['pandtransformatie', 'definitie', '3', 50],
      [[2, 42, 'appartement', 'middenhuur']],
    ),
  ),
  waiting(
    4_300_000,
    told(
      'Zuivelplein',
      '0175',
      ['transformatiegebied', 'ontwerp', '2B', 60],
      [[1, 75, 'appartement', 'sociale huur']],
    ),
  ),
];
