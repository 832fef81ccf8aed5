/** Keeps the last seen pages of /my/ for when there is no signal.
 *
 * A service worker served at /my/worker.js, behind kept-files.js and from-network.js, so the
 * browser gives it /my/ alone. The network comes first; a kept page is shown only without one, or when a
 * weak one has not answered for a while, and it says of when it is. What is not kept is
 * answered by a page that says so and whom to ring. The server says what may be kept,
 * and whose it is (X-My-Keep); nothing of another person is ever shown, and
 * the login page (X-My-Out) takes everything away. Nothing that is sent goes through here.
 * docs/decisions/0050-the-day-sheet.md
 */
const PAGES = "my pages 1";
const FILES = "my files 1";
const KEPT_MS = 3 * 24 * 60 * 60 * 1000;
const PATIENCE_MS = 7_000;
// What is wanted without a signal, `data-keep` links: the next shows of a sheet, and forms
// that can be filled in; the sheets of one's several troupes.
const AHEAD = /href="(\/my\/[^"?]+)"[^>]* data-keep/g;
const SHOW = /^\/my\/shows\/\w+\/$/;
// Of each of the two kinds; and in characters.
const MOST_AHEAD = 8;
const HEAVIEST_AHEAD = 100_000;
// Stands in for what is not kept: says so, and whom to ring.
const UNKEPT = "/my/unkept/";
const SHEET = "/my/";
// How often somebody logged out or was seen to be out: what was asked for before that is
// not kept after it.
let outs = 0;

const keyOf = (address) => new URL(address, self.location).pathname;

const forget = async () => {
  await caches.delete(PAGES);
};

/** Looking does not lay a store anew where somebody has just taken it away. */
const keptOf = (path) => caches.match(path, { cacheName: PAGES });

/** What somebody else left here goes before anything new is kept. */
const ownCache = async (who) => {
  let cache = await caches.open(PAGES);
  const owner = await (await cache.match("/my/who"))?.text();
  if (owner !== who) {
    await forget();
    cache = await caches.open(PAGES);
    await cache.put("/my/who", new Response(who));
  }
  return cache;
};

const keep = async (path, page, asked, isAhead) => {
  if (page.headers.has("X-My-Out")) {
    outs += 1;
    return forget();
  }
  const who = page.headers.get("X-My-Keep");
  if (!who || page.redirected) {
    if ((page.status === 403 || page.status === 404) && (await keptOf(path))) await (await caches.open(PAGES)).delete(path);
    return undefined;
  }
  const text = await page.text();
  if (asked !== outs || (isAhead && text.length > HEAVIEST_AHEAD)) return undefined;
  const cache = await ownCache(who);
  await cache.put(path, copyOf(page, text, String(Date.now()), ["X-My-Lasts"]));
  if (asked !== outs) return forget();
  await keepFiles(text);
  return isAhead ? undefined : keepAhead(text, asked);
};

/** One after the other: on a weak signal the first are the most wanted. */
const keepAhead = async (text, asked) => {
  const found = [...text.matchAll(AHEAD)].map((one) => one[1]);
  const most = (isShow) => found.filter((one) => SHOW.test(one) === isShow).slice(0, MOST_AHEAD);
  for (const path of [UNKEPT, ...most(true), ...most(false)]) {
    await fetchToKeep(path, asked, true).catch(() => undefined);
  }
};

const fetchToKeep = async (path, asked, isAhead) => {
  if (asked !== outs) return undefined;
  const kept = await keptOf(path);
  if (kept && Date.now() - kept.headers.get("X-Kept-At") < 600_000) return undefined;
  return keep(path, await fetch(path), asked, isAhead);
};

/** The kept page, with its own words about that uncovered; `instead`: of what. */
const marked = async (path, instead = "") => {
  const page = await keptOf(path);
  const age = page ? Date.now() - page.headers.get("X-Kept-At") : NaN;
  // Never longer than the login itself lasts.
  const lasts = Math.min(KEPT_MS, (page?.headers.get("X-My-Lasts") ?? Infinity) * 1000);
  if (!(age < lasts)) return undefined;
  const [, , kind] = instead.split("/");
  const text = (await page.text()).replace(/ data-old hidden/g, " data-old").replace(` data-for="${kind}" hidden`, "");
  return new Response(text, { headers: page.headers });
};

const withoutNetwork = async (path) =>
  (await marked(path)) ?? (await marked(UNKEPT, path)) ?? (path === SHEET ? Response.error() : Response.redirect(SHEET));

const visit = async (event) => {
  const path = keyOf(event.request.url);
  const { search } = new URL(event.request.url);
  // The form of one day is not that of another.
  const wanted = search.startsWith("?day=") ? path + search : path;
  const asked = outs;
  const network = (async () => {
    const page = await fromNetwork(event);
    // What an address says besides its path was for once: "it has arrived".
    // Where it is sent elsewhere (the login is over), the worker looks where that leads.
    const kept = search || page.type === "opaqueredirect" ? fetch(path) : Promise.resolve(page.clone());
    event.waitUntil(kept.then((one) => keep(path, one, asked)).catch(() => undefined));
    return page;
  })();
  event.waitUntil(network.then(() => undefined, () => undefined));
  const slow = new Promise((done) => setTimeout(done, PATIENCE_MS)).then(() => marked(wanted));
  const first = Promise.race([network, slow.then((page) => page ?? network)]);
  return first.catch(() => withoutNetwork(wanted));
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const start = async () => {
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  const keepOpen = async () => {
    const open = await self.clients.matchAll({ type: "window" });
    const paths = new Set(open.map((one) => keyOf(one.url)).filter((path) => path !== "/my/login/"));
    if (paths.size) paths.add(UNKEPT);
    const asked = outs;
    await Promise.all([...paths].map((path) => fetchToKeep(path, asked).catch(() => undefined)));
  };
  const started = start();
  event.waitUntil(started);
  // Not waited for: nothing the page asks for goes on before the worker is active.
  started.then(keepOpen);
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (pathname === "/my/logout/") outs += 1;
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith("/my/")) event.respondWith(visit(event));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});
