/** A page as text. Built by Vite for the shop's server, which hands in what each page knows. */
import { renderToString } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, matchRoutes, StaticRouterProvider } from 'react-router';
import type { Assets, PageFinder, Params, Rendered } from '../../src/http/page-renderer.ts';
import { ShopDocument } from './document.tsx';
import { messages as english } from './i18n/en-CA.po';
import { messages as french } from './i18n/fr-CA.po';
import { translator } from './i18n/language.tsx';
import { type Hands, shopRoutes } from './routes.tsx';
import { type Outcome, settle } from './shared/outcome.ts';
import { languageOf, type PageId } from './shared/paths.ts';

const translators = { fr: translator('fr', french), en: translator('en', english) };
const bare = { fr: shopRoutes('fr', () => () => null), en: shopRoutes('en', () => () => null) };

export const pagesAt: PageFinder = (url) =>
  (matchRoutes(bare[languageOf(url.pathname)], url.pathname) ?? []).map(({ route, params }) => ({
    id: (route.id ?? '') as PageId,
    params,
  }));

type Answer = (page: PageId | 'shell', kind: 'load' | 'act', params: Params) => Promise<Outcome>;

export async function render(request: Request, answer: Answer, assets: Assets): Promise<Rendered> {
  const language = languageOf(new URL(request.url).pathname);
  const hands: Hands =
    (page, kind) =>
    async ({ params }) =>
      settle(await answer(page, kind, params));
  const handler = createStaticHandler(shopRoutes(language, hands));
  const context = await handler.query(request);
  if (context instanceof Response)
    return { status: context.status, redirectTo: context.headers.get('location') ?? '/' };
  const router = createStaticRouter(handler.dataRoutes, context);
  const html = renderToString(
    <ShopDocument language={language} i18n={translators[language]}>
      <StaticRouterProvider router={router} context={context} hydrate={false} />
    </ShopDocument>,
  );
  const { loaderData, actionData, errors } = context;
  return { status: context.statusCode, html: whole(html, assets, { loaderData, actionData, errors }) };
}

/** Data stand in the page as text, never as a script: nothing in a page runs but the file that is named in its head. */
function whole(html: string, assets: Assets, data: unknown): string {
  const head = [
    ...assets.preloads.map(
      (href) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${href}">`,
    ),
    ...assets.styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    `<script type="module" src="${assets.script}"></script>`,
  ].join('');
  const told = `<script type="application/json" id="shop-data">${safeJson(data)}</script>`;
  return `<!doctype html>${html.replace('</head>', () => `${head}</head>`).replace('</body>', () => `${told}</body>`)}`;
}

const safeJson = (data: unknown) => JSON.stringify(data).replaceAll('<', '\\u003c');
