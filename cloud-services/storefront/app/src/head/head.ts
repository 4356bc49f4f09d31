/**
 * What search engines and whoever shares a link read of a page; the server alone writes it, so that it costs browsers no script.
 * Source: Google Search Central, "Canonicalization" and "Localized versions"; ogp.me.
 */

import { escaped } from '@comptoir/service-kit/escaped';
import { type Language, type PageId, pathsOf } from '../shared/paths.ts';
import type { CategoryData, ProductData } from '../shared/shapes/catalogue.ts';
import { safeJson } from './safe-json.ts';
import { breadcrumbs, homeFacts, productFacts } from './structured.ts';

export type Shown = Readonly<{
  /** The shop's address, without a slash at the end. */
  origin: string;
  language: Language;
  /** Undefined: no page of ours. */
  page: PageId | undefined;
  params: Readonly<Record<string, string | undefined>>;
  status: number;
  /** What the page shows. */
  data: unknown;
}>;

/** Others are for one person, or one moment: a cart, an order, what was searched for. */
export const indexedPages = [
  'home',
  'category',
  'product',
  'stores',
  'terms',
  'privacy',
] as const satisfies readonly PageId[];

export function headOf(shown: Shown): string {
  const { page, status } = shown;
  if (status !== 200 || !isIndexed(page)) return '<meta name="robots" content="noindex">';
  const params = page === 'product' ? { code: (shown.data as ProductData).code } : shown.params;
  const at = (language: Language) => `${shown.origin}${pathsOf(language)(page, params)}`;
  const canonical = at(shown.language);
  return [
    link('canonical', canonical),
    link('alternate', at('fr'), 'fr-CA'),
    link('alternate', at('en'), 'en-CA'),
    link('alternate', at('fr'), 'x-default'),
    ...shared(shown, canonical).map(([property, content]) => meta(property, content)),
    ...facts(shown, canonical).map(
      (fact) =>
        `<script type="application/ld+json">${safeJson({ '@context': 'https://schema.org', ...fact })}</script>`,
    ),
  ].join('');
}

const isIndexed = (page: PageId | undefined): page is (typeof indexedPages)[number] =>
  indexedPages.some((one) => one === page);

function shared(shown: Shown, url: string): [property: string, content: string][] {
  const [locale, other] = shown.language === 'fr' ? ['fr_CA', 'en_CA'] : ['en_CA', 'fr_CA'];
  const common: [string, string][] = [
    ['og:site_name', 'Comptoir'],
    ['og:url', url],
    ['og:locale', locale],
    ['og:locale:alternate', other],
  ];
  const card = `${shown.origin}/card.png`;
  const website: [string, string][] = [...common, ['og:type', 'website'], ['og:image', card]];
  if (shown.page === 'category')
    return [...website, ['og:title', (shown.data as CategoryData).category.name]];
  if (shown.page !== 'product') return [...website, ['og:title', 'Comptoir']];
  const { name, picture, priceMinor } = shown.data as ProductData;
  return [
    ...common,
    ['og:type', 'product'],
    ['og:title', name],
    // Who shows links shows no drawing.
    ['og:image', picture === null || picture.endsWith('.svg') ? card : `${shown.origin}${picture}`],
    ...(priceMinor === null
      ? []
      : ([
          ['product:price:amount', (priceMinor / 100).toFixed(2)],
          ['product:price:currency', 'CAD'],
        ] as const)),
  ] as [string, string][];
}

function facts(shown: Shown, url: string): Record<string, unknown>[] {
  if (shown.page === 'home') return [homeFacts(shown.origin, shown.language)];
  if (shown.page === 'category')
    return [breadcrumbs(shown.origin, shown.language, shown.data as CategoryData)];
  if (shown.page !== 'product') return [];
  const product = shown.data as ProductData;
  const { category, parentCategory: parent } = product;
  return [
    productFacts(shown.origin, url, product),
    ...(category ? [breadcrumbs(shown.origin, shown.language, { category, parent })] : []),
  ];
}

const link = (rel: string, href: string, hreflang?: string) =>
  `<link rel="${rel}"${hreflang === undefined ? '' : ` hreflang="${hreflang}"`} href="${escaped(href)}">`;
const meta = (property: string, content: string) =>
  `<meta property="${property}" content="${escaped(content)}">`;
