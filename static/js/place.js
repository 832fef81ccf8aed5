/**
 * The chosen place. It is kept on this device alone, under one key, and no request ever
 * carries it. Loaded in the head and not deferred: what depends on the choice is put
 * right while the page is read, before anything of it is painted, so nothing jumps.
 *
 * a[data-place]       keeps that place when followed (see templatetags/my_place.py)
 * [data-panel]        one of several; shown when its league is the chosen one, "" if none
 * a[data-mine]        leads to data-mine + code and bears the name, once there is one
 * a[data-my-banner]   the same for the banner; hidden without one
 * details[data-league]   unfolded when it is the chosen one
 * [data-chosen]       hidden until there is a choice
 * [data-words]        its name; [data-name] within a link, the name of where it leads
 * [data-keep]         an a[data-place] that is hidden where it is chosen already
 * [data-forget], [data-locate]   buttons, hidden where they could do nothing
 */
(() => {
  const KEY = "ulanmuqi.place";
  const english = document.documentElement.lang.startsWith("en");

  /** League and banner as {code, name}, or nothing. */
  const parse = (text) => {
    const [league, zh, en, banner, bannerZh, bannerEn] = (text || "").split("|");
    if (!/^\d{6}$/.test(league) || !zh) return null;
    const named = (code, one, other) => ({ code, name: english ? other || one : one });
    const below = /^\d{6}$/.test(banner || "") && bannerZh;
    return { league: named(league, zh, en), banner: below ? named(banner, bannerZh, bannerEn) : null };
  };
  const read = () => {
    try { return parse(localStorage.getItem(KEY)); } catch { return null; }
  };
  const keep = (text) => {
    try {
      if (text) localStorage.setItem(KEY, text); else localStorage.removeItem(KEY);
      return true;
    } catch { return false; }
  };

  let place = read();

  const WAYS = {
    "[data-panel]": (panel) => { panel.hidden = panel.dataset.panel !== (place ? place.league.code : ""); },
    "[data-chosen]": (part) => { part.hidden = !place; },
    "[data-forget]": (button) => { button.hidden = !place; },
    "[data-locate]": (button) => { button.hidden = !navigator.geolocation; },
    "[data-words]": (part) => write(part, place ? [place.league, place.banner].filter(Boolean).map((one) => one.name).join(" · ") : ""),
    "[data-keep]": (link) => { link.hidden = Boolean(place) && isChosen(link.dataset.place); },
    "details[data-league]:not([data-seen])": unfold,
    "a[data-place]": (link) => current(link, place && isChosen(link.dataset.place)),
    "a[data-mine]": (link) => lead(link, place && place.league, link.dataset.mine),
    "a[data-my-banner]": (link) => {
      link.hidden = !(place && place.banner);
      lead(link, place && place.banner, link.dataset.myBanner);
    },
  };

  function isChosen(text) {
    const one = parse(text);
    return Boolean(one) && one.league.code === place.league.code && (!one.banner || one.banner.code === (place.banner || {}).code);
  }

  /** The chosen league of a long day, once: whoever folds it again means it. Where the
   * choice has a part of its own, that says it already. */
  function unfold(details) {
    details.dataset.seen = "";
    if (place && details.dataset.league === place.league.code && !document.querySelector("[data-panel]")) details.open = true;
  }

  /** Written only where it differs: the observer below would see it again. */
  function write(part, words) {
    if (part.textContent !== words) part.textContent = words;
  }

  function current(link, is) {
    if (is) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
  }

  function lead(link, part, address) {
    if (!part) return;
    const named = link.querySelector("[data-name]");
    if (named) write(named, part.name);
    link.href = address + part.code + (link.dataset.after || "");
    if (new URLSearchParams(location.search).get("region") === part.code) current(link, true);
  }

  function arrange() {
    for (const [which, put] of Object.entries(WAYS)) document.querySelectorAll(which).forEach(put);
  }

  /** A league nobody knows any more counts as no choice. */
  function check() {
    const panels = [...document.querySelectorAll("[data-panel]")];
    if (panels.length && panels.every((panel) => panel.hidden)) { place = null; arrange(); }
  }

  const watch = new MutationObserver(arrange);
  watch.observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    watch.disconnect();
    arrange();
    check();
  });
  document.addEventListener("htmx:afterSettle", arrange);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-place], [data-forget], [data-locate]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-locate]")) return locate(link);
    const text = link.dataset.place || "";
    if (!keep(text)) return;
    place = parse(text);
    arrange();
    const told = document.querySelector("[data-told]");
    const shown = told || document.querySelector("[data-panel]:not([hidden]) h2");
    if (!shown) return;
    event.preventDefault();
    shown.tabIndex = -1;
    shown.focus({ preventScroll: true });
    shown.scrollIntoView({ block: "nearest" });
  });

  /** Asks the phone, rounds to a tenth of a degree, and shows what the server proposes. */
  function locate(button) {
    const answer = document.getElementById(button.getAttribute("aria-controls"));
    const say = (words) => { button.disabled = false; answer.textContent = words; };
    const coarse = (degrees) => degrees.toFixed(1);
    button.disabled = true;
    answer.textContent = button.dataset.asking;
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      try {
        const reply = await fetch(button.dataset.locate, {
          headers: { "X-Coarse-Point": `${coarse(coords.latitude)},${coarse(coords.longitude)}` },
          cache: "no-store",
          credentials: "omit",
        });
        if (!reply.ok) throw new Error(reply.status);
        button.disabled = false;
        answer.innerHTML = await reply.text();
      } catch { say(button.dataset.failed); }
    }, () => say(button.dataset.failed), { maximumAge: 600_000, timeout: 10_000 });
  }
})();
