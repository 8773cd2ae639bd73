import { toSafeText } from '../lib/json.ts';
import { municipalityNamed } from '../model/municipalities.ts';
import { textOf, type Cell, type GridRow } from './grid.ts';
import {
  confidentialityNamed,
  listHomes,
  meansNobody,
  numberIn,
  percentIn,
  phaseNamed,
  planStatusNamed,
  planTypeNamed,
  yesNo,
  type Named,
} from './list-values.ts';
import type { ListContext, ListGroup } from './list-context.ts';
import { placeOf } from './place.ts';
import type { SheetFields } from './sheet.ts';
import type { Target } from './targets.ts';

/** The fields of one project of a list; a field without a column is absent, and stays as it is here. */
export function readListFields(key: string, group: ListGroup, context: ListContext): SheetFields {
  const reader = new FieldReader(key, group, context);
  const { municipality } = group;
  const stated = reader.has('municipality');
  return {
    name: reader.name(),
    ...(stated || municipality !== null ? { municipality: reader.municipality() } : {}),
    ...reader.speaking('place', 'place', () => reader.text('place', 100)),
    ...reader.speaking('developer', 'developer', () => reader.developer()),
    ...reader.speaking('planType', 'planType', () => reader.choice('planType', exact(planTypeNamed))),
    ...reader.speaking('phase', 'phase', () => reader.choice('phase', phaseNamed)),
    ...reader.speaking('planStatus', 'planStatus', () => reader.choice('planStatus', planStatusNamed)),
    ...reader.speaking('confidentiality', 'confidentiality', () => reader.confidentiality()),
    ...reader.speaking('likelihood', 'likelihood', () =>
      reader.number('likelihood', percentIn, '10 tot 100 %'),
    ),
    ...reader.speaking('storeys', 'storeys', () =>
      reader.number('storeys', storeysIn, 'een aantal bouwlagen'),
    ),
    ...reader.speaking('keyProject', 'keyProject', () => yesNo(reader.text('keyProject', 20) ?? '') === true),
    ...reader.speaking('total', 'total', () => reader.total()),
    ...reader.place(),
  };
}

function exact<C extends string>(find: (text: string) => C | null): (text: string) => Named<C> | null {
  return (text) => {
    const choice = find(text);
    return choice === null ? null : { choice, exact: true };
  };
}

function storeysIn(cell: Cell | undefined): number | null {
  const value = numberIn(cell);
  return value !== null && Number.isInteger(value) && value >= 0 && value <= 200 ? value : null;
}

class FieldReader {
  readonly #key: string;
  readonly #rows: readonly GridRow[];
  readonly #municipality: string | null;
  readonly #context: ListContext;

  constructor(key: string, { rows, municipality }: ListGroup, context: ListContext) {
    this.#key = key;
    this.#rows = rows;
    this.#municipality = municipality;
    this.#context = context;
  }

  has(target: Target): boolean {
    return this.#index(target) !== undefined;
  }

  speaking<K extends keyof SheetFields>(
    target: Target,
    field: K,
    read: () => SheetFields[K],
  ): Partial<Pick<SheetFields, K>> {
    return this.has(target) ? ({ [field]: read() } as Partial<Pick<SheetFields, K>>) : {};
  }

