/** Makes the shop's icons, and the picture of its links where others show one, of its one drawing: not everybody takes an SVG. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';

const folder = path.resolve(import.meta.dirname, '../cloud-services/storefront/app/public');
const icon = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
const font = readFileSync(
  createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
).toString('base64');

let browsing: Browsing;
beforeAll(async () => {
  browsing = await openBrowser();
});
afterAll(() => browsing.close());

const draw = async (name: string, width: number, height: number, body: string, style = '') => {
  const page = await browsing.page({ width, height });
  await page.setContent(
    `<style>@font-face { font-family: Inter; font-weight: 100 900; src: url(data:font/woff2;base64,${font}) }
     body { margin: 0; width: ${width}px; height: ${height}px; display: flex; align-items: center; justify-content: center; ${style} }
     svg { display: block }</style>${body}`,
  );
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: path.join(folder, `${name}.png`), omitBackground: true });
};
const drawn = (size: number) => icon.replace('<svg ', `<svg width="${size}" height="${size}" `);

test('icons for those who take no SVG', async () => {
  for (const size of [192, 512]) await draw(`icon-${size}`, size, size, drawn(size));
  // Its corners are cut by whoever shows it.
  await draw('apple-touch-icon', 180, 180, drawn(180), 'background: #0b5a8a');
});

test('what stands beside a link to the shop', () =>
  draw(
    'card',
    1200,
    630,
    `${drawn(220)}<b style="font: 700 150px Inter; letter-spacing: -0.02em; margin-left: 48px; color: #0b5a8a">Comptoir</b>`,
    'background: #f6f7f9',
  ));
