import type { Locator, Page } from 'playwright-core';

/** Where the own edits are, as the top bar says it. */
export function saveMark(page: Page): Locator {
  return page.getByRole('banner').getByRole('status');
}

/** Waits until everything that this person did is said to be saved. */
export async function saved(page: Page): Promise<void> {
  await saveMark(page).getByText('Opgeslagen', { exact: true }).waitFor({ state: 'attached' });
}
