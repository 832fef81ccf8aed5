/** Looks again every so often and puts what changed in place of what is shown. */
const place = () => document.querySelector("[data-live]");

const STOPPED = ["late", "off"];

/** What to read out of what changed: who opens, who is late, who does not open. The
    rest can be found in the page by who wants it. */
function news(before, after) {
  const was = new Map(said(before).map((one) => [one.dataset.city, one.dataset.state]));
  return said(after)
    .filter(({ dataset: { city, state } }) => {
      if (!was.has(city) || was.get(city) === state) return false;
      const opens = state === "live" && (city === "all" || was.get(city) === "late");
      return opens || (city !== "all" && STOPPED.includes(state));
    })
    .map((one) => one.dataset.say);
}

const said = (root) => [...root.querySelectorAll("[data-city]")];

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    // Whoever is typing keeps what they typed; the server checks what was seen.
    if (!fresh || place().querySelector("details[open]")) return;
    const sentences = news(place(), fresh);
    place().replaceWith(document.importNode(fresh, true));
    document.dispatchEvent(new CustomEvent("live:changed"));
    document.dispatchEvent(new CustomEvent("live:say", { detail: sentences }));
  } catch {
    // No connection: the page says of when it is.
  }
}

const seconds = Number(place()?.dataset.live);
if (seconds > 0) {
  setInterval(look, seconds * 1000);
  document.addEventListener("visibilitychange", look);
}