  text(target: Target, most: number): string | null {
    const text = textOf(this.#cell(target)).replaceAll(/\s+/g, ' ');
    if (text.length > most)
      this.#note('tooMuch', `${this.#heading(target)} is langer dan ${most} tekens.`, 'afgekapt');
    return text === '' ? null : toSafeText(text.slice(0, most));
  }

  name(): string {
    const name = this.text('name', 200);
    if (name !== null) return name;
    this.#note('noName', 'De naam ontbreekt.', `"${this.#key}", het nummer, als naam`);
    return this.#key;
  }

  municipality(): string | null {
    if (!this.has('municipality')) return this.#municipality;
    const text = textOf(this.#cell('municipality'));
    const found = municipalityNamed(text);
    if (found === null)
      this.#note(
        'unknownMunicipality',
        text === ''
          ? 'De gemeente ontbreekt.'
          : `Gemeente "${text.slice(0, 60)}" ligt niet in Overijssel of is anders geschreven.`,
        'geen gemeente',
      );
    return found?.code ?? null;
  }

  developer(): string | null {
    const text = this.text('developer', 200);
    return text === null || meansNobody(text) ? null : text;
  }

  choice<C extends string>(target: Target, find: (text: string) => Named<C> | null): C | null {
    const text = textOf(this.#cell(target));
    if (text === '') return null;
    const found = find(text);
    const shown = `${this.#heading(target)} "${text.slice(0, 60)}"`;
    if (found === null) this.#note('unknownValue', `${shown} is niet bekend.`, 'onbekend');
    else if (!found.exact)
      this.#note('readAs', `${shown} staat niet in onze lijst.`, `gelezen als ${found.choice}`);
    return found?.choice ?? null;
  }

  /** A level that we can't read is treated as the strictest: never shown by mistake. */
  confidentiality(): SheetFields['confidentiality'] {
    const text = textOf(this.#cell('confidentiality'));
    if (text === '') {
      this.#note('noConfidentiality', 'De vertrouwelijkheid ontbreekt.', 'geen; telt als openbaar');
      return null;
    }
    const level = confidentialityNamed(text);
    if (level === null)
      this.#note(
        'unknownValue',
        `Vertrouwelijkheid "${text.slice(0, 60)}" is niet bekend.`,
        'prive, het strengste niveau',
      );
    return level ?? 'prive';
  }

  number(target: Target, read: (cell: Cell | undefined) => number | null, wanted: string): number | null {
    const cell = this.#cell(target);
    if (textOf(cell) === '') return null;
    const value = read(cell);
    if (value === null)
      this.#note(
        'notANumber',
        `${this.#heading(target)} "${textOf(cell).slice(0, 40)}" is niet ${wanted}.`,
        'onbekend',
      );
    return value;
  }

  /** The total as the owner states it; of a project in several rows it is the sum of theirs. */
  total(): number | null {
    const index = this.#index('total');
    const cells = index === undefined ? [] : this.#rows.map((row) => row.cells.get(index));
    const filled = cells.filter((cell) => textOf(cell) !== '');
    const homes = filled.map(listHomes);
    if (homes.length === 0 || homes.includes('unfit')) return null;
    return homes.reduce<number>((sum, one) => sum + (one === 'unfit' ? 0 : one), 0);
  }

  place(): Pick<SheetFields, 'lat' | 'lng'> {
    const both = this.has('lat') && this.has('lng');
    if (!both && !this.has('coordinates')) return {};
    const pair = this.has('coordinates') ? pairIn(textOf(this.#cell('coordinates'))) : null;
    const [y, x] = pair ?? [numberIn(this.#cell('lat')), numberIn(this.#cell('lng'))];
    if (x === null || y === null) return {};
    const place = placeOf(x, y);
    if (place === null) {
      this.#note(
        'notAPlace',
        `De coördinaten ${y}, ${x} liggen niet in Nederland.`,
        'de plek zoals die hier staat',
      );
      return {};
    }
    if (place.from !== 'degrees')
      this.#context.notes.add('converted', CONVERTED[place.from], 'omgerekend naar graden');
    return { lat: place.lat, lng: place.lng };
  }

  #index(target: Target): number | undefined {
    return this.#context.columns.find((column) => column.target === target)?.index;
  }

  #heading(target: Target): string {
    return this.#context.columns.find((column) => column.target === target)?.heading ?? '';
  }

  /** The first row that says something of it. */
  #cell(target: Target): Cell | undefined {
    const index = this.#index(target);
    if (index === undefined) return undefined;
    return this.#rows.find((row) => textOf(row.cells.get(index)) !== '')?.cells.get(index);
  }

  #note(code: Parameters<ListContext['notes']['add']>[0], message: string, kept: string): void {
    this.#context.notes.add(
      code,
      message,
      kept,
      this.#rows.map(({ number }) => number),
    );
  }
}

export const CONVERTED = {
  rd: 'De coördinaten zijn rijksdriehoekscoördinaten (RD New).',
  swapped: 'De coördinaten staan in omgekeerde volgorde (eerst de breedte).',
} as const;

function pairIn(text: string): readonly [number | null, number | null] | null {
  const parts = text.split(/[;\s]+|,\s+|(?<=\.\d+),/).filter((part) => part !== '');
  const [a, b] = parts.map((part) => numberIn({ value: part, text: part }));
  return parts.length === 2 ? [a ?? null, b ?? null] : null;
}
