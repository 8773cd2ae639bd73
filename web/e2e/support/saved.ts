import type { Locator, Page } from 'playwright-core';

/** Where the own edits are, as the top bar says it. */
export function saveMark(page: Page): Locator {
  return page.getByRole('banner').getByRole('status');
}

/** Waits until everything that this person did is said to be saved. */
export async function saved(page: Page): Promise<void> {
  await saveMark(page).getByText('Opgeslagen', { exact: true }).waitFor({ state: 'attached' });
}

/** Waits until this browser has written down what is not sent: closing a page as a test does leaves it no time for it. */
export async function kept(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open('bouwberaad');
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(new Error('this browser keeps nothing'));
    });
    try {
      const asked = database.transaction('outbox').objectStore('outbox').count();
      return await new Promise<boolean>((resolve) => {
        asked.onsuccess = () => resolve(asked.result > 0);
        asked.onerror = () => resolve(false);
      });
    } finally {
      database.close();
    }
  });
}

/** Everything that the mark says from now on, in order; for what it must not have said in between. */
export async function recordSaveMark(page: Page): Promise<() => Promise<string[]>> {
  await saveMark(page).evaluate((mark) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      const words = mark.textContent.trim();
      if (words !== said.at(-1)) said.push(words);
    }).observe(mark, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}
