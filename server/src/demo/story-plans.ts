import type { Dwelling, Segment } from '@bouwberaad/shared/model/block.ts';
import type { Phase, PlanStatus } from '@bouwberaad/shared/model/project.ts';
import { moment, type Calendar } from './calendar.ts';
import { HANZEWAARD, NOORDERKADE, SALLAND_THUIS, VECHTBOUW } from './people.ts';
import { organisationOf } from './municipalities.ts';
import { placed, type Plan, type PlanBlock, type Trouble } from './plan.ts';
import type { Random } from './random.ts';

/** Years from the year of the signal, homes, dwelling, segment. */
type BlockLine = readonly [offset: number, homes: number, dwelling: Dwelling, segment: Segment];

/** A plan that a story is told about: its numbers are fixed, so that the figures come out as the story says. */
export interface StoryLine {
  readonly name: string;
  readonly municipality: string;
  readonly type: Plan['planType'];
  readonly phase: Phase;
  readonly status: PlanStatus;
  readonly likelihood: number;
  readonly organisation?: string;
  readonly developer?: string;
  readonly key?: boolean;
  readonly storeys?: number;
  readonly trouble?: Trouble;
  readonly externalId?: string;
  readonly blocks: readonly BlockLine[];
}

type Standing = readonly [type: Plan['planType'], phase: Phase, status: PlanStatus, likelihood: number];
type Extras = Pick<StoryLine, 'organisation' | 'developer' | 'key' | 'storeys' | 'trouble' | 'externalId'>;

export function told(
  name: string,
  municipality: string,
  standing: Standing,
  blocks: readonly BlockLine[],
  more: Extras = {},
): StoryLine {
  const [type, phase, status, likelihood] = standing;
  return { name, municipality, type, phase, status, likelihood, blocks, ...more };
}

/** In the signal year together 400 homes: 120 + 80 high-rise in dear rent, 110 and 90 of other kinds. */
export const DEVENTER_STORY: readonly StoryLine[] = [
  told(
    'Rivierpoort',
    '0150',
    ['transformatiegebied', 'ontwerp', '2B', 70],
    [
      [-1, 40, 'appartement', 'betaalbare koop'],
      [0, 120, 'hoogbouw', 'dure huur'],
      [1, 36, 'appartement', 'middenhuur'],
      [1, 24, 'grondgebonden', 'sociale huur'],
    ],
    { organisation: HANZEWAARD, developer: 'Noorderkade', key: true, storeys: 14, externalId: 'DEV-0142' },
  ),
  told(
    'De Scheepswerf',
    '0150',
    ['transformatiegebied', 'definitie', '3', 50],
    [
      [0, 80, 'hoogbouw', 'dure huur'],
      [1, 90, 'appartement', 'middenhuur'],
      [2, 40, 'appartement', 'middeldure koop'],
    ],
    { organisation: NOORDERKADE, developer: 'Noorderkade', storeys: 11 },
  ),
  told(
    'Sluiskade',
    '0150',
    ['verdichting', 'realisatie', '1A', 100],
    [
      [-2, 96, 'appartement', 'sociale huur'],
      [-1, 72, 'appartement', 'middenhuur'],
    ],
    { organisation: HANZEWAARD, trouble: 'none' },
  ),
  told(
    'Kerklanden-Oost',
    '0150',
    ['uitbreiding uitleg', 'voorbereiding', '2A', 80],
    [
      [-1, 64, 'grondgebonden', 'betaalbare koop'],
      [0, 66, 'grondgebonden', 'middeldure koop'],
      [0, 44, 'grondgebonden', 'sociale huur'],
      [1, 48, 'grondgebonden', 'dure koop'],
    ],
  ),
  told(
    'Drukkerijhof',
    '0150',
    ['pandtransformatie', 'initiatief', '4A', 40],
    [
      [0, 90, 'appartement', 'onbekend'],
      [1, 60, 'appartement', 'middenhuur'],
      [2, 60, 'grondgebonden', 'betaalbare koop'],
    ],
    { trouble: 'unknown' },
  ),
];

