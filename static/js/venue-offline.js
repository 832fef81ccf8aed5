/** Lets the browser keep a copy of this venue's pages (venue-copy.js). */
const { copyWorker, copyScope } = document.querySelector("[data-copy-worker]").dataset;
if ("serviceWorker" in navigator) {
  // A phone that refuses keeps no copy; the page works all the same.
  navigator.serviceWorker.register(copyWorker, { scope: copyScope }).catch(() => undefined);
}
