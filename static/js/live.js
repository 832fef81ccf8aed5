/** Looks again every so often and puts what changed in place of what is shown. */
const place = () => document.querySelector("[data-live]");

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    // Whoever is typing keeps what they typed; the server checks what was seen.
    if (!fresh || place().querySelector("details[open]")) return;
    place().replaceWith(document.importNode(fresh, true));
    document.dispatchEvent(new CustomEvent("live:changed"));
  } catch {
    // No connection: the page says of when it is.
  }
}

const seconds = Number(place()?.dataset.live);
if (seconds > 0) {
  setInterval(look, seconds * 1000);
  document.addEventListener("visibilitychange", look);
}
