/** Served at /my/worker.js while OFFLINE_COPIES is off: takes the worker and the pages
 *  it kept away. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const forget = async () => {
    await Promise.all(["my pages 1", "my files 1"].map((name) => caches.delete(name)));
    await self.registration.unregister();
  };
  event.waitUntil(forget());
});
