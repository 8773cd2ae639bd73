import type { Locator, Page } from 'playwright-core';
import { exactly } from './words.ts';

/** The list of projects, as it is read out: rows and columns by their names. */
export class Grid {
  readonly #page: Page;
  readonly table: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.table = page.getByRole('grid', { name: 'Projecten van deze tafel' });
  }

  /** Leaves only the rows in which these words are. */
  async search(words: string): Promise<void> {
    await this.#page.getByRole('searchbox', { name: 'Zoek project' }).fill(words);
  }

  /** Waits until the list says below its rows that it holds that many projects. */
  async total(projects: number): Promise<void> {
    await this.#page
      .getByText(`${String(projects)} projecten`, { exact: true })
      .last()
      .waitFor();
  }

  row(project: string): Locator {
    const name = this.#page.getByRole('rowheader').filter({ hasText: exactly(project) });
    return this.table.getByRole('row').filter({ has: name });
  }

  /** The cell of a project in the column with this heading, such as `Totaal` or `2028`. */
  async cell(project: string, column: string): Promise<Locator> {
    const heading = this.table.getByRole('columnheader', { name: column, exact: true });
    const index = await heading.getAttribute('aria-colindex');
    if (index === null) throw new Error(`no column ${column}`);
    return this.row(project).locator(`[aria-colindex="${index}"]`);
  }

  /** Waits until a cell holds this; who else is in it does not matter. */
  async shows(project: string, column: string, value: string): Promise<void> {
    await (await this.cell(project, column)).getByText(value, { exact: true }).waitFor();
  }

  /** Types a value over what is in a cell and keeps it. */
  async type(project: string, column: string, value: string): Promise<void> {
    await (await this.cell(project, column)).click();
    await this.#page.keyboard.type(value);
    await this.#page.keyboard.press('Enter');
  }

  /** Puts the cursor in a cell, which the others see. */
  async stand(project: string, column: string): Promise<void> {
    await (await this.cell(project, column)).click();
  }

  /** Opens the drawer of a project with the mouse. */
  async open(project: string): Promise<void> {
    const row = this.row(project);
    await row.hover();
    await row.getByRole('button', { name: `${project} openen` }).click();
  }
}
