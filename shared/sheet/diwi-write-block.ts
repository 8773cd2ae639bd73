import { isBuild, type Block, type Segment } from '../model/block.ts';
import type { Section } from './diwi-columns.ts';
import { DiwiCells } from './diwi-cells.ts';

type Half = Extract<Section, 'build' | 'demolition'>;

export function halfOf(block: Pick<Block, 'kind'>): Half {
  return isBuild(block) ? 'build' : 'demolition';
}

/** The number of homes cannot be said of no homes, and no year without a number: such a block has no row of its own. */
export function hasRow({ homes, year }: Pick<Block, 'homes' | 'year'>): boolean {
  return homes === null ? year === null : homes > 0;
}

/** A block in the words of the layout: what its fields say, and nothing else. */
export function ownCells(block: Block): DiwiCells {
  const cells = new DiwiCells();
  const half = halfOf(block);
  writeTotals(cells, block);
  if (block.year !== null && block.homes !== null)
    cells.set(half, 'Opleverdatum', block.homes, `${block.year}-12-31`);
  writeSegments(cells, half, block);
  writeDwellings(cells, half, block);
  writeHeld(cells, half, block);
  return cells;
}

/**
 * A block with the cells that its row had in the file that it came from (owners, prices, forms, the very date), by their
 * labels. Only what has no field here is taken from them.
 */
export function keptCells(
  block: Block,
  rest: readonly (readonly [label: string, homes: unknown])[],
): DiwiCells {
  const cells = new DiwiCells();
  const half = halfOf(block);
  writeTotals(cells, block);
  for (const [label, value] of rest) {
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') continue;
    const date = /^Opleverdatum (.+)$/u.exec(label)?.[1];
    if (date !== undefined) {
      cells.set(half, 'Opleverdatum', value, date);
      continue;
    }
    const [, name = label, nth = '1'] = /^(.*?)(?: \((\d+)\))?$/u.exec(label) ?? [];
    const [heading = name, sub = ''] = name.split(/ \/ (.*)/su);
    cells.set(half, heading, value, sub, Number(nth) - 1);
  }
  writeHeld(cells, half, block);
  return cells;
}

function writeTotals(cells: DiwiCells, block: Block): void {
  const heading = isBuild(block) ? 'Bouw' : 'Sloop';
  // A number that is no number is how a file says that nobody knows it.
  cells.set('totals', heading, block.homes ?? 'onbekend');
}

/** In which columns the homes of a segment stand: their owner, and their class of price. */
const SEGMENT_COLUMNS: Readonly<
  Record<Exclude<Segment, 'onbekend'>, readonly [owner: string, price: string, sub: string]>
> = {
  'sociale huur': ['Huur woningcorporatie', 'Huurprijs woningcorporatie', 'Sociale huur'],
  middenhuur: ['Particuliere verhuurder', 'Huurprijs particuliere verhuurder', 'Middenhuur'],
  'dure huur': ['Particuliere verhuurder', 'Huurprijs particuliere verhuurder', 'Dure huur'],
  'betaalbare koop': ['Koopwoning', 'Koopprijs categorie', 'Koop 2 betaalbaar'],
  'middeldure koop': ['Koopwoning', 'Koopprijs categorie', 'Koop 3 midden'],
  'dure koop': ['Koopwoning', 'Koopprijs categorie', 'Koop 4 duur'],
};

function writeSegments(cells: DiwiCells, half: Half, { segment, homes }: Block): void {
  let known = 0;
  for (const [name, [owner, price, sub]] of Object.entries(SEGMENT_COLUMNS)) {
    const part = segment[name as Segment] ?? 0;
    if (part === 0) continue;
    known += part;
    cells.add(half, owner, part);
    cells.add(half, headingOf(half, price), part, sub);
  }
  const unknown = (homes ?? 0) - known;
  if (known > 0 && unknown > 0)
    cells.set(half, half === 'build' ? 'Eigendom type onbekend' : 'Onbekend', unknown);
}

function writeDwellings(cells: DiwiCells, half: Half, { dwelling, homes }: Block): void {
  const { grondgebonden = 0, appartement = 0, hoogbouw = 0 } = dwelling;
  const unknown = (homes ?? 0) - grondgebonden - appartement - hoogbouw;
  if (grondgebonden > 0) cells.set(half, 'Eengezins woning', grondgebonden);
  if (appartement + hoogbouw > 0) cells.set(half, 'Meergezins woning', appartement + hoogbouw);
  if (hoogbouw > 0) cells.set(half, 'Fysiek voorkomen', hoogbouw, 'Woontoren');
  if (unknown <= 0 || unknown === (homes ?? 0)) return;
  // The demolition half has two columns of one heading: first the owners' unknown, then that of the kinds of homes.
  if (half === 'build') cells.set(half, 'Woning type onbekend', unknown);
  else cells.set(half, 'Onbekend', unknown, '', 1);
}

const LAND_COLUMNS = {
  'geen toestemming': 'Geen toestemming eigenaar',
  'intentie medewerking': 'Intentie medewerking eigenaar',
  'formele toestemming': 'Formele toestemming eigenaar',
} as const;

function writeHeld(cells: DiwiCells, half: Half, { targetGroup, land }: Block): void {
  for (const [name, homes] of Object.entries(targetGroup)) {
    if (name !== 'onbekend' && typeof homes === 'number' && homes > 0)
      cells.set(half, 'Doelgroep categorie', homes, capital(name));
  }
  for (const [name, heading] of Object.entries(LAND_COLUMNS)) {
    const homes = land[name as keyof typeof LAND_COLUMNS] ?? 0;
    if (homes > 0) cells.set(half, heading, homes);
  }
}

/** The two halves call the classes of rent differently. */
function headingOf(half: Half, price: string): string {
  return half === 'build' && price.startsWith('Huurprijs') ? `${price} categorie` : price;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
