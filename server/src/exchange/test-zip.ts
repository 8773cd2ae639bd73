import { deflateRawSync } from 'node:zlib';

/** For tests: a part of a zip file, with what its headers shall claim. */
export interface TestPart {
  readonly name: string;
  readonly data: Buffer | string;
  /** What the headers say of its inflated size; the truth when absent. */
  readonly claims?: number;
  readonly flags?: number;
  readonly method?: number;
}

/** A zip that says what we want it to say. */
export function zipOf(parts: readonly TestPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims, flags = 0, method = 8 } of parts) {
    const raw = Buffer.from(data);
    const packed = method === 8 ? deflateRawSync(raw) : raw;
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims ?? raw.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, title]));
    files.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, list, end]);
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** The parts of a small workbook whose first sheet has this XML. */
export function workbookParts(sheet: Buffer | string, more: readonly TestPart[] = []): TestPart[] {
  return [
    {
      name: '[Content_Types].xml',
      data: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `${XML}<workbook ${MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', data: sheet },
    ...more,
  ];
}

export function sheetXml(rows: string, dimension = 'A1'): string {
  return `${XML}<worksheet ${MAIN}><dimension ref="${dimension}"/><sheetData>${rows}</sheetData></worksheet>`;
}

export function rowXml(number: number, cells: Readonly<Record<string, string | number>>): string {
  const inside = Object.entries(cells).map(([column, value]) =>
    typeof value === 'number'
      ? `<c r="${column}${number}"><v>${value}</v></c>`
      : `<c r="${column}${number}" t="inlineStr"><is><t>${value}</t></is></c>`,
  );
  return `<row r="${number}">${inside.join('')}</row>`;
}

/** A DIWI sheet's four heading rows in columns B, C, D, E, F. */
export const DIWI_HEADS = [
  rowXml(2, { B: 'Projectgegevens', E: 'Woning aantallen', F: 'Bouw gegevens' }),
  rowXml(3, { B: 'Basisgegevens', E: 'Mutatie gegevens', F: 'Oplevering' }),
  rowXml(4, { B: 'Identificatie nr', C: 'Naam', D: 'Vertrouwelijkheid', E: 'Bouw', F: 'Opleverdatum' }),
  rowXml(5, { F: '2030-12-31' }),
].join('');
