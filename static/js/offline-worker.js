/** Keeps the public pages a visitor has seen, for when the network is away.
 *
 * A service worker served at /sw.js, behind kept-files.js and from-network.js. The
 * network always comes first; a kept page is shown only without one, or when a weak one
 * has not answered for a while, and then it says of when it is. What may be kept says the
 * server: a page whose Cache-Control is public. What is private as a whole is never even
 * looked at; a venue's own pages have a worker of their own (venue-copy.js). docs/decisions/0041-public-pages-without-a-network.md
 */
const VERSION = "1";
const PAGES = `public pages ${VERSION}`;
const FILES = `public files ${VERSION}`;
const MOST_PAGES = 30;
const MOST_FILES = 80;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const PATIENCE_MS = 8_000;
const PRIVATE = /^\/(?:admin|api|documents|media|my|site|v|_util|calendars\/private)(?:\/|$)/;
const MAIN = /<main\b[^>]*>/;

const keyOf = (address) => {
  const { pathname, search } = new URL(address);
  return pathname + search;
};
const languageOf = (path) => (path.startsWith("/en/") ? "/en" : "");
const offlineOf = (path) => `${languageOf(path)}/offline/`;

/** The newest stay: what is put again stands last. */
const trim = async (cache, most) => {
  const keys = await cache.keys();
  const spare = keys.filter((one) => !/\/(?:offline|schedule)\/$/.test(one.url));
  const excess = Math.max(0, keys.length - most);
  await Promise.all(spare.slice(0, excess).map((one) => cache.delete(one)));
};

const mayBeKept = (page) =>
  page.status === 200 &&
  !page.redirected &&
  /^text\/html/.test(page.headers.get("Content-Type") ?? "") &&
  /\bpublic\b/.test(page.headers.get("Cache-Control") ?? "");

const keep = async (path, page) => {
  const cache = await caches.open(PAGES);
  if (!mayBeKept(page)) {
    // Gone, or not for everyone any more. An accident of the server's changes nothing.
    if (page.status > 0 && page.status < 500) await cache.delete(path);
    return;
  }
  const text = await page.text();
  await cache.delete(path);
  await cache.put(path, copyOf(page, text, page.headers.get("Date") ?? new Date().toUTCString()));
  await trim(await keepFiles(text), MOST_FILES);
  await trim(cache, MOST_PAGES);
};

const fetchToKeep = async (path) => keep(path, await fetch(path, { credentials: "omit" }));

/** The page, and in its language the words for when it is shown without a network. */
const keepVisited = async (path, page) => {
  const cache = await caches.open(PAGES);
  if (!(await cache.match(offlineOf(path)))) await fetchToKeep(offlineOf(path));
  await keep(path, page);
};

const keptAt = (page) => Date.parse(page.headers.get("X-Kept-At"));

const find = async (path) => {
  const cache = await caches.open(PAGES);
  const page = await cache.match(path);
  if (page && !(Date.now() - keptAt(page) < KEPT_MS)) {
    await cache.delete(path);
    return undefined;
  }
  return page;
};

/** 11月26日(周四)05:20, or as English says it. */
const told = (at, language) => {
  const said = (options) =>
    new Intl.DateTimeFormat(language ? "en-GB" : "zh-CN", { timeZone: "Asia/Shanghai", ...options }).format(at);
  const hour = said({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (language) return `${said({ weekday: "short", day: "numeric", month: "long" })}, ${hour}`;
  return `${said({ month: "long", day: "numeric" })}(${said({ weekday: "short" })})${hour}`;
};

/** The kept page under a notice of when it is; `why` is "offline" or "slow". */
const marked = async (path, page, why) => {
  const cache = await caches.open(PAGES);
  const offline = (await cache.match(offlineOf(path))) ?? (await cache.match("/offline/"));
  const words = (await offline?.text())?.match(new RegExp(`<template data-notice="${why}">([^]*?)</template>`));
  const at = new Date(keptAt(page));
  // Without the words that say so nothing old is shown.
  if (!words) return Response.error();
  const notice = words[1].replaceAll("{at}", told(at, languageOf(path)));
  const text = (await page.text()).replace(MAIN, (main) => `${main}${notice}`);
  return new Response(text, { headers: page.headers });
};

const withoutNetwork = async (path) => {
  const kept = await find(path);
  if (kept) return marked(path, kept, "offline");
  const cache = await caches.open(PAGES);
  return (await cache.match(offlineOf(path))) ?? (await cache.match("/offline/")) ?? Response.error();
};

const visit = async (event) => {
  const path = keyOf(event.request.url);
  const network = (async () => {
    const page = await fromNetwork(event);
    event.waitUntil(keepVisited(path, page.clone()).catch(() => undefined));
    return page;
  })();
  event.waitUntil(network.then(() => undefined, () => undefined));
  const kept = await find(path);
  if (!kept) return network.catch(() => withoutNetwork(path));
  const patience = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const slow = patience.then(async () => marked(path, await find(path), "slow"));
  return Promise.race([network, slow]).catch(() => withoutNetwork(path));
};

self.addEventListener("install", (event) => {
  const start = async () => {
    await fetchToKeep("/offline/");
    await self.skipWaiting();
  };
  event.waitUntil(start());
});

self.addEventListener("activate", (event) => {
  const start = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("public ") && name !== PAGES && name !== FILES);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
    const open = await self.clients.matchAll({ type: "window" });
    const seen = open.map((one) => keyOf(one.url)).filter((path) => !PRIVATE.test(path));
    const wanted = new Set([...seen, ...seen.map(offlineOf), ...seen.map((path) => `${languageOf(path)}/schedule/`)]);
    await Promise.all([...wanted].map((path) => fetchToKeep(path).catch(() => undefined)));
  };
  event.waitUntil(start());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || PRIVATE.test(pathname)) return;
  if (request.mode === "navigate" && request.destination === "document") event.respondWith(visit(event));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});
