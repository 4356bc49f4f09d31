/**
 * Keeps one whole build of the till on this machine, so that it opens without the store's server. A newer build is fetched beside it
 * and waits until the till, at its lock screen, lets it take over: a page and its scripts are always of one build.
 * Nothing but the files of the build is ever kept: answers of the server go past it.
 */
const build = /* build */ '';
const files = /* files */ [];
const prefix = 'till-';
const name = `${prefix}${build}`;
const paths = new Set(files.map((file) => new URL(file, self.location).pathname));

self.addEventListener('install', (event) => {
  const fetchAll = async () => {
    const cache = await caches.open(name);
    // Past the browser's own cache: what is kept is what this build is made of. One file that fails, and none of it counts.
    await cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })));
  };
  // Calls go straight to the server, where the browser can: a worker that they keep waking would not make way for a newer build.
  event.addRoutes?.({ condition: { urlPattern: '/edge/*' }, source: 'network' });
  event.waitUntil(fetchAll());
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  const settleIn = async () => {
    for (const key of await caches.keys())
      if (key.startsWith(prefix) && key !== name) await caches.delete(key);
    // Also of the page that brought it here: a worker that nobody uses would make way for a newer build in mid-sale.
    await self.clients.claim();
  };
  event.waitUntil(settleIn());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !paths.has(pathname)) return;
  const kept = async () => {
    const cache = await caches.open(name);
    return (await cache.match(pathname, { ignoreVary: true })) ?? fetch(request);
  };
  event.respondWith(kept());
});
