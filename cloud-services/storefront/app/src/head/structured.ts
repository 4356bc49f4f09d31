/** A page's facts in schema.org's words. Source: schema.org; Google Search Central, "Product structured data". */
import { type Language, pathsOf } from '../shared/paths.ts';
import type { CategoryLink, ProductData } from '../shared/shapes/catalogue.ts';

type Fact = Record<string, unknown>;

export function homeFacts(origin: string, language: Language): Fact {
  const search = `${origin}${pathsOf(language)('search')}?q={search_term_string}`;
  return {
    '@type': 'WebSite',
    name: 'Comptoir',
    url: `${origin}${pathsOf(language)('home')}`,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: search },
      'query-input': 'required name=search_term_string',
    },
  };
}

export function breadcrumbs(
  origin: string,
  language: Language,
  { category, parent }: Readonly<{ category: CategoryLink; parent: CategoryLink | null }>,
): Fact {
  const places = parent ? [parent, category] : [category];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: places.map(({ slug, name }, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name,
      item: `${origin}${pathsOf(language)('category', { slug })}`,
    })),
  };
}

/** The price is the one that is asked for, promotions taken off; the struck one stands beside it. */
export function productFacts(origin: string, url: string, product: ProductData): Fact {
  const { name, code, gtin, picture, priceMinor, category } = product;
  return {
    '@type': 'Product',
    name,
    sku: code,
    url,
    ...(gtin === null ? {} : { gtin }),
    ...(picture === null ? {} : { image: `${origin}${picture}` }),
    ...(category === null ? {} : { category: category.name }),
    ...(priceMinor === null ? {} : { offers: offerFacts(url, priceMinor, product) }),
  };
}

function offerFacts(url: string, priceMinor: number, { beforeMinor, soldBy, stock }: ProductData): Fact {
  const unit = soldBy === 'weight' ? { unitCode: 'KGM' } : {};
  const specified = [
    { price: amount(priceMinor) },
    ...(beforeMinor === null
      ? []
      : [{ price: amount(beforeMinor), priceType: 'https://schema.org/StrikethroughPrice' }]),
  ];
  return {
    '@type': 'Offer',
    url,
    price: amount(priceMinor),
    priceCurrency: 'CAD',
    itemCondition: 'https://schema.org/NewCondition',
    // Not known is not out of stock: it can be ordered.
    availability: `https://schema.org/${stock !== null && stock.online <= 0 ? 'OutOfStock' : 'InStock'}`,
    priceSpecification: specified.map((one) => ({
      '@type': 'UnitPriceSpecification',
      priceCurrency: 'CAD',
      ...one,
      ...unit,
    })),
  };
}

const amount = (minor: number): string => (minor / 100).toFixed(2);
