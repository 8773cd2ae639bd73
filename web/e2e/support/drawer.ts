import type { Locator, Page } from 'playwright-core';
import { beginsWith } from './words.ts';

export type DrawerTab = 'Plan' | 'Knelpunten' | 'Acties' | 'Aantekeningen';

export interface NewBottleneck {
  readonly category: string;
  readonly certainty: 'bevestigd' | 'vermoed' | 'onbekend';
  readonly homes?: string;
}

/** One project with all that hangs on it, beside the list; on a phone a page of its own. */
export class Drawer {
  readonly panel: Locator;

  constructor(page: Page, project: string) {
    this.panel = page.getByRole('region', { name: project, exact: true });
  }

  async show(tab: DrawerTab): Promise<void> {
    await this.panel.getByRole('tab', { name: beginsWith(tab) }).click();
  }

  async addBottleneck({ category, certainty, homes }: NewBottleneck): Promise<void> {
    await this.show('Knelpunten');
    await this.panel.getByRole('button', { name: 'Knelpunt toevoegen' }).click();
    const form = this.panel.getByRole('form', { name: 'Knelpunt toevoegen' });
    await form.getByRole('combobox', { name: 'Knelpunt' }).selectOption({ label: category });
    await form.getByRole('combobox', { name: 'Hoe zeker' }).selectOption({ label: certainty });
    if (homes !== undefined) await form.getByRole('textbox', { name: 'Woningen' }).fill(homes);
    await form.getByRole('button', { name: 'Voeg toe' }).click();
  }

  bottleneck(category: string): Locator {
    return this.panel.getByRole('listitem').filter({ hasText: beginsWith(category) });
  }

  /** An action that grows from a bottleneck, for somebody. `due`: `YYYY-MM-DD`. */
  async actOn(category: string, action: { text: string; who: string; due: string }): Promise<void> {
    const line = this.bottleneck(category);
    await line.getByRole('button', { name: 'Maak actie' }).click();
    const form = line.getByRole('form', { name: 'Nieuwe actie' });
    await form.getByRole('textbox', { name: 'Wat moet er gebeuren?' }).fill(action.text);
    await form.getByRole('combobox', { name: 'Wie?' }).fill(action.who);
    await form.getByRole('option', { name: action.who }).click();
    await form.getByLabel('Vóór wanneer').fill(action.due);
    await form.getByRole('button', { name: 'Toewijzen' }).click();
    await form.waitFor({ state: 'detached' });
  }

  action(text: string): Locator {
    return this.panel
      .getByRole('listitem')
      .filter({ has: this.panel.page().getByRole('checkbox', { name: `${text}: gedaan` }) });
  }

  /** Annotates the project; `mention` is chosen from the list that @ opens. */
  async annotate(text: string, mention: { typed: string; name: string }): Promise<void> {
    await this.show('Aantekeningen');
    const field = this.panel.getByLabel('Nieuwe aantekening');
    await field.click();
    await field.pressSequentially(`${text} @${mention.typed}`);
    await this.panel.getByRole('option', { name: mention.name }).click();
    await this.panel.getByRole('button', { name: 'Plaats' }).click();
  }

  annotation(text: string): Locator {
    return this.panel.getByRole('article').filter({ hasText: text });
  }
}
