import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { headOffice, run } from './support/house.ts';
import { letterTo, linkIn } from './support/mail.ts';
import { passkeyDevice } from './support/passkey-device.ts';
import { cards, type Shopper, shopperOn } from './support/shopper.ts';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await openBrowser();
});
afterAll(() => browsing.close());

const password = 'une phrase bien longue';

type OrderAtHeadOffice = Readonly<{ number: string; status: string; totalMinor: number }>;
const orderAtHeadOffice = async (number: string) =>
  (await headOffice.get<{ items: OrderAtHeadOffice[] }>(`/orders?number=${number}`)).items[0];

test('C1 C2 B1 B2 O1: somebody registers, searches, buys, pays with 3-D Secure, reads the e-mail, head office sees it; the account is erased by its password alone', async () => {
  const shopper = shopperOn(await browsing.page({ width: 360, height: 640 }));
  const { page, by } = shopper;
  const email = `ana-${randomUUID().slice(0, 8)}@exemple.ca`;

  // A cart begun as a guest is there after signing in.
  await shopper.open('/');
  await shopper.searchByKeys('bananes');
  await by('product-page').getByTestId('add').click();
  await expect.poll(() => by('cart-count').textContent()).toBe('1');

  await by('account').click();
  await by('to-register').click();
  await by('firstName').fill('Ana');
  await by('lastName').fill('Roy');
  await by('email').fill(email);
  await by('password').fill(password);
  await by('send').click();
  await by('flash').waitFor();
  await page.goto(linkIn(await letterTo(email, /Confirmez/), /courriel\/confirmer/));
  await by('send').click();
  await by('points').waitFor();
  await expect.poll(() => by('account').textContent()).toContain('Ana');
  await expect.poll(() => by('cart-count').textContent()).toBe('1');

  await shopper.open('/commander');
  await expect.poll(() => by('email').inputValue()).toBe(email);
  await shopper.deliverTo({});
  const when = await by('slot').locator('option').nth(1).textContent();
  await by('slot').selectOption({ index: 1 });
  const totalMinor = Number(await by('pay').getAttribute('data-due-minor'));
  await shopper.fillCard(cards.threeDSecure);
  await shopper.pay();
  await page.locator('button[value="approve"]').click();

  await by('order-status').waitFor({ timeout: 60_000 });
  await expect.poll(() => shopper.amountOf('total')).toBe(totalMinor);
  expect(await by('order-slot').textContent()).toContain(when);
  const number = await shopper.orderNumber();
  expect(number).toMatch(/^C-[0-9A-Z]{4}-[0-9A-Z]{4}$/);

  const letter = await letterTo(email, new RegExp(number));
  expect(letter.text).toContain(number);
  await expect.poll(async () => (await orderAtHeadOffice(number))?.totalMinor).toBe(totalMinor);

  // The account knows of it too, and the cart is empty.
  await expect
    .poll(async () => {
      await shopper.open('/compte');
      return (await by('past-order').allTextContents()).join(' ');
    })
    .toContain(number);
  await shopper.open('/panier');
  await by('empty-cart').waitFor();
  await signsInByPasskey(email);
});

/** A passkey is of a name, so that the shop is opened by one here. */
async function signsInByPasskey(email: string): Promise<void> {
  const page = await browsing.page({ width: 360, height: 640 });
  const shopper = shopperOn(page, run.storefront?.replace('127.0.0.1', 'localhost'));
  const { by } = shopper;
  const device = await passkeyDevice(page);
  await shopper.open('/connexion?next=/compte/securite');
  await by('email').fill(email);
  await by('password').fill(password);
  await by('send').click();
  await by('passkeys').locator('summary').click();
  await by('name').fill('Téléphone');
  await by('passkeyPassword').fill(password);
  await by('make-passkey').click();
  await expect.poll(() => by('passkey').textContent()).toContain('Téléphone');
  expect(await device.keyCount()).toBe(1);

  // Whoever goes on before the page says so is still signed in; what it said before was of the key.
  await by('sign-out').click();
  await expect.poll(() => by('flash').textContent()).toContain('déconnecté');
  await shopper.open('/connexion?next=/compte/securite');
  await by('passkey').click();
  await expect.poll(() => by('passkeys').textContent()).toContain('A servi le');
  await by('passkey').getByRole('button').click();
  await by('passkey').waitFor({ state: 'detached' });
  await erasesTheAccount(shopper, email);
}

async function erasesTheAccount({ by, page, open }: Shopper, email: string): Promise<void> {
  await open('/compte/vie-privee');
  await page.locator('summary', { hasText: 'effacer mon compte' }).click();
  for (const shown of ['', 'une autre phrase']) {
    await by('erasePassword').fill(shown);
    await by('erase').click();
    await expect
      .poll(() => by('fault-summary').textContent())
      .toContain(shown === '' ? 'champ' : 'mot de passe.');
    await page.locator('[data-testid="fault-summary"]:focus').waitFor();
  }
  await by('erasePassword').fill(password);
  await by('erase').click();
  await expect.poll(() => by('flash').textContent()).toContain('effacé');
  await letterTo(email, /compte est effacé/);
}

test('C1 O1: whoever has an address on file finds the whole total at the checkout, and has only a card left to give', async () => {
  const shopper = shopperOn(await browsing.page({ width: 360, height: 640 }));
  const { by } = shopper;
  await shopper.addToCart('4131');
  await shopper.open('/connexion?next=/commander');
  await by('email').fill(run.demo.customer?.email ?? '');
  await by('password').fill(run.demo.customer?.password ?? '');
  await by('send').click();
  await expect.poll(() => by('pay').textContent()).toMatch(/Payer .*\$/);
  expect(await by('postalCode').inputValue()).toMatch(/^H2/);
  await shopper.open('/panier');
  await by('remove').first().click();
});

