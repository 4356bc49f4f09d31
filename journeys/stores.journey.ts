import type { StoreAnswer } from '@comptoir/sales/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn, wcag } from './support/accessible.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { headOffice, run } from './support/house.ts';

/** As the crow flies from the visitor: 3.2 km. */
const there = { text: '46,342; −72,543', latitude: 46.342, longitude: -72.543 };
const visitor = { latitude: 46.37, longitude: -72.553 };

const stores = async () => (await headOffice.get<{ items: StoreAnswer[] }>('/sales/stores')).items;

let browsing: Browsing;
/** Of a house that has seen this journey before, numbers are taken. */
let number = '';
let code = '';
let name = '';
beforeAll(async () => {
  browsing = await openBrowser();
  const taken = new Set((await stores()).map((store) => store.number));
  number = Array.from({ length: 100 }, (_, at) => String(900 + at)).find((one) => !taken.has(one)) ?? '';
  code = `TRV${number}`;
  name = `Comptoir Trois-Rivières ${number}`;
});
afterAll(async () => {
  const items = await stores();
  const opened = items.find((store) => store.code === code);
  if (opened) {
    // No customer comes to a warehouse: what looks at the house after this finds the stores it knows.
    const { version: _, isOpen: __, ...told } = opened;
    await headOffice.put(`/sales/stores/${opened.id}`, { ...told, kind: 'warehouse' });
  }
  await browsing.close();
});

test('E9: head office opens a store, says where it is and when it is open, and the shop tells customers so', async () => {
  const { by, page } = await signInAtHeadOffice(await browsing.page({ width: 1280, height: 900 }));
  await by('nav-places').click();
  await by('place-MTL01').waitFor();
  await by('new-place').click();
  await by('place-name').fill(name);
  await by('place-code').fill('MTL01');
  await by('place-number').fill(number);
  await by('place-address').fill('1, rue des Forges\nTrois-Rivières (Québec)  G9A 2G8');
  await by('place-phone').fill('819 555');
  await by('place-coordinates').fill('-72.543, 46.342');
  await by('save-place').click();
  // A sentence beside the field, and the field is where one types next.
  await expect.poll(() => page.locator('[name=phone]').getAttribute('aria-invalid')).toBe('true');
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('phone');
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await faultsOn(page, wcag, 'main')).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await by('place-phone').fill('819 555-0109');
  await by('save-place').click();
  await expect.poll(() => page.locator('[name=coordinates]').getAttribute('aria-invalid')).toBe('true');
  await by('place-coordinates').fill(there.text);
  await by('save-place').click();
  await expect.poll(() => page.locator('[name=code]').getAttribute('aria-invalid')).toBe('true');
  await by('place-code').fill(code);
  await by('hours-told').check();
  await by('save-place').click();

  // It is there, with its server still to come.
  await by('make-code').click();
  await expect.poll(() => by('enrolment-code').textContent()).toMatch(/\S{6,}/);
  await by('nav-places').click();
  await expect.poll(() => by(`place-${code}`).textContent()).toContain('Trois-Rivières');
  const items = await stores();
  const { latitude, longitude } = there;
  expect(items.find((store) => store.code === code)).toMatchObject({
    coordinates: { latitude, longitude },
    taxRegistrations: items[0]?.taxRegistrations,
  });

  const shop = await browsing.page();
  await shop.context().grantPermissions(['geolocation'], { origin: new URL(run.storefront).origin });
  await shop.context().setGeolocation(visitor);
  const card = shop.locator('section', { hasText: name });
  // The shop asks for its stores once a minute.
  await expect
    .poll(
      async () => {
        await shop.goto(`${run.storefront}/magasins`);
        return card.count();
      },
      { timeout: 120_000, interval: 2_000 },
    )
    .toBeGreaterThan(0);
  await shop.getByTestId('ask-distance').click();
  await expect.poll(() => card.getByTestId('distance').textContent()).toMatch(/3,2 km/);
  expect(await card.getByTestId('opening-hours').textContent()).toMatch(/dimanche.*fermé/i);
});

test('R1: of two people who change a store at once, the second is told so and loses nothing; who changed what is on the page', async () => {
  const items = await stores();
  const store = items.find((one) => one.code === code);
  if (!store) throw new Error(`no store ${code}`);
  const { by, page } = await signInAtHeadOffice(await browsing.page({ width: 1280, height: 900 }));
  await page.goto(`${run.headquarters}/places/${store.id}`);
  await by('place-phone').fill('819 555-0110');
  const { version: _, isOpen: __, ...told } = store;
  await headOffice.put(`/sales/stores/${store.id}`, { ...told, phone: '819 555-0111' });
  await by('save-place').click();
  await expect.poll(() => by('place-form').textContent()).toContain('entre-temps');
  expect(await by('place-phone').inputValue()).toBe('819 555-0110');
  await page.reload();
  await expect.poll(() => by('place-phone').inputValue()).toBe('819 555-0111');
  await by('place-phone').fill('819 555-0112');
  await by('save-place').click();
  await expect.poll(() => by('place-saved').textContent()).toBe('Enregistré');
  await expect.poll(() => by('place-change').first().textContent()).toMatch(/Téléphone.*819 555-0112/);
});
