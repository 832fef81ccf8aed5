/** What a worker keeps beside pages: the styles, scripts and pictures they need. It is
 *  served in front of the worker's own script (base/worker_scripts.py), which says in
 *  FILES where they lie. */
const NEEDED = /(?:href|src)="(\/static\/[^"#]+\.(?:css|js|svg|png|woff2))/g;

const keepFiles = async (text) => {
  const cache = await caches.open(FILES);
  const paths = new Set([...text.matchAll(NEEDED)].map((found) => found[1]));
  await Promise.all(
    [...paths].map(async (path) => (await cache.match(path)) ?? cache.add(path).catch(() => undefined)),
  );
  return cache;
};

/** The page as it is kept, with when that was and what else the worker wants to know. */
const copyOf = (page, text, at, more = []) => {
  const headers = new Headers({ "X-Kept-At": at });
  for (const name of ["Content-Type", "Content-Language", "Content-Security-Policy", ...more]) {
    if (page.headers.has(name)) headers.set(name, page.headers.get(name));
  }
  return new Response(text, { headers });
};

/** The network first; what is kept only without one. */
const file = async (request) => {
  const cache = await caches.open(FILES);
  try {
    const answer = await fetch(request);
    // A phone that is full keeps nothing, and shows the page all the same.
    if (answer.ok) await cache.put(request, answer.clone()).catch(() => undefined);
    return answer;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
};
