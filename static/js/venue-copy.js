/** Keeps a marked copy of a venue's pages for when the network is away.
 *
 * A service worker served at /v/<token>/copy.js, behind from-network.js, so that it sees
 * nothing but that venue's pages. The network always comes first. The copy is a page of its own
 * (?copy): it says when it was read, and has no form, no names and no telephones of
 * people. Forms are never touched here, so no answer can be kept back and sent later.
 */
const SCOPE = new URL(self.registration.scope);
const NAME = `venue ${SCOPE.pathname}`;
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const STYLES = /href="(\/static\/[^"]+\.css)"/g;

/** The link was closed: nothing of it stays on this phone. */
const forget = async () => {
  await caches.delete(NAME);
  await self.registration.unregister();
};

const keep = async (path) => {
  const page = await fetch(`${path}?copy`, { credentials: "omit" });
  if (page.status === 404 && path === SCOPE.pathname) return forget();
  const cache = await caches.open(NAME);
  if (!page.ok) {
    if (page.status === 404 || page.status === 410) await cache.delete(path);
    return undefined;
  }
  const text = await page.clone().text();
  await cache.put(path, page);
  const styles = [...text.matchAll(STYLES)].map((found) => found[1]);
  return cache.addAll(styles);
};

const copyOf = async (path) => {
  const cache = await caches.open(NAME);
  for (const kept of await cache.keys()) {
    const page = await cache.match(kept);
    const age = Date.now() - Date.parse(page.headers.get("Date"));
    if (!(age < KEPT_MS)) await cache.delete(kept);
  }
  return (await cache.match(path)) ?? Response.error();
};

const visit = async (event) => {
  const { pathname } = new URL(event.request.url);
  try {
    // What the browser asks for itself says that somebody looks; a worker's does not.
    const page = await fromNetwork(event);
    // A page that is gone may be a show that left, or the whole link: home knows.
    const path = page.status === 404 ? SCOPE.pathname : pathname;
    event.waitUntil(keep(path).catch(() => undefined));
    return page;
  } catch {
    return copyOf(pathname);
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const start = async () => {
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
    const open = await self.clients.matchAll({ type: "window" });
    const paths = open.map((page) => new URL(page.url).pathname);
    await Promise.all([...new Set([SCOPE.pathname, ...paths])].map(keep));
  };
  event.waitUntil(start());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (request.destination === "style") {
    event.respondWith(fetch(request).catch(() => caches.match(request, { cacheName: NAME })));
  }
});
