import type { APIResponse, Browser, BrowserContext, Page } from 'playwright-core';
import { watchFaults, type Faults } from './faults.ts';
import { emailOf, PEOPLE, type PersonId } from './people.ts';

export type Place =
  | 'overview'
  | 'projects'
  | 'bottlenecks'
  | 'cases'
  | 'decisions'
  | 'import'
  | 'map'
  | 'readings'
  | 'changes'
  | 'compare';

export interface Screen {
  readonly width: number;
  readonly height: number;
}

export const DESK: Screen = { width: 1440, height: 900 };
export const PHONE: Screen = { width: 390, height: 844 };
export const SMALL_PHONE: Screen = { width: 320, height: 640 };

export interface VisitorOptions {
  readonly screen?: Screen;
  readonly theme?: 'light' | 'dark';
  /** Another address than the server's own: of what stands before it. */
  readonly origin?: string;
  /** Dots per CSS pixel. */
  readonly scale?: number;
}

/** How long a person waits for something to appear. */
const PATIENCE_MS = 15_000;

/** Somebody behind a browser of their own. */
export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: Faults;
  readonly #origin: string;

  constructor(origin: string, context: BrowserContext, page: Page) {
    this.#origin = origin;
    this.context = context;
    this.page = page;
    this.faults = watchFaults(context);
  }

  /** As somebody does it: on the sign-in page, which then goes on to `next` or to the tables. */
  async signInOnPage(person: PersonId): Promise<void> {
    await this.page.goto('/login');
    await this.page.getByRole('button', { name: PEOPLE[person] }).click();
    await this.page.getByRole('heading', { name: 'Mijn tafels' }).waitFor();
  }

  /** At once, where signing in is not what is being tried. */
  async signIn(person: PersonId): Promise<void> {
    await demand(await this.call('POST', '/sessions', { email: emailOf(person) }));
  }

  /** Opens a page of a table and waits until its plans are there. */
  async open(table: string, place: Place, query = ''): Promise<void> {
    await this.page.goto(`/tables/${table}/${place}${query}`);
    await this.arrived();
  }

  /** To another page of the same table by its link: nothing is loaded anew. */
  async goTo(page: 'Overzicht' | 'Projecten' | 'Besluiten'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Deze tafel' }).getByRole('link', { name: page }).click();
    await this.page.getByRole('heading', { level: 1, name: page }).waitFor();
  }

  /** The shell stands and the table has come; nothing is still drawn as bars. */
  async arrived(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    await this.page.getByText('Bezig met laden').first().waitFor({ state: 'detached' });
  }

  /** `/api/v1`, in this person's name. */
  call(method: string, path: string, data?: unknown): Promise<APIResponse> {
    return this.context.request.fetch(`/api/v1${path}`, {
      method,
      headers: { origin: this.#origin },
      ...(data === undefined ? {} : { data }),
    });
  }
}

export async function visit(
  browser: Browser,
  origin: string,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const { screen = DESK, theme = 'light', scale = 1 } = options;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: screen,
    deviceScaleFactor: scale,
    colorScheme: theme,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    hasTouch: screen.width < 700,
    // Nothing is half faded in when it is looked at; the product has a design for it.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return new Visitor(origin, context, await context.newPage());
}

/** Its JSON, or an exception with what the server said. */
export async function demand(answer: APIResponse): Promise<unknown> {
  if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
  return answer.status() === 204 ? null : ((await answer.json()) as unknown);
}
