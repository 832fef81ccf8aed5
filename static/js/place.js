/** The chosen place, kept on this device alone. Not deferred: what depends on it is put
 * right before it is painted. What the attributes mean: docs/architecture.md. */
(() => {
  const english = document.documentElement.lang.startsWith("en");
  const all = (which) => [...document.querySelectorAll(which)];

  /** [league, banner] as {code, name}, the second where there is one; or nothing. */
  const parse = (text) => {
    const words = (text || "").split("|");
    const found = [words.slice(0, 3), words.slice(3, 6)]
      .filter(([code, name]) => /^\d{6}$/.test(code) && name)
      .map(([code, name, other]) => ({ code, name: english ? other || name : name }));
    return found.length ? found : null;
  };
  const read = () => {
    try { return parse(localStorage.getItem("ulanmuqi.place")); } catch { return null; }
  };
  let place = read();

  const is = (text) => Boolean(place) && parse(text).every((part, level) => place[level]?.code === part.code);
  const write = (part, words) => { if (part.textContent !== words) part.textContent = words; };
  const current = (link, yes) => { link.ariaCurrent = yes ? "true" : null; };

  function lead(link, part, address) {
    if (!part) return;
    const named = link.querySelector("[data-name]");
    if (named) write(named, part.name);
    link.href = address + part.code;
    if (new URLSearchParams(location.search).get("region") === part.code) current(link, true);
  }

  const WAYS = {
    "[data-panel]": (part) => { part.hidden = part.dataset.panel !== (place ? place[0].code : ""); },
    "[data-chosen], [data-forget]": (part) => { part.hidden = !place; },
    "[data-words]": (part) => write(part, (place || []).map((one) => one.name).join(" · ")),
    "[data-keep]": (link) => { link.hidden = is(link.dataset.place); },
    "a[data-place]": (link) => current(link, is(link.dataset.place)),
    "a[data-mine]": (link) => lead(link, place?.[0], link.dataset.mine),
    "a[data-my-banner]": (link) => {
      link.hidden = !place?.[1];
      lead(link, place?.[1], link.dataset.myBanner);
    },
    // Once: whoever folds it again means it. A part of one's own says it already.
    "details[data-league]:not([data-seen])": (part) => {
      part.dataset.seen = "";
      if (place?.[0].code === part.dataset.league && !all("[data-panel]").length) part.open = true;
    },
  };
  const arrange = () => { for (const which in WAYS) all(which).forEach(WAYS[which]); };

  const watch = new MutationObserver(arrange);
  watch.observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    watch.disconnect();
    const panels = all("[data-panel]");
    // A league nobody knows any more counts as no choice.
    if (panels.length && !panels.some((one) => one.dataset.panel === place?.[0].code)) place = null;
    arrange();
  });
  document.addEventListener("htmx:afterSettle", arrange);
  document.addEventListener("place:chosen", () => { place = read(); arrange(); });
})();
