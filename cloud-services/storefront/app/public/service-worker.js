/**
 * The page that is shown while there is no network. Nothing else is kept: prices and stock are asked for each time, and
 * what is built is in the browser's own cache for a year. Served as it stands; browsers look for a newer one each day.
 */
const cacheName = 'offline-1';
const pages = { fr: '/offline/fr', en: '/offline/en' };

/** With what the pages look like: their styles and fonts. */
async function keep() {
  const cache = await caches.open(cacheName);
  for (const page of Object.values(pages)) {
    // Nobody's name is in it.
    const answer = await fetch(page, { credentials: 'omit', cache: 'reload' });
    if (!answer.ok) throw new Error(`${page} answers ${answer.status}`);
    const looks = [...(await answer.clone().text()).matchAll(/href="(\/(?:assets\/|icon)[^"]+)"/g)];
    await Promise.all(looks.map(([, file]) => cache.add(file)));
    await cache.put(page, answer);
  }
}

async function offlinePage({ url }) {
  const language = /^\/en(?:\/|$)/.test(new URL(url).pathname) ? 'en' : 'fr';
  const cache = await caches.open(cacheName);
  return (await cache.match(pages[language])) ?? Response.error();
}

self.addEventListener('install', (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate' && request.method === 'GET')
    return event.respondWith(fetch(request).catch(() => offlinePage(request)));
  const { origin, pathname } = new URL(request.url);
  // Only while there is no network: what an offline page looks like.
  if (origin === self.location.origin && pathname.startsWith('/assets/'))
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
});
