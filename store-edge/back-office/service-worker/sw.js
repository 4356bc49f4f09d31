/** Keeps this build of the back office on the tablet. Data is none of its business: that lies in PouchDB and IndexedDB. */
const files = /* files */ [];
const build = /* build */ '';
/** The till keeps its own beside, of the same origin. */
const prefix = 'back-office-';
const name = `${prefix}${build}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  const forget = async () => {
    for (const key of await caches.keys())
      if (key.startsWith(prefix) && key !== name) await caches.delete(key);
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !new URL(request.url).pathname.startsWith('/back-office/')) return;
  // A page: the newest there is, or the one kept here. A file: its name says which build it is of.
  const page = () => fetch(request).catch(() => caches.match('./'));
  const file = async () => (await caches.match(request)) ?? fetch(request);
  event.respondWith(request.mode === 'navigate' ? page() : file());
});
