/**
 * What search engines may read, and where all of it is. Products are told by aisle, each walked as its page is. Source: RFC 9309
 * (robots.txt); sitemaps.org, protocol 0.9: at most 50 000 addresses a file.
 */
import { randomUUID } from 'node:crypto';
import type { ProductView } from '@comptoir/product/api';
import type { Request, RequestHandler } from 'express';
import { indexedPages } from '../../app/src/head/head.ts';
import { type PageId, pageIds, pathsOf } from '../../app/src/shared/paths.ts';
import { type Aisle, aislesAsked } from '../catalogue/categories.ts';
import type { StorefrontConfig } from '../config.ts';
import type { Gateway, GatewayCalls } from '../gateway/gateway.ts';

type Public = Pick<StorefrontConfig, 'publicUrl'>;
const languages = ['fr', 'en'] as const;
const addressesMax = 50_000;
const pageLength = 200;

export function robots({ publicUrl }: Public): RequestHandler {
  const hidden = pageIds
    .filter((page) => !indexedPages.some((indexed) => indexed === page))
    .flatMap((page) => languages.map((language) => pathsOf(language)(page).replace(/\/$/, '')));
  const lines = [
    'User-agent: *',
    ...hidden.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ];
  return (_request, response) => void response.type('text').send(lines.join('\n'));
}

/** The list of lists, the list of pages, and one list an aisle. */
export function sitemaps({ publicUrl }: Public, gateway: Gateway): RequestHandler {
  return async (request, response) => {
    const calls = gateway.for(callerOf(request));
    const tree = await aislesAsked('fr', calls);
    const { name } = request.params;
    const aisle = tree?.find(({ slug }) => slug === name);
    if (!tree) return void response.status(503).set('Retry-After', '60').end();
    if (name !== undefined && name !== 'pages' && !aisle) return void response.status(404).end();
    response.type('xml').set('Cache-Control', 'public, max-age=3600');
    if (name === undefined)
      return void response.send(listOfLists(publicUrl, ['pages', ...tree.map(({ slug }) => slug)]));
    response.write(urlsetBegin);
    if (aisle) for await (const address of products(publicUrl, aisle, calls)) response.write(address);
    else for (const address of pages(publicUrl, tree)) response.write(address);
    response.end('</urlset>\n');
  };
}

const xml = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const urlsetBegin = `${xml}<urlset xmlns="${namespace}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`;

const listOfLists = (publicUrl: string, names: readonly string[]): string =>
  [
    `${xml}<sitemapindex xmlns="${namespace}">`,
    ...names.map(
      (name) => `<sitemap><loc>${publicUrl}/sitemaps/${encodeURIComponent(name)}.xml</loc></sitemap>`,
    ),
    '</sitemapindex>\n',
  ].join('\n');

function* pages(publicUrl: string, tree: readonly Aisle[]): Generator<string> {
  for (const page of indexedPages)
    if (page !== 'product' && page !== 'category') yield* inBoth(publicUrl, page, {});
  for (const { slug, children } of tree)
    for (const one of [slug, ...children.map((child) => child.slug)])
      yield* inBoth(publicUrl, 'category', { slug: one });
}

/** What is not listed for a fault on the way is listed the next time. */
async function* products(publicUrl: string, { slug }: Aisle, calls: GatewayCalls): AsyncGenerator<string> {
  let cursor: string | undefined;
  for (let told = 0; told < addressesMax / languages.length; told += pageLength) {
    const reply = await calls.call<{ items: ProductView[]; nextCursor: string | null }>({
      path: '/api/v1/products',
      query: { category: slug, channel: 'web', sort: 'rank', limit: String(pageLength), cursor },
    });
    if (!reply.ok) return;
    for (const { sku, updatedAt } of reply.body.items)
      yield* inBoth(publicUrl, 'product', { code: sku }, updatedAt);
    if (reply.body.nextCursor === null) return;
    cursor = reply.body.nextCursor;
  }
}

/** An address in each language, and both beside it. */
function* inBoth(
  publicUrl: string,
  page: PageId,
  params: Readonly<Record<string, string>>,
  updatedAt?: string,
): Generator<string> {
  const at = (language: 'fr' | 'en') => `${publicUrl}${pathsOf(language)(page, params)}`;
  const others = languages.map(
    (language) => `<xhtml:link rel="alternate" hreflang="${language}-CA" href="${at(language)}"/>`,
  );
  const changed = updatedAt === undefined ? '' : `<lastmod>${updatedAt}</lastmod>`;
  for (const language of languages)
    yield `<url><loc>${at(language)}</loc>${changed}${others.join('')}</url>\n`;
}

const callerOf = (request: Request) => ({
  language: 'fr' as const,
  address: request.socket.remoteAddress ?? '',
  correlationId: randomUUID(),
});
