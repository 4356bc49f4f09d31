import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { distOf } from '../scripts/building/entries.ts';
import { freePort } from '../scripts/system/ports.ts';
import { openShop, type Shop } from '../store-edge/agent/test/support/shop.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { openTill, type Till } from './support/till.ts';

/** A store of its own, whose till's files may be changed. */
let shop: Shop;
let files: string;
let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  files = await mkdtemp(path.join(tmpdir(), 'comptoir-till-'));
  await cp(distOf('terminal'), files, { recursive: true });
  shop = await openShop({ terminalDist: files, port: await freePort() });
  browsing = await openBrowser();
  const server = { address: shop.base, dataDir: shop.dataDir };
  till = await openTill(await browsing.page(), '1', { server, cashier: { name: 'Camille', pin: '1234' } });
});
afterAll(async () => {
  await browsing.close();
  await shop.close();
  await rm(files, { recursive: true });
});

const replaceIn = async (file: string, from: RegExp, to: string) => {
  const text = await readFile(path.join(files, file), 'utf8');
  expect(text).toMatch(from);
  await writeFile(path.join(files, file), text.replace(from, to));
};

/** In the page. */
const worker = (state: 'active' | 'waiting') =>
  till.page.evaluate<boolean>(
    `navigator.serviceWorker.getRegistration().then((kept) => kept?.${state}?.state !== undefined)`,
  );

test('E8 E18: a new version of the till comes with the server’s upgrade, waits for the lock screen, and the basket is still there', async () => {
  await expect.poll(() => worker('active')).toBe(true);
  // The worker last: a till that looks in between would keep the older page under the newer build's name.
  await replaceIn('index.html', /<title>[^<]+/, '<title>Newer');
  await replaceIn('sw.js', /const build = "[0-9a-f]+"/, 'const build = "newer"');
  shop = await shop.restart();
  await expect.poll(() => worker('waiting')).toBe(true);

  await till.typeProduct('mug');
  const totalMinor = await till.amountOf('total');
  expect(await till.page.title()).toBe('Comptoir');
  await till.page.keyboard.press('Pause');
  await expect.poll(() => till.page.title()).toBe('Newer');
  await till.by('basket-waiting').waitFor();
  await till.signIn();
  await expect.poll(() => till.amountOf('total')).toBe(totalMinor);
  expect(await worker('waiting')).toBe(false);
});
