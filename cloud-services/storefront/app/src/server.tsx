/** A page as text. Built by Vite for the shop's server, which hands in what each page knows. */
import { renderToString } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, matchRoutes, StaticRouterProvider } from 'react-router';
import type { Assets, PageFinder, Params, Rendered, Setting } from '../../src/http/page-renderer.ts';
import { ShopDocument } from './document.tsx';
import { OfflinePage } from './frame/offline-page.tsx';
import { headOf } from './head/head.ts';
import { safeJson } from './head/safe-json.ts';
import { messages as english } from './i18n/en-CA.po';
import { messages as french } from './i18n/fr-CA.po';
import { translator } from './i18n/language.tsx';
import { type Hands, shopRoutes } from './routes.tsx';
import { type Outcome, settle } from './shared/outcome.ts';
import { type Language, languageOf, type PageId, pageIds } from './shared/paths.ts';

const translators = { fr: translator('fr', french), en: translator('en', english) };
const bare = { fr: shopRoutes('fr', () => () => null), en: shopRoutes('en', () => () => null) };

export const pagesAt: PageFinder = (url) =>
  (matchRoutes(bare[languageOf(url.pathname)], url.pathname) ?? []).map(({ route, params }) => ({
    id: (route.id ?? '') as PageId,
    params,
  }));

type Answer = (page: PageId | 'shell', kind: 'load' | 'act', params: Params) => Promise<Outcome>;

export async function render(
  request: Request,
  answer: Answer,
  { assets, timeZone }: Setting,
): Promise<Rendered> {
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
    <ShopDocument
      language={language}
      i18n={translators[language]}
      assetBase={assets.base}
      timeZone={timeZone}
    >
      <StaticRouterProvider router={router} context={context} hydrate={false} />
    </ShopDocument>,
  );
  const { loaderData, actionData, errors, matches, statusCode: status } = context;
  const { route, params } = matches.at(-1) ?? {};
  const page = pageIds.find((id) => id === route?.id);
  const { origin } = new URL(request.url);
  const data = loaderData[page ?? ''];
  const head = headOf({ origin, language, page, params: params ?? {}, status, data });
  const told = `<script type="application/json" id="shop-data">${safeJson({ loaderData, actionData, errors })}</script>`;
  return { status, html: whole(html, `${head}${scriptOf(assets)}`, assets, told) };
}

/** What a browser shows when the shop cannot be reached: words and looks, and no script, which would ask for data. */
export function renderOffline(language: Language, { assets, timeZone }: Setting): string {
  const html = renderToString(
    <ShopDocument
      language={language}
      i18n={translators[language]}
      assetBase={assets.base}
      timeZone={timeZone}
    >
      <OfflinePage />
    </ShopDocument>,
  );
  return whole(html, '<meta name="robots" content="noindex">', assets, '');
}

const scriptOf = ({ script }: Assets) => `<script type="module" src="${script}"></script>`;

/** Data stand in the page as text, never as a script: nothing in a page runs but the file that is named in its head. */
function whole(html: string, own: string, assets: Assets, told: string): string {
  const head = [
    own,
    ...assets.preloads.map(
      (href) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${href}">`,
    ),
    ...assets.styles.map((href) => `<link rel="stylesheet" href="${href}">`),
  ].join('');
  return `<!doctype html>${html.replace('</head>', () => `${head}</head>`).replace('</body>', () => `${told}</body>`)}`;
}
