import { sameJson, type Json } from '../lib/json.ts';
import { mergedSource, writeDiwiProject, type DiwiProject } from './diwi-write.ts';
import { hasRow } from './diwi-write-block.ts';
import type { Existing } from './existing.ts';
import { BLOCK_LABEL, blockValues, type BlockField, type SheetProject, type Source } from './sheet.ts';

/**
 * What our own DIWI export would say of a plan as it stands. A file that says the same says nothing new, also where the
 * layout cannot say what the plan does: so what goes out comes in again without a change.
 */
export class DiwiSaid {
  readonly #existing: Existing;
  readonly #file: SheetProject;
  readonly #today: string;
  #written: DiwiProject | null = null;

  constructor(existing: Existing, file: SheetProject, today: string) {
    this.#existing = existing;
    this.#file = file;
    this.#today = today;
  }

  /** Made when it is first asked for: most plans of most files are as they were. */
  get #said(): DiwiProject {
    this.#written ??= writeDiwiProject(this.#existing.project, this.#file.externalId, this.#today);
    return this.#written;
  }

  /** `fields`: all that the file says of the project, the owner that its municipality stands for among them. */
  field(field: string, value: Json, fields: Readonly<Record<string, Json>>): boolean {
    const { project } = this.#existing;
    if (sameJson((project as unknown as Readonly<Record<string, Json>>)[field] ?? null, value)) return true;
    if (field === 'externalId') return value === project.id;
    // The layout has no owner: it follows from the municipality, which says nothing new when it is the same one.
    if (field === 'organisation') return fields['municipality'] === project.municipality;
    const said: Partial<Record<string, unknown>> = { ...this.#said.read.fields };
    return said[field] !== undefined && sameJson(said[field], value);
  }

  /** The ids of the file's blocks when they are just those that we would write; else null. */
  allBlocks(): string[] | null {
    const { read, blocks } = this.#said;
    const file = this.#file.blocks;
    const same =
      file.length === blocks.length &&
      read.blocks.length === file.length &&
      file.every((block, index) => {
        const said = read.blocks[index];
        return said !== undefined && sameJson(blockValues(said), blockValues(block));
      });
    return same ? blocks.map(({ id }) => id) : null;
  }

  blockField(id: string, field: BlockField, value: Json): boolean {
    const { read, blocks } = this.#said;
    const said = read.blocks[blocks.findIndex((block) => block.id === id)];
    return (
      said !== undefined && read.blocks.length === blocks.length && sameJson(blockValues(said)[field], value)
    );
  }

  /** Its absence from a file says nothing: the layout has no row for it. */
  cannotSay(id: string): boolean {
    const block = this.#existing.project.blocks.find((one) => one.id === id);
    return block !== undefined && !hasRow(block);
  }

  /**
   * The columns without a field as they are when the file is followed, and whether it says anything new there. Cells of
   * blocks are numbered in the order of the file that was read last, so these are always the file's.
   */
  source(live: Source): { readonly columns: Source; readonly same: boolean } {
    const { source } = this.#file;
    const said = this.#said;
    const own = withoutBlocks(mergedSource(live, source, said));
    return {
      columns: { ...own, ...onlyBlocks(source) },
      same: sameJson(onlyBlocks(source), onlyBlocks(said.read.source)) && sameJson(own, withoutBlocks(live)),
    };
  }
}

function onlyBlocks(source: Source): Source {
  return Object.fromEntries(Object.entries(source).filter(([key]) => key.startsWith(BLOCK_LABEL)));
}

function withoutBlocks(source: Source): Source {
  return Object.fromEntries(Object.entries(source).filter(([key]) => !key.startsWith(BLOCK_LABEL)));
}
