import type { Page } from 'playwright-core';
import { Drawer } from './drawer.ts';

/** Makes a plan of the test's own at a table of one municipality, so that no test rests on the demo's figures. Its drawer is open. */
export async function makeProject(page: Page, name: string): Promise<Drawer> {
  await page.getByRole('button', { name: 'Nieuw project' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nieuw project' });
  await dialog.getByLabel('Project').fill(name);
  await dialog.getByRole('button', { name: 'Maak project' }).click();
  const drawer = new Drawer(page, name);
  await drawer.panel.waitFor();
  return drawer;
}
