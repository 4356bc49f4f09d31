import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastItemSku } from '../scripts/demo/stock.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { headOffice, product, run } from './support/house.ts';
import { cards, type Shopper, shopperOn } from './support/shopper.ts';
import { openStoreTill, type Till } from './support/till.ts';

const storeId = run.demo.storeId ?? '';
let browsing: Browsing;
let till: Till;
let last: Awaited<ReturnType<typeof product>>;
let before: { locationId: string; onHand: string }[];

type Stock = Readonly<{ locations: { locationId: string; onHand: string }[] }>;
const stock = () => headOffice.get<Stock>(`/inventory/stock/${last.id}`);

beforeAll(async () => {
  last = await product(lastItemSku);
  before = (await stock()).locations;
  for (const { locationId } of before)
    await headOffice.setOnHand(last.id, locationId, locationId === storeId ? 1 : 0);
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(async () => {
  for (const { locationId, onHand } of before)
    await headOffice.setOnHand(last.id, locationId, Number(onHand));
  await browsing.close();
});

test('I2 E1: the till and two web buyers want the last item at once: the sale stands, and at most one buyer is promised it', async () => {
  const buyers = await Promise.all(
    ['a', 'b'].map(async (who) => {
      const buyer = shopperOn(await browsing.page());
      await buyer.addToCart(lastItemSku);
      await buyer.open('/commander');
      await buyer.deliverTo({ email: `${who}@exemple.ca`, name: `Acheteur ${who}` });
      await buyer.fillCard(cards.good);
      return buyer;
    }),
  );
  await till.typeProduct(last.gtins[0] ?? '');
  const [receipt] = await Promise.all([till.payExactCash(), ...buyers.map((buyer) => buyer.pay())]);
  const outcomes = await Promise.all(buyers.map(outcomeOf));

  expect(receipt).toMatch(/^\d{3}-/);
  expect(outcomes.filter((outcome) => outcome === 'confirmed').length).toBeLessThanOrEqual(1);
  // Whoever did not get it is told so, and sees the cart as it now is.
  for (const [index, outcome] of outcomes.entries())
    if (outcome === 'short')
      await expect.poll(() => buyers[index]?.by('flash').textContent()).toMatch(/Panier ajusté/);
});

async function outcomeOf({ by }: Shopper): Promise<'confirmed' | 'short'> {
  await by('order-status').or(by('flash')).first().waitFor({ timeout: 60_000 });
  return (await by('order-status').isVisible()) ? 'confirmed' : 'short';
}