test('C1: an address book holds addresses of three countries as each writes them; one is changed, offered first, and removed', async () => {
  const shopper = shopperOn(await browsing.page({ width: 360, height: 640 }));
  const { by } = shopper;
  await shopper.open('/connexion?next=/compte/adresses');
  await by('email').fill(run.demo.customer?.email ?? '');
  await by('password').fill(run.demo.customer?.password ?? '');
  await by('send').click();
  const kept = by('address');
  await kept.first().waitFor();
  const before = await kept.count();
  const type = async (told: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(told)) await by(name).fill(text);
  };
  /** Nobody else's. */
  const street = `${randomUUID().slice(0, 8)} Avenue`;
  const at = (text: string) => kept.filter({ hasText: street }).filter({ hasText: text });
  await by('country').selectOption('US');
  await by('kind').selectOption('billing');
  await type({ recipient: 'Ana Roy', line1: street, city: 'New York', postalCode: '1000', region: 'ny' });
  await by('add-address').click();
  await expect.poll(() => by('fault-summary').textContent()).toContain('code ZIP');
  expect(await by('country').inputValue()).toBe('US');
  await by('postalCode').fill('101180001');
  await by('add-address').click();
  const american = at('New York (NY)');
  await expect.poll(() => american.textContent()).toMatch(/10118-0001États-UnisFacturation/);
  await by('country').selectOption('FR');
  await by('kind').selectOption('billing');
  await type({ recipient: 'Ana Roy', line1: street, city: 'Paris', postalCode: '75 011' });
  await by('add-address').click();
  const french = at('75011 Paris');
  await french.getByTestId('edit-address').click();
  await by('edited').waitFor();
  expect(await by('line1').inputValue()).toBe(street);
  await by('line2').fill('4e étage');
  await by('save-address').click();
  await french.getByTestId('offer-first').click();
  await expect.poll(() => french.textContent()).toMatch(/4e étage.*proposée d’abord/);
  expect(await american.textContent()).not.toContain('proposée d’abord');
  for (const one of [french, american]) {
    await one.getByTestId('remove-address').click();
    await one.waitFor({ state: 'detached' });
  }
  expect(await kept.count()).toBe(before);
});

test('O1 O2 O3 O4: a card that is refused takes nothing; the guest pays with another, collects in store, and adds an article to the order', async () => {
  const shopper = shopperOn(await browsing.page());
  const { by } = shopper;
  const email = `luc-${randomUUID().slice(0, 8)}@exemple.ca`;
  await shopper.addToCart('4131');
  await shopper.open('/commander');
  await by('email').fill(email);
  await by('name').fill('Luc Côté');
  await shopper.collectAt('MTL01');
  await by('wish-4131').selectOption('any');
  await expect.poll(() => by('pay').textContent()).toMatch(/Payer .*\$/);

  await shopper.fillCard(cards.declined);
  await shopper.pay();
  await by('refusal').waitFor({ timeout: 60_000 });
  await expect.poll(() => by('refusal').textContent()).toMatch(/refusée\. Rien n’a été prélevé/);
  await expect.poll(() => by('email').inputValue()).toBe(email);
  expect(await by('wish-4131').inputValue()).toBe('any');

  // The bank says no on a page of its own; whoever comes back types nothing again.
  await shopper.fillCard(cards.threeDSecure);
  await shopper.pay();
  await shopper.page.locator('button[value="refuse"]').click();
  await expect.poll(() => by('flash').textContent()).toMatch(/pas confirmé.*Rien n’a été prélevé/);
  expect(await by('email').inputValue()).toBe(email);
  expect(await by('name').inputValue()).toBe('Luc Côté');
  expect(await by('wish-4131').inputValue()).toBe('any');

  await shopper.fillCard(cards.good);
  await shopper.pay();
  await by('order-status').waitFor({ timeout: 60_000 });
  const number = await shopper.orderNumber();
  await expect.poll(() => by('order-status').locator('..').textContent()).toContain('Comptoir Mont-Royal');
  await expect.poll(() => by('line-wish').textContent()).toContain('un semblable');

  const first = new URL(shopper.page.url()).pathname;
  await shopper.addToCart('4131');
  await shopper.open(first);
  await by('add-more').click();
  await shopper.fillCard(cards.good);
  await shopper.pay();
  await expect.poll(() => by('follow-ons').textContent(), { timeout: 60_000 }).toContain(number);

  // The link in the mail shows the order to whoever has it, in a browser that knows nothing.
  const link = linkIn(await letterTo(email, new RegExp(number)), /commande\//);
  const elsewhere = shopperOn(await browsing.page());
  await elsewhere.page.goto(link);
  await elsewhere.by('order-number').waitFor();
  await expect.poll(() => elsewhere.orderNumber()).toBe(number);
  await elsewhere.by('collect-code').waitFor();
  await elsewhere.page.locator('summary', { hasText: 'Annuler la commande' }).click();
  await elsewhere.by('cancel-order').click();
  await expect.poll(() => elsewhere.by('flash').textContent()).toContain('annulée');
  await elsewhere.by('collect-code').waitFor({ state: 'detached' });
  const stranger = await browsing.page();
  await stranger.goto(link.replace(/\?.*/, ''));
  await stranger.locator('[data-testid="fault"][data-kind="not-found"]').waitFor();
});
