/**
 * Suggestions while typing, after the ARIA pattern of an editable combobox with a list.
 * Without this the box is a plain form; Enter always searches unless an option is chosen.
 */
const PAUSE = 160;

for (const form of document.querySelectorAll("form[data-suggest]")) start(form);

function start(form) {
  const box = form.querySelector("input[type=search]");
  const list = form.querySelector(".find-list");
  const status = form.querySelector("[role=status]");
  const kept = new Map();
  let chosen = -1;
  let asked = "";
  let timer;
  let running;

  list.id = `${box.id}-list`;
  for (const [name, value] of [
    ["role", "combobox"], ["aria-autocomplete", "list"],
    ["aria-controls", list.id], ["aria-expanded", "false"],
  ]) box.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];

  function close() {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function show(html) {
    list.innerHTML = html;
    const found = options();
    // Several boxes may stand on one page.
    found.forEach((one, index) => { one.id = `${box.id}-${index}`; });
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = !found.length ? ""
      : found.length === 1 ? status.dataset.one
      : status.dataset.many.replace("{n}", found.length);
  }

  async function ask() {
    const words = box.value.trim();
    asked = words;
    if (!words) return close();
    if (kept.has(words)) return show(kept.get(words));
    running?.abort();
    running = new AbortController();
    try {
      const address = `${form.dataset.suggest}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: running.signal, credentials: "omit" });
      if (!answer.ok) return;
      const html = await answer.text();
      if (kept.size > 60) kept.clear();
      kept.set(words, html);
      if (asked === words && document.activeElement === box) show(html);
    } catch {
      // No network: the form itself still works.
    }
  }

  function choose(index) {
    const found = options();
    if (!found.length) return;
    // One place beyond either end is the box itself.
    chosen = ((index + 1 + found.length + 1) % (found.length + 1)) - 1;
    found.forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", found[chosen].id);
    found[chosen].scrollIntoView({ block: "nearest" });
  }

  box.addEventListener("input", (event) => {
    // While a word is being composed, pinyin and half characters stand in the box.
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) { ask(); return; }
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.address);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  box.addEventListener("blur", close);
  // The press would take the focus out of the box before the click is one.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
}
