import type { Locator, Page } from 'playwright-core';

/** More stops than any page has between two things that one looks for. */
const STOPS = 60;

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** Presses Tab until the focus is there. Throws when it can't be reached. */
export function tabTo(page: Page, target: Locator): Promise<void> {
  return pressTo(page, 'Tab', target);
}

/** Presses a key until the focus is there. */
export async function pressTo(page: Page, key: string, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`not reached with ${key}: ${target.toString()}`);
}

/** Waits until the focus is there by itself. */
export async function focusComes(target: Locator): Promise<void> {
  await target.and(target.page().locator(':focus')).waitFor();
}
