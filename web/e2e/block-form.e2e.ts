import { expect, test } from 'vitest';
import { Drawer } from './support/drawer.ts';
import { useHouse } from './support/house.ts';

const house = useHouse();

test('a block is added by its form, which stays unfolded where something in it is wrong', async () => {
  const tom = await house.enter('secretaris');
  await tom.open('west-overijssel', 'projects', '?group=none&municipality=0193');
  const { page } = tom;
  const first = page.getByRole('rowheader').first();
  const name = (await first.innerText()).trim();
  const id = (await first.getAttribute('data-row')) ?? '';
  await tom.open('west-overijssel', 'projects', `?project=${id}`);
  const { panel } = new Drawer(page, name);
  await panel.getByRole('button', { name: 'Woningblok' }).last().click();
  const form = panel.getByRole('form', { name: 'Woningblok bewerken' });
  await form.getByLabel('Jaar').fill('2029');
  await form.getByLabel('Woningen', { exact: true }).fill('77');
  await form.getByText('Doelgroep, grondpositie en oplevering').click();
  const delivered = form.getByLabel('Opgeleverde woningen');
  await delivered.fill('elf');
  await form.getByRole('button', { name: 'Bewaar' }).click();
  await expect.poll(() => delivered.getAttribute('aria-invalid')).toBe('true');
  await delivered.fill('11');
  await form.getByRole('button', { name: 'Bewaar' }).click();
  await form.waitFor({ state: 'detached' });
  await panel.getByText('11 woningen opgeleverd').first().waitFor();
});
