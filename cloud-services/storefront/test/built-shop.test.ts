/** The shop as it is built: how many bytes a phone loads, and what it says when nobody answers behind it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFilters } from '../app/src/shared/chosen-filters.ts';
import type { CartData } from '../app/src/shared/shapes/cart.ts';
import type { CategoryData, ProductData, SearchData } from '../app/src/shared/shapes/catalogue.ts';
import type { ShellData } from '../app/src/shared/shapes/frame.ts';
import type { StorefrontConfig } from '../src/config.ts';
import { assetsAt, loadPageRenderer, type PageRenderer } from '../src/http/page-renderer.ts';
import { policyOf } from '../src/http/security.ts';
import { createStorefrontServer } from '../src/server.ts';

/** Source: docs, screens, "Budgets". */
const scriptGzipBytesMax = 140_000;
/** A folder of its own, beside what scripts/build makes. */
const dist = fileURLToPath(new URL('../app/dist', import.meta.url));
mkdirSync(dist, { recursive: true });
const out = mkdtempSync(join(dist, 'test-'));

let server: Server;
let shop: string;
let renderer: PageRenderer;
let config: StorefrontConfig;

beforeAll(async () => {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  // A test runner's NODE_ENV would build React for development.
  const env = { ...process.env, NODE_ENV: 'production', SHOP_OUT: out };
  execFileSync('npx', ['vite', 'build', 'app', '--logLevel', 'error'], { cwd, env });
  const nobody = createServer();
  await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
  const { port } = nobody.address() as AddressInfo;
  await new Promise((resolve) => nobody.close(resolve));
  config = {
    port: 0,
    host: '127.0.0.1',
    gatewayUrl: `http://127.0.0.1:${port}`,
    gatewayApiKey: 'key',
    paymentProviderOrigin: 'http://127.0.0.1:1',
    publicUrl: 'http://127.0.0.1:2',
    assetBase: '',
    timeZone: 'America/Toronto',
    appDist: out,
  };
  renderer = await loadPageRenderer(out);
  server = createServer(createStorefrontServer(config, renderer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 110_000);

afterAll(() => {
  server?.close();
  rmSync(out, { recursive: true, force: true });
});

type Chunk = { file: string; isEntry?: boolean; imports?: string[] };

test('budget: the product page loads at most 140 kB of script, gzip, with its French texts', () => {
  const manifest: Record<string, Chunk> = JSON.parse(
    readFileSync(join(out, 'client', '.vite', 'manifest.json'), 'utf8'),
  );
  const loaded = new Set<string>();
  const load = (name: string) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const other of manifest[name]?.imports ?? []) load(other);
  };
  for (const [name, { isEntry }] of Object.entries(manifest))
    if (isEntry || name.endsWith('fr-CA.po')) load(name);
  const bytes = [...loaded]
    .map((name) => manifest[name]?.file ?? '')
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(out, 'client', file))).length, 0);
  expect(bytes).toBeGreaterThan(80_000);
  expect(bytes).toBeLessThanOrEqual(scriptGzipBytesMax);
});

test.each([
  ['/', 'fr-CA', 'ne répond pas', 503],
  ['/en/', 'en-CA', 'not answering', 503],
  ['/nulle-part', 'fr-CA', 'n’existe pas', 404],
  ['/en/nowhere', 'en-CA', 'does not exist', 404],
  ['/conditions', 'fr-CA', 'Conditions', 200],
] as const)(
  'degraded: with everything down, %s in %s says «%s» (%i) and has a way on',
  async (path, lang, words, status) => {
    const answer = await fetch(`${shop}${path}`);
    const html = await answer.text();
    expect(answer.status).toBe(status);
    expect(html).toContain(`<html lang="${lang}"`);
    expect(html).toContain(words);
    expect(html).toContain('data-testid="cart-link"');
  },
);

