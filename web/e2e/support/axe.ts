import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe finds on the page as it is now: a line for every place, with its rule and why. In light everything, in dark
 * what differs there: the colours.
 */
export async function axe(page: Page): Promise<string[]> {
  const light = await found(builder(page));
  await page.emulateMedia({ colorScheme: 'dark' });
  try {
    const dark = await found(builder(page).withRules(['color-contrast']));
    return [...light, ...dark.map((finding) => `${finding} (dark)`)];
  } finally {
    await page.emulateMedia({ colorScheme: 'light' });
  }
}

// In the page itself: the other way serves frames of other origins, of which there are none, and takes three times as long.
function builder(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

async function found(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}
