import type { Page } from 'playwright-core';
import { exactly } from './words.ts';

/** The screen that shows what a workbook would do, and does it. */
export class ImportScreen {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async choose(file: string): Promise<void> {
    await this.#page.getByLabel('Kies een bestand').setInputFiles(file);
  }

  /** Waits until a part of the preview holds that many: `Nieuw`, `Niet gedeeld`. */
  async counts(part: string, count: number): Promise<void> {
    const parts = this.#page.getByRole('navigation', { name: 'Onderdelen van de invoer' });
    await parts.getByRole('link', { name: exactly(`${part} ${String(count)}`) }).waitFor();
  }

  /** Chooses a file that is made here. */
  async chooseText(name: string, text: string): Promise<void> {
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
    await this.#page.getByLabel('Kies een bestand').setInputFiles(file);
  }

  /** Chooses a workbook that came from elsewhere. */
  async chooseBytes(name: string, buffer: Buffer): Promise<void> {
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await this.#page.getByLabel('Kies een bestand').setInputFiles({ name, mimeType, buffer });
  }

  /** Decides a conflict by the value that holds. */
  async decide(project: string, value: string): Promise<void> {
    const conflict = this.#page.getByRole('group', { name: new RegExp(`^${project}, `) });
    await conflict.getByRole('radio', { name: new RegExp(`${value}$`) }).check();
  }

  /** Says what a column means, and reads the file again. */
  async column(heading: string, meaning: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Kolommen aanpassen' }).click();
    await this.#page.getByLabel(`Betekenis van ${heading}`).selectOption({ label: meaning });
    await this.#page.getByRole('button', { name: 'Lees zo' }).click();
    await this.#page.getByRole('navigation', { name: 'Onderdelen van de invoer' }).waitFor();
  }

  /** Takes an import back, and answers what is said of it. */
  async takeBack(file: string): Promise<string> {
    await this.#page
      .getByRole('button', { name: `Zet ${file} terug` })
      .first()
      .click();
    const dialog = this.#page.getByRole('dialog', { name: `${file} terugzetten?` });
    await dialog.getByRole('button', { name: 'Terugzetten' }).click();
    const outcome = this.#page.getByRole('status').filter({ hasText: /ongedaan gemaakt/ });
    return (await outcome.first().innerText()).replaceAll(/\s+/g, ' ');
  }

  /** Homes in a year, before and after. */
  year(year: string): Promise<string[]> {
    const row = this.#page
      .getByRole('row')
      .filter({ has: this.#page.getByRole('rowheader', { name: year, exact: true }) });
    return row.getByRole('cell').allTextContents();
  }

  /** Shares all that is stricter than the table's audience: an act of its own, with its own word. */
  async shareAll(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Kies wat je deelt' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Welke projecten deel je met deze tafel?' });
    await dialog.getByRole('checkbox', { name: 'Alle projecten' }).check();
    await dialog.getByRole('checkbox', { name: /^Ik mag deze projecten delen/ }).check();
    await dialog.getByRole('button', { name: /^Deel \d+ project/ }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Confirms, and waits until it is said to be done for that many projects. */
  async confirm(projects: number): Promise<void> {
    await this.#page.getByRole('button', { name: /wijziging(en)? invoeren$/ }).click();
    await this.#page.getByText(`${String(projects)} projecten ingevoerd`).waitFor();
  }
}
