import '@comptoir/ui-kit/fonts.css';
import '@comptoir/ui-kit/tokens.css';
import './shop.css';
import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { createBrowserRouter, matchRoutes } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { askServer } from './ask-server.ts';
import { ShopDocument } from './document.tsx';
import { translator } from './i18n/language.tsx';
import { shopRoutes } from './routes.tsx';
import { languageOf } from './shared/paths.ts';

const language = languageOf(window.location.pathname);
const { messages } = await (language === 'fr' ? import('./i18n/fr-CA.po') : import('./i18n/en-CA.po'));
const routes = shopRoutes(language, askServer);

// What the server rendered must be there at once, else the page would be thrown away and made anew.
for (const { route } of matchRoutes(routes, window.location) ?? []) {
  if (typeof route.lazy !== 'function') continue;
  Object.assign(route, await route.lazy(), { lazy: undefined });
}

const told = document.getElementById('shop-data')?.textContent;
const router = createBrowserRouter(routes, told ? { hydrationData: JSON.parse(told) } : {});
// Without it there is no page when the network is away; nothing else hangs on it.
void navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);

hydrateRoot(
  document,
  <StrictMode>
    <ShopDocument
      language={language}
      i18n={translator(language, messages)}
      assetBase={document.documentElement.dataset.assets ?? ''}
      timeZone={document.documentElement.dataset.timeZone ?? 'UTC'}
    >
      <RouterProvider router={router} />
    </ShopDocument>
  </StrictMode>,
);
