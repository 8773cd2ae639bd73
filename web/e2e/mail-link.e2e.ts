import { describe, expect, test } from 'vitest';
import { useHouse } from './support/house.ts';
import { embeddedPlace } from './support/stores.ts';
import { demand } from './support/visitor.ts';

const ADMIN = 'beheer@bouwberaad.example';

/** A fresh installation: nothing invented in it, and no mail server. */
describe('an installation without the demo', () => {
  const house = useHouse(async () => {
    const place = await embeddedPlace();
    return { ...place, env: { ...place.env, DEMO: '0', ADMIN_EMAIL: ADMIN } };
  });

  const firstLink = (): string => {
    const link = /Sign in as administrator \(works once\): (\S+)/.exec(house.server.log())?.[1];
    if (link === undefined) throw new Error('no link on the terminal');
    return link;
  };

  test('the first administrator signs in with the link on the terminal, invites somebody, and each link works once', async () => {
    const admin = await house.visit();
    await admin.page.goto('/login');
    await admin.page.getByRole('button', { name: 'Stuur inloglink' }).waitFor();
    expect(await admin.page.getByText('Eerst rondkijken').count()).toBe(0);
    const link = firstLink();
    await admin.page.goto(link);
    await admin.page.getByRole('button', { name: 'Log in' }).click();
    await admin.page.getByRole('heading', { level: 1, name: 'Mijn tafels' }).waitFor();

    // Somebody who finds the link in the terminal later.
    const late = await house.visit();
    late.faults.expect(/40[14]|410|status of 4/);
    await late.page.goto(link);
    await late.page.getByRole('button', { name: 'Log in' }).click();
    await late.page.getByText('Deze link werkt niet meer').waitFor();
    expect((await late.call('GET', '/me')).status()).toBe(401);

    await demand(
      await admin.call('POST', '/admin/organisations', {
        name: 'Gemeente Kampen',
        kind: 'municipality',
        municipality: null,
      }),
    );
    await demand(
      await admin.call('POST', '/admin/tables', {
        name: 'Bouwberaad IJsseldelta',
        kind: 'regional',
        parent: null,
        municipalities: [],
      }),
    );
    await admin.page.goto('/admin/people');
    await admin.page.getByRole('button', { name: 'Nodig uit' }).first().click();
    const form = admin.page.getByRole('dialog');
    await form.getByLabel('Naam').fill('Jo de Wit');
    await form.getByLabel('E-mail').fill('jo@kampen.example');
    await form.getByLabel('Organisatie').selectOption({ label: 'Gemeente Kampen' });
    await form.getByLabel('Plek aan').selectOption({ label: 'Bouwberaad IJsseldelta' });
    await form.getByRole('button', { name: 'Nodig uit' }).click();
    await form.waitFor({ state: 'detached' });

    // Without a mail server the link is passed on by hand.
    const field = admin.page.getByRole('textbox', { name: 'Link voor Jo de Wit' });
    await field.first().waitFor();
    const invitation = await field.first().inputValue();
    const jo = await house.visit();
    await jo.page.goto(invitation);
    await jo.page.getByRole('button', { name: 'Log in' }).click();
    await jo.page.getByRole('link', { name: /Bouwberaad IJsseldelta/ }).click();
    await jo.arrived();
    await jo.page.getByRole('button', { name: 'Menu van Jo de Wit' }).waitFor();

    await late.page.goto(invitation);
    await late.page.getByRole('button', { name: 'Log in' }).click();
    await late.page.getByText('Deze link werkt niet meer').waitFor();
    expect((await late.call('GET', '/me')).status()).toBe(401);
  });

  test('who asks for a link is told the same whether the address is known or not', async () => {
    const nobody = await house.visit();
    for (const address of [ADMIN, 'onbekend@nergens.example']) {
      await nobody.page.goto('/login');
      await nobody.page.getByLabel('E-mailadres').fill(address);
      await nobody.page.getByRole('button', { name: 'Stuur inloglink' }).click();
      await nobody.page.getByRole('heading', { name: 'Kijk in je mail' }).waitFor();
      await nobody.page.getByText(`Is ${address} bij ons bekend`).waitFor();
    }
  });
});
