/** Registers the worker that keeps public pages, and says on a kept page, or on the one
 *  that stands in for a missing page, what can be opened without a network. */
const { worker } = document.querySelector("[data-worker]").dataset;
if ("serviceWorker" in navigator) {
  // A phone that refuses keeps nothing; the site works all the same.
  addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => undefined));
}

const pathOf = (link) => link.pathname + link.search;

/** Links to what is not kept say so, and do not lead into nothing. */
async function dim(notice) {
  const words = notice.dataset.unkept;
  const says = notice.querySelector("[role=status]");
  for (const link of document.querySelectorAll("a[href]")) {
    const isHere = link.origin === location.origin && !link.getAttribute("href").startsWith("#");
    if (!isHere || pathOf(link) === pathOf(location) || (await caches.match(pathOf(link)))) continue;
    link.setAttribute("aria-disabled", "true");
    link.title = words;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      says.textContent = words;
      notice.scrollIntoView({ block: "center" });
    });
  }
}

/** What is kept, by title, the last seen first; of a page's filters one. */
async function list(place) {
  const name = (await caches.keys()).find((one) => one.startsWith("public pages"));
  const cache = name && (await caches.open(name));
  const keys = cache ? (await cache.keys()).reverse() : [];
  const { language } = place.dataset;
  const told = new Set();
  for (const { url } of keys) {
    const { pathname, search } = new URL(url);
    if (/\/offline\/$/.test(pathname) || pathname.startsWith("/en/") !== (language === "en") || told.has(pathname)) continue;
    told.add(pathname);
    const text = await (await cache.match(url)).text();
    const title = new DOMParser().parseFromString(text, "text/html").title.split(" · ")[0];
    const item = place.querySelector("template").content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = pathname + search;
    link.append(title || pathname);
    place.append(item);
    place.hidden = false;
  }
}

const notice = document.querySelector("[data-unkept]");
const place = document.querySelector("[data-kept-list]");
if ("caches" in self && notice) dim(notice);
if ("caches" in self && place) list(place);