test('nothing in a page runs or styles it but files of the shop, and only the payment provider is framed', async () => {
  const answer = await fetch(`${shop}/connexion`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("style-src 'self';");
  expect(policy).toContain('frame-src http://127.0.0.1:1;');
  expect(policy).not.toContain('unsafe');
  const html = await answer.text();
  expect(html).not.toMatch(/<[^>]+\sstyle="/);
  expect(html).not.toMatch(/<style|<script(?![^>]*(?:src=|application\/(?:ld\+)?json))/);
});

test('scripts, styles, fonts and pictures come from a CDN where one is set: the policy lets through that one, and what is built names no address of its own', async () => {
  const base = 'https://cdn.example/shop';
  const page = await pageWith('/panier', emptyCart, assetsAt(base, renderer.assets));
  const script = /<script type="module" src="([^"]+)"/.exec(page)?.[1] ?? '';
  expect(script).toMatch(/^https:\/\/cdn\.example\/shop\/assets\/.+\.js$/);
  expect(page.match(/href="[^"]*\/assets\/[^"]+"/g)?.every((href) => href.includes(base))).toBe(true);
  expect(page).toContain(`data-assets="${base}"`);
  const policy = policyOf({ ...config, assetBase: base });
  for (const what of ['script', 'style', 'img', 'font'])
    expect(policy).toContain(`${what}-src 'self' https://cdn.example;`);
  const file = await fetch(`${shop}${script.slice(base.length)}`);
  expect(file.headers.get('access-control-allow-origin')).toBe('*');
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(await file.text()).not.toMatch(/["'`]\/assets\//);
});

test('a form that was sent from elsewhere is not taken; ours is, and keeps what was typed while a service is down', async () => {
  const send = (headers: Record<string, string>) =>
    fetch(`${shop}/connexion`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ email: 'ana@example.ca', password: 'une phrase longue' }),
    });
  expect((await send({ origin: 'http://evil.example' })).status).toBe(403);
  const ours = await send({ origin: shop });
  const html = await ours.text();
  expect(ours.status).toBe(422);
  expect(html).toContain('value="ana@example.ca"');
  expect(html).not.toContain('une phrase longue');
});

const emptyCart: CartData = { cart: null, shared: [], kept: [], together: [] };

/** A page as the server answers it, with this data. */
async function pageWith(
  path: string,
  data: CartData | CategoryData | SearchData | ProductData,
  assets = renderer.assets,
): Promise<string> {
  const shell: ShellData = {
    language: path.startsWith('/en/') ? 'en' : 'fr',
    categories: [],
    cartCount: 1,
    customerName: null,
    audience: 'no',
    flash: null,
  };
  const rendered = await renderer.render(
    new Request(`http://shop.example${path}`),
    async (page) => ({ kind: 'data', data: page === 'shell' ? shell : data, status: 200 }),
    { assets, timeZone: 'America/Toronto' },
  );
  return 'html' in rendered ? rendered.html : '';
}

/** The cart page with one article. */
function cartPage(path: string, told: Partial<NonNullable<CartData['cart']>>) {
  const line = {
    lineId: 'l',
    code: 'SAVON',
    name: 'Savon',
    picture: null,
    soldBy: 'piece',
    quantity: '1',
    isSold: true,
    unitPriceMinor: 500,
    amountMinor: 500,
    savingsMinor: 0,
    savedBy: [],
    priceChange: null,
    onlyLeft: null,
  } as const;
  const totals = {
    isEstimated: false,
    subtotalMinor: 500,
    discountMinor: 0,
    deliveryMinor: 0,
    taxes: [],
    totalMinor: 500,
    points: null,
    dueMinor: 500,
  };
  return pageWith(path, {
    cart: {
      ...{
        lines: [line],
        totals,
        postalCode: null,
        isCollected: false,
        arrivesOn: null,
        points: null,
        reservation: null,
      },
      ...{ coupons: [], hints: [] },
      ...told,
    },
    shared: [],
    kept: [],
    together: [],
  });
}

test.each([
  ['/panier', false, 'Réservé jusqu’à 14\u00a0h\u00a005'],
  ['/en/cart', false, 'Reserved until 2:05\u00a0p.m.'],
  ['/panier', true, 'La réservation a pris fin à 14\u00a0h\u00a005'],
  ['/en/cart', true, 'The reservation ended at 2:05\u00a0p.m.'],
])('B1: %s says until when the cart is reserved (over: %s)', async (path, isOver, words) =>
  expect(await cartPage(path, { reservation: { until: '2026-11-24T19:05:00Z', isOver } })).toContain(words),
);

test.each([
  ['/panier', 'Ajouter à mon panier'],
  ['/en/cart', 'Add to my cart'],
])(
  'B1: %s of somebody who was sent a link shows what is in it, with a key that puts it into their own cart',
  async (path, key) => {
    const shared = [{ code: 'SAVON', name: 'Savon de Marseille', quantity: '2' }];
    const page = await pageWith(path, { cart: null, shared, kept: [], together: [] });
    expect(page).toContain('2 × Savon de Marseille');
    expect(page).toContain('name="share" value="SAVON*2"');
    expect(page).toContain(key);
    // What is in one's own cart is shared by a link.
    expect(await cartPage(path, {})).toContain(`href="${path}?share=SAVON*1"`);
  },
);

