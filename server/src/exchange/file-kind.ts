/** What may be given as evidence: known by its first bytes, never by its name or by what the sender says it is. */
export const FILE_TYPES = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain',
} as const;

export type FileType = (typeof FILE_TYPES)[keyof typeof FILE_TYPES];

/** Those that a browser draws and does not run; the others are only ever downloaded. */
export function isPicture(type: string): boolean {
  return type === FILE_TYPES.jpeg || type === FILE_TYPES.png || type === FILE_TYPES.webp;
}

/** The media type of these bytes; null: none that we keep. A workbook or letter with macros is none. */
export function fileType(bytes: Uint8Array, name: string): FileType | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (offset: number, text: string): boolean =>
    buffer.subarray(offset, offset + text.length).equals(Buffer.from(text, 'latin1'));
  if (at(0, '\xff\xd8\xff')) return FILE_TYPES.jpeg;
  if (at(0, '\x89PNG\r\n\x1a\n')) return FILE_TYPES.png;
  if (at(0, 'RIFF') && at(8, 'WEBP')) return FILE_TYPES.webp;
  if (at(4, 'ftyp') && HEIC.some((brand) => at(8, brand))) return FILE_TYPES.heic;
  if (at(0, '%PDF-')) return FILE_TYPES.pdf;
  if (at(0, 'PK\x03\x04')) return officeType(buffer);
  return /\.txt$/i.test(name) && isText(buffer) ? FILE_TYPES.txt : null;
}

const HEIC = ['heic', 'heix', 'hevc', 'mif1', 'msf1'];

/** The names of a zip's entries stand in it as they are. */
function officeType(buffer: Buffer): FileType | null {
  const has = (entry: string): boolean => buffer.includes(entry, 0, 'latin1');
  if (!has('[Content_Types].xml') || has('vbaProject.bin')) return null;
  if (has('word/document.xml')) return FILE_TYPES.docx;
  return has('xl/workbook.xml') ? FILE_TYPES.xlsx : null;
}

function isText(buffer: Buffer): boolean {
  if (buffer.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(buffer);
    return true;
  } catch {
    return false;
  }
}
