import type { BrowserContext, Page } from 'playwright-core';

/** The clipboard of the machine, as a spreadsheet and the browser share it. */
export async function mayUseClipboard(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
}

/** What a spreadsheet leaves there: text with tabs, and with `html` its table. */
export async function putOnClipboard(page: Page, texts: { plain: string; html?: string }): Promise<void> {
  await page.evaluate(async ({ plain, html }) => {
    const of = (type: string, text: string): [string, Blob] => [type, new Blob([text], { type })];
    const parts = [of('text/plain', plain), ...(html === undefined ? [] : [of('text/html', html)])];
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
  }, texts);
}

/** The text that lies there. */
export function textOnClipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