/** Zwolle comes to 612 homes in the signal year (269 high-rise in dear rent) and 548 two years on; Kampen to 96 and 210. */
export const WEST_STORY: readonly StoryLine[] = [
  told(
    'Spoorkade Noord',
    '0193',
    ['transformatiegebied', 'voorbereiding', '2A', 50],
    [
      [0, 80, 'hoogbouw', 'dure huur'],
      [1, 120, 'appartement', 'middenhuur'],
    ],
    { key: true, storeys: 12, developer: 'Noorderkade' },
  ),
  told(
    'Stadswaard',
    '0193',
    ['uitbreiding uitleg', 'realisatie', '1A', 100],
    [
      [-2, 180, 'grondgebonden', 'betaalbare koop'],
      [-1, 140, 'grondgebonden', 'middeldure koop'],
      [0, 96, 'appartement', 'sociale huur'],
    ],
    { trouble: 'none' },
  ),
  told(
    'Weteringpark',
    '0193',
    ['uitbreiding uitleg', 'ontwerp', '2B', 80],
    [
      [-1, 60, 'grondgebonden', 'betaalbare koop'],
      [0, 109, 'hoogbouw', 'dure huur'],
      [0, 39, 'appartement', 'middenhuur'],
      [1, 160, 'grondgebonden', 'sociale huur'],
      [2, 120, 'grondgebonden', 'betaalbare koop'],
      [3, 80, 'grondgebonden', 'middeldure koop'],
    ],
    { storeys: 9 },
  ),
  told(
    'Turfmarkt-Oost',
    '0193',
    ['verdichting', 'definitie', '3', 60],
    [
      [0, 80, 'hoogbouw', 'dure huur'],
      [0, 29, 'appartement', 'sociale huur'],
      [1, 90, 'appartement', 'sociale huur'],
      [2, 64, 'appartement', 'middenhuur'],
    ],
    { storeys: 10, organisation: SALLAND_THUIS },
  ),
  told(
    'Oude Veiling',
    '0193',
    ['transformatiegebied', 'initiatief', '4A', 40],
    [
      [1, 84, 'grondgebonden', 'middenhuur'],
      [2, 110, 'appartement', 'betaalbare koop'],
      [3, 140, 'appartement', 'onbekend'],
    ],
  ),
  told(
    'Wilgenborg',
    '0193',
    ['uitbreiding overig', 'concept', '4B', 20],
    [
      [2, 90, 'grondgebonden', 'onbekend'],
      [3, 130, 'grondgebonden', 'dure koop'],
    ],
    { trouble: 'unknown' },
  ),
  told(
    'Kuyerskwartier',
    '0193',
    ['verdichting', 'voorbereiding', '2A', 80],
    [
      [0, 79, 'appartement', 'middenhuur'],
      [1, 40, 'appartement', 'sociale huur'],
    ],
  ),
  told(
    'Cellebroederhof',
    '0166',
    ['herstructurering', 'voorbereiding', '2A', 80],
    [
      [0, 16, 'appartement', 'sociale huur'],
      [2, 80, 'appartement', 'sociale huur'],
    ],
    { organisation: HANZEWAARD },
  ),
  told(
    'Stationsweide',
    '0166',
    ['uitbreiding uitleg', 'ontwerp', '2B', 70],
    [
      [-2, 24, 'grondgebonden', 'betaalbare koop'],
      [-1, 40, 'grondgebonden', 'middeldure koop'],
      [0, 40, 'grondgebonden', 'middenhuur'],
      [0, 40, 'grondgebonden', 'dure koop'],
      [1, 80, 'grondgebonden', 'betaalbare koop'],
      [2, 60, 'grondgebonden', 'dure koop'],
    ],
  ),
  told(
    'Bovenhaven',
    '0166',
    ['transformatiegebied', 'concept', '4B', 30],
    [
      [2, 70, 'appartement', 'onbekend'],
      [3, 110, 'appartement', 'middenhuur'],
    ],
    { trouble: 'unknown' },
  ),
  told(
    'Franciscushof',
    '0177',
    ['herstructurering', 'realisatie', '1A', 100],
    [
      [-2, 58, 'appartement', 'sociale huur'],
      [-1, 32, 'grondgebonden', 'sociale huur'],
    ],
    { trouble: 'none', organisation: SALLAND_THUIS },
  ),
  told(
    'Overkamp',
    '0177',
    ['uitbreiding uitleg', 'definitie', '3', 60],
    [
      [0, 44, 'grondgebonden', 'betaalbare koop'],
      [1, 60, 'grondgebonden', 'middeldure koop'],
      [2, 36, 'grondgebonden', 'sociale huur'],
    ],
  ),
  told(
    'Vechtoever',
    '0160',
    ['uitbreiding uitleg', 'ontwerp', '2B', 70],
    [
      [-1, 36, 'grondgebonden', 'betaalbare koop'],
      [0, 52, 'grondgebonden', 'middeldure koop'],
      [1, 48, 'appartement', 'middenhuur'],
    ],
    { organisation: VECHTBOUW, developer: 'Vechtbouw' },
  ),
  told(
    'Marslanden-West',
    '0160',
    ['uitbreiding overig', 'definitie', '3', 50],
    [
      [0, 40, 'grondgebonden', 'betaalbare koop'],
      [1, 60, 'appartement', 'sociale huur'],
      [2, 60, 'grondgebonden', 'middeldure koop'],
    ],
  ),
];

/** Makes plans of the story's lines. */
export function tellPlans(
  lines: readonly StoryLine[],
  prefix: string,
  calendar: Calendar,
  random: Random,
): Plan[] {
  return lines.map((line, index) => ({
    id: random.id(),
    externalId: line.externalId ?? `${prefix}-${String(101 + index * 7).padStart(4, '0')}`,
    name: line.name,
    municipality: line.municipality,
    organisation: line.organisation ?? organisationOf(line.municipality),
    developer: line.developer ?? null,
    planType: line.type,
    phase: line.phase,
    planStatus: line.status,
    likelihood: line.likelihood,
    keyProject: line.key ?? false,
    confidentiality: 'openbaar',
    storeys: line.storeys ?? null,
    at: moment(calendar.imported, '09:10'),
    blocks: line.blocks.map((block) => tellBlock(block, line.phase, calendar, random)),
    trouble: line.trouble ?? 'told',
    told: true,
  }));
}

function tellBlock(
  [offset, homes, dwelling, segment]: BlockLine,
  phase: Phase,
  calendar: Calendar,
  random: Random,
): PlanBlock {
  const splits = {
    dwelling: dwelling === 'onbekend' ? {} : { [dwelling]: homes },
    segment: segment === 'onbekend' ? {} : { [segment]: homes },
  };
  return {
    id: random.id(),
    kind: 'build',
    homes,
    ...splits,
    ...placed(calendar.signal + offset, phase, calendar),
    removed: false,
  };
}
