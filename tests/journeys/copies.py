"""What a phone keeps for when there is no network, asked from its own page."""

# Truthy once the worker answers for the page.
WORKS = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"
# Waits up to twenty seconds for the copy of a path.
KEPT = """async (path) => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await caches.match(path)) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}"""