test('B1: a shop that reserves at checkout only says nothing of it in the cart', async () =>
  expect(await cartPage('/panier', {})).not.toContain('data-testid="reserved-until"'));

test.each([
  ['/panier', 'Vos points (1\u00a0234) valent 12,34\u00a0$.', 'Payer avec mes points'],
  ['/en/cart', 'Your points (1,234) are worth $12.34.', 'Pay with my points'],
])('C2: %s says what a customer’s points are worth, and lets them pay', async (path, worth, key) => {
  const page = await cartPage(path, { points: { wanted: 0, available: 1_234, worthMinor: 1_234 } });
  expect(page).toContain(worth);
  expect(page).toContain(key);
});

test.each([
  [
    '/panier',
    'BIENVENUE · Bienvenue',
    'NOEL\u00a0: ne vaut pas en ce moment.',
    'Encore 1 article\u00a0: 2 pour 5 $',
  ],
  ['/en/cart', 'BIENVENUE · Bienvenue', 'NOEL: not valid at this time.', '1 more item: 2 pour 5 $'],
])(
  'B2: %s says of each code whether it counts and why not, and what is nearly given',
  async (path, ...words) => {
    const page = await cartPage(path, {
      coupons: [
        { code: 'BIENVENUE', state: 'given', reason: 'Bienvenue' },
        { code: 'NOEL', state: 'not-now', reason: null },
      ],
      hints: [{ missing: '1', of: 'pieces', reason: '2 pour 5 $' }],
    });
    for (const one of words) expect(page.replaceAll(' :', '\u00a0:')).toContain(one);
  },
);

test.each([
  ['/recherche?q=pian', 'Rien ne répond à «\u00a0pian\u00a0». Voici les résultats pour «\u00a0pain\u00a0».'],
  ['/en/search?q=pian', 'Nothing matches “pian”. Here are the results for “pain”.'],
])('P3: %s says what was searched for instead of what was mistyped', async (path, words) => {
  const data: SearchData = {
    query: 'pian',
    correctedQuery: 'pain',
    products: [
      {
        code: 'PAIN',
        name: 'Pain',
        priceMinor: 449,
        beforeMinor: null,
        promotion: null,
        soldBy: 'piece',
        picture: null,
        hasVariants: false,
      },
    ],
    total: 1,
    sort: 'relevance',
    category: null,
    facets: [],
    filters: { groups: [], chosen: readFilters(new URLSearchParams()) },
    next: null,
    isFirstPage: true,
  };
  expect(await pageWith(path, data)).toContain(words);
  expect(await pageWith(path, { ...data, correctedQuery: null })).not.toContain('data-testid="corrected"');
});

test('P3: a list is filtered without script too: a form whose address says what is chosen, and a way back to all', async () => {
  const address = '/en/aisles/savons?f-colour=Bleu&sort=price';
  const colours = [
    { value: 'Bleu', label: 'Blue', count: 4, isChosen: true },
    { value: 'Vert', label: 'Green', count: 2, isChosen: false },
  ];
  const data: CategoryData = {
    category: { slug: 'savons', name: 'Soaps', productCount: 6 },
    ...{ parent: null, children: [], products: [], filteredTotal: 0, next: null, isFirstPage: true },
    sort: 'price',
    filters: {
      groups: [{ code: 'colour', name: 'Colour', values: colours, ranges: [] }],
      chosen: readFilters(new URL(address, 'https://shop.example').searchParams),
    },
  };
  const page = await pageWith(address, data);
  expect(page).toMatch(/<details[^>]* open=""[^>]*data-testid="filters"/);
  expect(page).toMatch(
    /<input[^>]*name="f-colour"[^>]*checked=""[^>]*value="Bleu"|<input[^>]*value="Bleu"[^>]*checked=""/,
  );
  expect(page).toContain('<input type="hidden" name="sort" value="price"/>');
  expect(page).toContain('href="/en/aisles/savons?sort=price"');
  expect(page).toContain('Nothing matches these filters. Remove one.');
  // Sorted otherwise, it stays filtered.
  expect(page).toContain('<input type="hidden" name="f-colour" value="Bleu"/>');
});

