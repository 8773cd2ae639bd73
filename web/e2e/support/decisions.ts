import type { Locator, Page } from 'playwright-core';

export interface NewProposal {
  readonly title: string;
  readonly reason: string;
  readonly project: string;
  /** What changes, as the list names it: `Woningen 2028`. */
  readonly what: string;
  readonly value: string;
}

/** Proposals, the round that is held on one, and what was decided. */
export class Decisions {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Fills in a proposal and leaves the dialog open, with its effect in it. */
  async compose({ title, reason, project, what, value }: NewProposal): Promise<Locator> {
    await this.#page.getByRole('button', { name: 'Voorstel', exact: true }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Nieuw voorstel' });
    await dialog.getByLabel('Soort').selectOption('doorpakken');
    await dialog.getByLabel('Titel').fill(title);
    await dialog.getByLabel('Waarom').fill(reason);
    await dialog.getByRole('combobox', { name: 'Project' }).selectOption({ label: project });
    await dialog.getByRole('combobox', { name: 'Wat' }).selectOption({ label: what });
    await dialog.getByRole('textbox', { name: 'Wordt' }).fill(value);
    return dialog;
  }

  /** A line of the figures before and after: `Dalfsen 2028`. */
  figure(within: Locator | Page, label: string): Locator {
    return within
      .getByRole('row')
      .filter({ has: this.#page.getByRole('rowheader', { name: label, exact: true }) });
  }

  proposal(title: string): Locator {
    return this.#page.getByRole('article', { name: title });
  }

  /** The one next step of who leads: the button that takes it. */
  async next(step: 'Vergadering openen' | 'Ronde openen' | 'Ronde sluiten'): Promise<void> {
    await this.#page.getByRole('button', { name: step }).click();
  }

  /** Gives the own organisation's position and waits until the table has it. */
  async position(kind: 'Geen bezwaar' | 'Bezwaar', why?: string): Promise<void> {
    await this.#page
      .getByRole('radiogroup', { name: 'Kies een standpunt' })
      .getByText(kind, { exact: true })
      .click();
    if (why !== undefined) await this.#page.getByLabel('Wat is het bezwaar?').fill(why);
    await this.#page.getByRole('button', { name: 'Geef dit standpunt door' }).click();
    await this.#page.getByText('Aanpassen kan tot de ronde sluit.').waitFor();
  }

  /** A decision in the list. */
  decision(title: string): Locator {
    return this.#page.getByRole('listitem').filter({ has: this.#page.getByRole('button', { name: title }) });
  }
}
