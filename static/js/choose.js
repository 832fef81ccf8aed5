/** Keeps the place of an a[data-place] on this device, or forgets it; place.js shows it. */
const KEY = "ulanmuqi.place";

function keep(text) {
  try {
    if (text) localStorage.setItem(KEY, text); else localStorage.removeItem(KEY);
    return true;
  } catch { return false; }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place], [data-forget]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !keep(link.dataset.place)) return;
  document.dispatchEvent(new Event("place:chosen"));
  // Where the page shows the choice itself, it stays; else the link leads on.
  const shown = document.querySelector("[data-told], [data-panel]:not([hidden]) h2");
  if (!shown) return;
  event.preventDefault();
  shown.tabIndex = -1;
  shown.focus({ preventScroll: true });
  shown.scrollIntoView({ block: "nearest" });
});