const soap: ProductData = {
  id: 'p',
  code: 'SAVON',
  gtin: '04006381333931',
  name: 'Savon </script> & lavande',
  variantName: null,
  priceMinor: 900,
  beforeMinor: 1_000,
  soldBy: 'piece',
  isTaxed: true,
  promotions: [
    { name: 'Semaine propre', isGiven: true, until: '2026-12-01T05:00:00.000Z' },
    { name: '2 pour 15 $', isGiven: false, until: null },
  ],
  picture: '/pictures/savon.webp',
  category: { slug: 'savons', name: 'Savons', productCount: 3 },
  parentCategory: null,
  options: [],
  stock: { online: 4, stores: [] },
  related: [],
  together: [],
  seen: [],
  isKept: false,
};

test.each([
  ['/produits/SAVON', 'jusqu’au 2026-11-30'],
  ['/en/products/SAVON', 'until 2026-11-30'],
])(
  'P2: %s strikes the price that a promotion lowered, and tells what runs and until when',
  async (path, until) => {
    const page = await pageWith(path, soap);
    expect(page).toMatch(/<s>.*10[.,]00/);
    for (const words of ['Semaine propre', '2 pour 15 $', until]) expect(page).toContain(words);
  },
);

test('a product page says in schema.org’s words what it costs, where else it is written, and breaks out of nothing', async () => {
  const page = await pageWith('/produits/SAVON?utm_source=mail', soap);
  for (const tag of [
    '<link rel="canonical" href="http://shop.example/produits/SAVON">',
    '<link rel="alternate" hreflang="en-CA" href="http://shop.example/en/products/SAVON">',
    '<link rel="alternate" hreflang="x-default" href="http://shop.example/produits/SAVON">',
    '<meta property="og:title" content="Savon &lt;/script&gt; &amp; lavande">',
    '<meta property="og:image" content="http://shop.example/pictures/savon.webp">',
  ])
    expect(page).toContain(tag);
  const drawn = await pageWith('/produits/SAVON', { ...soap, picture: '/pictures/savon.svg' });
  expect(drawn).toContain('<meta property="og:image" content="http://shop.example/card.png">');
  for (const name of ['card.png', 'apple-touch-icon.png', 'icon-192.png', 'icon-512.png'])
    expect((await fetch(`${shop}/${name}`)).headers.get('content-type')).toBe('image/png');
  const facts = [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(
    ([, text]): Record<string, unknown> => JSON.parse(text ?? ''),
  );
  expect(facts).toMatchObject([
    {
      '@type': 'Product',
      name: soap.name,
      gtin: '04006381333931',
      offers: { price: '9.00', priceCurrency: 'CAD', availability: 'https://schema.org/InStock' },
    },
    { '@type': 'BreadcrumbList', itemListElement: [{ position: 1, name: 'Savons' }] },
  ]);
});

test('what is for one person is in no index: robots are kept from it, and its page says so too', async () => {
  const robots = await (await fetch(`${shop}/robots.txt`)).text();
  for (const path of ['/panier', '/en/checkout', '/compte', '/recherche'])
    expect(robots).toContain(`Disallow: ${path}\n`);
  expect(robots).not.toContain('Disallow: /produits');
  expect(robots).toContain('Sitemap: http://127.0.0.1:2/sitemap.xml');
  expect(await (await fetch(`${shop}/connexion`)).text()).toContain('<meta name="robots" content="noindex">');
});

test.each([
  ['fr', 'Vous êtes hors ligne'],
  ['en', 'You are offline'],
])(
  'offline: the page that a browser keeps (%s) says «%s», and asks for nothing but its looks',
  async (language, words) => {
    const html = await (await fetch(`${shop}/offline/${language}`)).text();
    expect(html).toContain(words);
    expect(html).not.toContain('<script');
    const manifest = await fetch(`${shop}/${language}.webmanifest`);
    expect(manifest.headers.get('content-type')).toContain('application/manifest+json');
    expect(html).toContain(`href="/${language}.webmanifest"`);
  },
);

test.each([
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  [
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
  ],
])('C2: the unsubscribe key of a mailbox, which is no page of ours, is taken as %s', async (type, body) => {
  const post = (path: string) =>
    fetch(`${shop}${path}`, { method: 'POST', headers: { 'content-type': type }, body, redirect: 'manual' });
  // Nobody answers behind this shop: it was asked.
  expect((await post('/courriel/desabonner?token=0123456789abcdef0123')).status).toBe(503);
  expect((await post('/en/cart')).status).toBe(403);
});
